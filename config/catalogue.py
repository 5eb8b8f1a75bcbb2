"""The English catalogue: extract what pages and refusals say, and tell whether each sentence has its English.

python -m config.catalogue            take new sentences into the .po, drop unused ones, compile the .mo (needs gettext)
python -m config.catalogue --check    exit 1 when a sentence is new, unused, without English or with other placeholders,
                                      or the .mo was compiled from another .po
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
CHINESE = ROOT / "config" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"  # Django's own words, said better
HEADER = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
OUTSIDE = ["config/locale/*", "tests/*", "benchmarks/*", "docs/*", "var/*", ".venv/*"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


class Command(makemessages.Command):
    """Django's, which also finds the sentence of a refusal where it is raised."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=RuleBroken:2", "--keyword=_t"]


def extracted() -> polib.POFile:
    """What the code and the templates say today; nothing in the tree is touched."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        settings.LOCALE_PATHS = [folder]
        call_command(Command(), locale=["en"], ignore_patterns=OUTSIDE, no_location=True, keep_pot=True, verbosity=0)
        return polib.pofile(str(Path(folder) / "django.pot"))


def key(entry: polib.POEntry) -> tuple[str, str]:
    """What the entry is looked up by."""
    return entry.msgctxt or "", entry.msgid


def renewed(found: polib.POFile, known: polib.POFile) -> polib.POFile:
    """The sentences found, in a fixed order, with the English that is known."""
    english = {key(entry): entry for entry in known}
    catalogue = polib.POFile(wrapwidth=118)
    catalogue.metadata = HEADER
    for entry in sorted(found, key=key):
        old = english.get(key(entry))
        plural = (old.msgstr_plural if old else None) or {0: "", 1: ""}
        catalogue.append(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr="" if entry.msgid_plural or old is None else old.msgstr,
                msgstr_plural=plural if entry.msgid_plural else {},
                flags=[flag for flag in entry.flags if flag == "python-format"],
            )
        )
    return catalogue


def faults(known: polib.POFile) -> list[str]:
    """What is wrong inside the catalogue: no English, only a guess, other placeholders."""
    wrong = []
    for entry in known:
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.obsolete or entry.fuzzy or not all(text.strip() for text in texts):
            wrong.append(f"没有英文：{entry.msgid}")
        elif any(set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid)) for text in texts):
            wrong.append(f"占位符不一致：{entry.msgid}")
    return wrong


def compiled(known: polib.POFile) -> bytes:
    """The bytes of the .mo; the same .po gives the same bytes."""
    return bytes(known.to_binary())


def load() -> polib.POFile:
    """The catalogue as it stands."""
    return polib.pofile(str(PO), wrapwidth=118) if PO.exists() else polib.POFile()


def main() -> None:
    """See the head of this module."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    found, known = extracted(), load()
    wrong: list[str] = []
    if "--check" in sys.argv:
        today, written = {key(entry) for entry in found}, {key(entry) for entry in known}
        wrong += [f"不在词表：{msgid}" for _context, msgid in sorted(today - written)]
        wrong += [f"已不使用：{msgid}" for _context, msgid in sorted(written - today)]
        if not MO.exists() or MO.read_bytes() != compiled(known):
            wrong.append("django.mo 与 django.po 不一致")
    else:
        known = renewed(found, known)
        PO.parent.mkdir(parents=True, exist_ok=True)
        known.save(str(PO))
        MO.write_bytes(compiled(load()))
    chinese = polib.pofile(str(CHINESE))
    if "--check" not in sys.argv:
        CHINESE.with_suffix(".mo").write_bytes(compiled(chinese))
    elif CHINESE.with_suffix(".mo").read_bytes() != compiled(chinese):
        wrong.append("zh_Hans 的 django.mo 与 django.po 不一致")
    if wrong := wrong + faults(known):
        wrong.append(f"英文词表有 {len(wrong)} 处要补：运行 python -m config.catalogue，补全 {PO.name} 后再运行一次。")
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
