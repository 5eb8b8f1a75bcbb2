"""Periods of sanctions: calendar months, several at once, one during another.

《事业单位工作人员处分规定》（2023年11月6日）; 《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

CAP = 48  # months


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; the last of the month where that has no such day."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = divmod(ordinal, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_in_force(start: date, end: date | None, on: date) -> bool:
    """Whether a half-open period holds on a day; without an end it goes on."""
    return start <= on and (end is None or on < end)


@dataclass(frozen=True)
class Term:
    """One sanction as the chain sees it; ``ended_on`` where it was lifted before its day."""

    start: date
    months: int
    ended_on: date | None = None


def ends(terms: Sequence[Term], cap: int = CAP) -> list[date]:
    """The end of each sanction of one person, in the order given.

    A sanction during a running one takes up what is left of that one: its end is the old end plus its own period, and
    at most ``cap`` months from its own beginning. Terms of one day are told from each other by their order.
    """
    found: dict[int, date] = {}
    running: date | None = None
    for index in sorted(range(len(terms)), key=lambda one: (terms[one].start, one)):
        term = terms[index]
        if running is not None and running > term.start:
            end = min(add_months(running, term.months), add_months(term.start, max(cap, term.months)))
        else:
            end = add_months(term.start, term.months)
        found[index] = end
        effective = min(end, term.ended_on) if term.ended_on else end
        running = effective if running is None else max(running, effective)
    return [found[index] for index in range(len(terms))]


def together(months: Sequence[int], total: int | None = None, cap: int = CAP) -> range:
    """Several sanctions of one kind in one decision: the totals that may be set, from one period to their sum, at most
    ``cap`` months; ``total`` narrows nothing and is for the caller to test."""
    low = max(months)
    return range(low, min(sum(months), max(cap, low)) + 1)


def next_january(day: date) -> date:
    """The first 1 January at or after a day: yearly steps of pay begin again then."""
    return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)
