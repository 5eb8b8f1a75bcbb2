"""The lock: compile requirements*.txt from pyproject.toml, and tell (without a network) whether they are stale.

python -m config.lock            compile the files anew (needs uv and a package index)
python -m config.lock --check    exit 1 when a file was compiled from other dependency tables
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARK = "# dependencies sha256:"


def _tables() -> dict[str, list[str]]:
    """The dependency lists each file is compiled from, by file name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, groups = project["project"]["dependencies"], project["dependency-groups"]
    return {
        "requirements.txt": runtime,
        "requirements-dev.txt": runtime + groups["dev"],
        "requirements-bench.txt": runtime + groups["bench"],
    }


def digest(wanted: list[str]) -> str:
    """Digest of a dependency list; it does not change with order or white space."""
    text = json.dumps(sorted(line.replace(" ", "") for line in wanted))
    return hashlib.sha256(text.encode()).hexdigest()


def stale() -> list[str]:
    """Names of the lock files that do not belong to today's pyproject.toml."""
    found = []
    for name, wanted in _tables().items():
        path = ROOT / name
        head = path.read_text("utf-8").splitlines()[:1] if path.exists() else []
        if head != [MARK + digest(wanted)]:
            found.append(name)
    return found


def compile_all() -> None:
    """Write the lock files: exact versions and hashes, no address of any index."""
    constraint: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, wanted in _tables().items():
            source = Path(folder) / name.replace(".txt", ".in")
            source.write_text("\n".join(wanted), "utf-8")
            done = subprocess.run(
                ["uv", "pip", "compile", str(source), "--universal", "--generate-hashes",
                 "--python-version", "3.11", "--no-emit-index-url", "--no-header",
                 "--no-annotate", "-q", *constraint],
                check=True, capture_output=True, text=True, cwd=folder,
            )  # fmt: skip
            lock = ROOT / name
            lock.write_text(f"{MARK}{digest(wanted)}\n{done.stdout}", "utf-8")
            constraint = ["--constraint", str(lock)]


if __name__ == "__main__":
    if "--check" not in sys.argv:
        compile_all()
    if names := stale():
        sys.exit(f"{' '.join(names)} 与 pyproject.toml 不一致，请运行 make lock 重新生成。")
