"""Judging the yearly figures of a school: what cannot be, and what jumped since last year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

COUNTED = ("pupils", "classes", "boarders")
YEAR = re.compile(r"(\d{4})(?:\s*[-—–~至/]{1,2}\s*(\d{4}|\d{2}))?\s*(?:学年度?|年)?")
WHOLE = re.compile(r"\d{1,7}")
LARGEST_CLASS = 100  # pupils for each class beyond which the figures cannot be right


@dataclass(frozen=True)
class Jump:
    """A figure that differs much from last year's."""

    field: str
    before: int
    after: int


def school_year(text: str) -> int | None:
    """The year in which the school year begins: of "2026", "2026学年", "2026—2027学年", "2026-27"; None if unclear."""
    found = YEAR.fullmatch(text.strip())
    if not found:
        return None
    first, last = int(found[1]), found[2]
    if last and int(last) not in (first + 1, (first + 1) % 100):
        return None
    return first if 2000 <= first <= 2100 else None


def year_on(day: date) -> int:
    """The school year in which a day lies: it begins on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def first_day(year: int) -> date:
    """The day whose rule holds for the school year."""
    return date(year, 9, 1)


def last_day(year: int) -> date:
    """The last day of the school year."""
    return date(year + 1, 8, 31)


def count_fault(text: str) -> str:
    """What is wrong with a cell that should hold a count: '' when nothing (an empty cell is not known, not wrong)."""
    if not text or WHOLE.fullmatch(text):
        return ""
    if re.fullmatch(r"-\d+(\.\d+)?", text):
        return "negative"
    if re.fullmatch(r"\d+\.\d+", text):
        return "fraction"
    return "text_in_number"


def contradiction(pupils: int | None, classes: int | None, boarders: int | None) -> str:
    """Figures that cannot stand together: '' when they can."""
    if boarders is not None and pupils is not None and boarders > pupils:
        return "more_boarders"
    if pupils and classes == 0:
        return "no_classes"
    if pupils and classes and pupils > classes * LARGEST_CLASS:
        return "class_too_large"
    if classes and pupils == 0:
        return "empty_classes"
    return ""


def jumps(before: Mapping[str, int | None], after: Mapping[str, int | None], percent: int) -> list[Jump]:
    """Figures that moved by more than ``percent`` of last year's, or from or to nothing."""
    found = []
    for field in COUNTED:
        old, new = before.get(field), after.get(field)
        if old is None or new is None or old == new:
            continue
        if old == 0 or abs(new - old) * 100 > old * percent:
            found.append(Jump(field, old, new))
    return found


def is_last_years(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> bool:
    """Whether every figure is the same as last year's: the workbook of last year sent again looks like that."""
    pairs = [(before.get(field), after.get(field)) for field in COUNTED]
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    return len(known) >= 2 and all(old == new for old, new in known)
