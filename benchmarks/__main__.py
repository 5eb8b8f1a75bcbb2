"""python -m benchmarks [PART ...] [--json FILE]: run the measurements and print one table.

Each part runs in a process of its own, on a register of its own in a temporary folder. Nothing else is written.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.timing import Row

PARTS = ("certificates", "memory", "importing", "years", "lists", "audit", "planner", "checkins", "hours", "portrait")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table to FILE too")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)  # a child: measure, print JSON
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"unknown part {', '.join(sorted(unknown))}")
    if options.here:
        print(json.dumps([asdict(row) for row in _measured(options.parts[0])], ensure_ascii=False))
        return
    rows = [row for part in options.parts or PARTS for row in _in_a_process(part)]
    _print(rows)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", "utf-8")


def _measured(part: str) -> list[Row]:
    import django

    django.setup()
    rows: list[Row] = import_module(f"benchmarks.{part}").measure()
    return rows


def _in_a_process(part: str) -> list[Row]:
    """The rows of a part, measured by a child; what it says on the way goes to the error channel."""
    print(f"… {part}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as folder:
        environment = {**os.environ, "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks", part, "--here"], env=environment, check=True, stdout=subprocess.PIPE
        )
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def _print(rows: list[Row]) -> None:
    print("| what | ours | peer | factor | goal | met |")
    print("|---|--:|--:|--:|--:|---|")
    for row in rows:
        factor = "" if row.factor is None else f"{row.factor:,.1f} ×"
        print(f"| {row.what} | {row.ours} | {row.peer} | {factor} | {row.goal} | {'yes' if row.met else 'NO'} |")


if __name__ == "__main__":
    main()
