"""The lock belongs to the dependency tables, and names no address."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from config import lock

FILES = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tables and the lock somewhere else, to be changed."""
    for name in ("pyproject.toml", *FILES):
        shutil.copy(lock.ROOT / name, tmp_path)
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_lock_is_of_today() -> None:
    assert lock.stale() == []


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ('"django>=5.2.19,<5.3"', '"django>=5.2.20,<5.3"', list(FILES)),
        ('"openpyxl>=', '"leftpad",\n  "openpyxl>=', list(FILES)),
        ('  "hypothesis>=', '  "leftpad",\n  "hypothesis>=', ["requirements-dev.txt"]),
        ('line-length = 120', 'line-length = 119', []),
    ],
)  # fmt: skip
def test_a_changed_table_is_noticed(copy: Path, old: str, new: str, stale: list[str]) -> None:
    edit(copy / "pyproject.toml", old, new)
    assert lock.stale() == stale


def test_a_missing_or_foreign_lock_is_noticed(copy: Path) -> None:
    (copy / "requirements.txt").unlink()
    for name in FILES[1:]:
        edit(copy / name, lock.MARK, "# made by hand ")
    assert lock.stale() == list(FILES)


def test_order_and_blanks_of_a_table_do_not_matter() -> None:
    assert lock.digest(["a>=1, <2", "b"]) == lock.digest(["b", "a >=1,<2"])
    assert lock.digest(["a>=1"]) != lock.digest(["a>=2"])


@pytest.mark.parametrize("name", FILES)
def test_the_lock_is_exact_and_names_no_address(name: str) -> None:
    text = (lock.ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|git\+|file:|--(?:extra-)?index-url|--find-links|--trusted-host", text)
    entries = re.findall(r"^([A-Za-z0-9][\w.\-\[\],]*)(==\S+)?((?:.*\\\n)*.*)", text, re.MULTILINE)
    assert len(entries) > 40
    assert [entry[0] for entry in entries if not entry[1] or "--hash=sha256:" not in entry[2]] == []
