"""The audit of dependencies: a fault fails, silence is never taken for a clean bill."""

from __future__ import annotations

import json
from typing import Any

import pytest

from config import advisories
from config.advisories import CLEAN, FAULTS, NOT_REACHED, Outcome, judge, main, read

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
FAULTY = {"name": "pillow", "version": "9", "vulns": [{"id": "PYSEC-1", "fix_versions": ["10"]}]}
SKIPPED = {"name": "six", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def report(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("osv", "pypi", "code", "words"),
    [
        (report(SOUND), "", CLEAN, "1 packages, no known fault"),
        (report(SOUND, FAULTY), "", FAULTS, "pillow 9: PYSEC-1, mended in 10"),
        ("", report(SOUND), CLEAN, "no known fault"),
        ("", "", NOT_REACHED, "NOT AUDITED"),
        ("Traceback", report(SKIPPED), NOT_REACHED, "NOT AUDITED"),
        (report(SKIPPED), report(SOUND, SKIPPED), NOT_REACHED, "NOT ALL AUDITED: 1"),
        (report(SKIPPED, FAULTY), "", FAULTS, "pillow"),
        (report(), "", NOT_REACHED, "NOT AUDITED"),
    ],
)
def test_the_verdict(osv: str, pypi: str, code: int, words: str) -> None:
    verdict, sentence = judge("requirements.txt", {"osv": read(osv), "pypi": read(pypi)})
    assert verdict == code
    assert words in sentence


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def said(found: Outcome | None, *arguments: str) -> int:
        monkeypatch.setattr(advisories, "audit", lambda lock, service: found)
        return main(list(arguments))

    assert said(Outcome(5)) == 0
    assert said(None) == 0
    assert "NOT AUDITED" in capsys.readouterr().out
    assert said(None, "--strict") == 2
    assert said(Outcome(1, [], ["a fault"])) == 1
