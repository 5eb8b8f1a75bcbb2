"""Known faults of the locked packages: pip-audit against OSV, else PyPI; part of ``.ci/run``.

python -m config.advisories            exit 1 for a known fault; a service that is not reached is said aloud, exit 0
python -m config.advisories --strict   exit 2 as well when not every package could be looked up

pip-audit itself ends well when a service knows none of the packages; here that never counts as clean.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
SERVICES = ("osv", "pypi")
CLEAN, FAULTS, NOT_REACHED = 0, 1, 2


@dataclass
class Outcome:
    """What a service said: packages looked up, packages it could not tell about, faults in a line each."""

    asked: int = 0
    unknown: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(text: str) -> Outcome | None:
    """The report of pip-audit; None where it gave none, since the service was not reached."""
    try:
        packages = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    found = Outcome()
    for one in packages:
        if "skip_reason" in one:
            found.unknown.append(one["name"])
            continue
        found.asked += 1
        for fault in one["vulns"]:
            mended = ", ".join(fault["fix_versions"]) or "no version"
            found.faults.append(f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}")
    return found


def audit(lock: str, service: str) -> Outcome | None:
    """One lock file asked of one service."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(ROOT / lock),
        "--require-hashes",
        "--disable-pip",
        "-s",
        service,
    ]
    done = subprocess.run(
        [*command, "-s", service, "--format", "json", "--progress-spinner", "off", "--timeout", "15"],
        capture_output=True,
        text=True,
        check=False,
    )
    return read(done.stdout)


def judge(lock: str, outcomes: dict[str, Outcome | None]) -> tuple[int, str]:
    """The verdict on a lock file, and its sentence."""
    told = [one for one in outcomes.values() if one is not None and one.asked]
    if faults := sorted({fault for one in told for fault in one.faults}):
        return FAULTS, f"{lock}: KNOWN FAULTS\n  " + "\n  ".join(faults)
    if whole := [one for one in told if not one.unknown]:
        return CLEAN, f"{lock}: {whole[0].asked} packages, no known fault"
    if told:
        return NOT_REACHED, f"{lock}: NOT ALL AUDITED: {len(told[0].unknown)} packages are unknown to the service"
    return (
        NOT_REACHED,
        f"{lock}: NOT AUDITED: no advisory service was reached ({', '.join(outcomes)}); this is no clean bill",
    )


def main(arguments: list[str]) -> int:
    """Audit every lock file; the second service is asked only where the first told nothing."""
    worst = CLEAN
    for lock in LOCKS:
        outcomes: dict[str, Outcome | None] = {}
        for service in SERVICES:
            outcomes[service] = audit(lock, service)
            if judge(lock, outcomes)[0] != NOT_REACHED:
                break
        code, sentence = judge(lock, outcomes)
        print(sentence, flush=True)
        if code == FAULTS or (code == NOT_REACHED and "--strict" in arguments and worst != FAULTS):
            worst = code
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
