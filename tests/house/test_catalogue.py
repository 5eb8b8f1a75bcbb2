"""The English catalogue: complete, compiled, and told apart from one that is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from config import catalogue


def entry(msgid: str, msgstr: str, **more: object) -> polib.POFile:
    one = polib.POFile()
    one.append(polib.POEntry(msgid=msgid, msgstr=msgstr, **more))
    return one


def test_every_sentence_has_its_english() -> None:
    known = catalogue.load()
    assert len(known) > 1300
    assert catalogue.faults(known) == []


def test_the_compiled_catalogue_is_of_today() -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.load())


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (entry("保存", ""), "没有英文"),
        (entry("保存", " "), "没有英文"),
        (entry("保存", "Save", flags=["fuzzy"]), "没有英文"),
        (entry("共 %(n)s 人", "People"), "占位符"),
        (entry("共 %(n)s 人", "People: %(m)s"), "占位符"),
        (entry("“{name}”是空文件。", "“{nam}” is empty."), "占位符"),
        (entry("%s 人", "", msgid_plural="%s 人", msgstr_plural={0: "%s person", 1: ""}), "没有英文"),
    ],
)
def test_a_fault_is_noticed(known: polib.POFile, word: str) -> None:
    (wrong,) = catalogue.faults(known)
    assert wrong.startswith(word)


def test_what_is_known_stays_and_what_is_unused_goes() -> None:
    found, known = entry("保存", ""), entry("保存", "Save")
    found.append(polib.POEntry(msgid="取消"))
    known.append(polib.POEntry(msgid="旧的", msgstr="Old"))
    assert {one.msgid: one.msgstr for one in catalogue.renewed(found, known)} == {"保存": "Save", "取消": ""}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed here; make check needs it")
def test_the_extraction_finds_every_way_of_saying(tmp_path: Path) -> None:
    """A label, a refusal where it is raised and in its table, the act of a presenter, a template."""
    code = "from config import catalogue as c; import django; django.setup(); print(*(e.msgid for e in c.extracted()))"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=catalogue.ROOT,
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
    ).stdout  # fmt: skip
    for msgid in ("学校人事干部", "“{name}”是空文件，请重新选择。", "请写明理由。", "查看登记信息", "跳到正文"):
        assert msgid in said
    assert (tmp_path / "keys.env").exists()  # it ran with settings of its own
    assert not (catalogue.ROOT / "config" / "locale" / "django.pot").exists()
