"""What comes with the machine and not with the project: a test without it skips, but never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TRUETYPE = Path("/usr/share/fonts/truetype")
DEBIAN_FONTS = {"lxgw-wenkai": "LXGWWenKai-Regular.ttf", "cns11643": "TW-Kai-98_1.ttf", "hanazono": "HanaMinB.ttf"}


def font_dirs() -> tuple[Path, ...]:
    """The folders of fonts-lxgw-wenkai, fonts-cns11643-kai and fonts-hanazono."""
    for folder, name in DEBIAN_FONTS.items():
        if not (TRUETYPE / folder / name).exists():
            _missing(f"{folder}/{name}")
    return tuple(TRUETYPE / folder for folder in DEBIAN_FONTS)


def run(*command: str | Path) -> str:
    """What a program prints."""
    if not shutil.which(str(command[0])):
        _missing(str(command[0]))
    return subprocess.run([*command], check=True, capture_output=True, encoding="utf-8").stdout


def _missing(what: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {what}")
