"""Limits of a case: the day on which each runs out, and the arithmetic behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ethics.rules.periods import add_months
from kernel.calendar.days import WorkCalendar

ONE = timedelta(days=1)


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


WORK, DAYS, MONTHS = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS
# As shipped; dated rows of the city go before.
DEFAULTS: dict[str, tuple[int, Unit]] = {
    "accept": (5, WORK), "handle": (6, MONTHS), "handle_cap": (12, MONTHS), "judgment": (1, MONTHS),
    "statement": (5, WORK), "hearing_request": (5, WORK), "hearing_notice": (7, WORK), "review_lodge": (30, DAYS),
    "review_decide": (30, DAYS), "appeal_lodge": (30, DAYS), "appeal_decide": (60, DAYS), "appeal_extra": (30, DAYS),
    "reappeal_lodge": (30, DAYS), "reappeal_decide": (60, DAYS), "law_lodge": (30, DAYS), "law_decide": (30, DAYS),
    "reconsider_lodge": (60, DAYS), "reconsider_dec": (60, DAYS), "keep_decided": (120, MONTHS),
    "keep_other": (24, MONTHS),
}  # fmt: skip


@dataclass(frozen=True)
class Pause:
    """A stretch that does not count: from a day up to another; the end is missing while it still goes on."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Deadline:
    """``day`` is the last one of the limit, None while the clock stands still. ``counted`` are the days that count,
    ``free`` those passed over because nobody works, ``paused`` those of pauses, ``moved`` how far the last day was
    put off for falling on a free one. ``unpublished`` are years whose calendar is not known yet."""

    day: date | None
    start: date
    length: int
    unit: Unit
    counted: int = 0
    free: int = 0
    paused: int = 0
    moved: int = 0
    unpublished: tuple[int, ...] = ()


def deadline(start: date, length: int, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Deadline:
    """The last day of a limit that began with an event on ``start``.

    The day of the event is not counted (《民法典》第二百零一条); a limit of days or months whose last day is free ends
    with the next working day (第二百零三条); the days of a pause (中止) are added to it.
    """
    if any(pause.end is None for pause in pauses):
        return Deadline(None, start, length, unit)
    if unit == Unit.WORKING_DAYS:
        return _working(start, length, calendar, pauses)
    paused = _paused(pauses, start)
    last = (add_months(start, length) if unit == Unit.MONTHS else start + timedelta(days=length)) + ONE * paused
    moved = 0
    while not calendar.is_working(last):
        last, moved = last + ONE, moved + 1
    return Deadline(last, start, length, unit, length, 0, paused, moved, tuple(calendar.unpublished(start, last)))


def _working(start: date, length: int, calendar: WorkCalendar, pauses: Sequence[Pause]) -> Deadline:
    day, counted, free, paused = start, 0, 0, 0
    while counted < length:
        day += ONE
        if any(pause.holds(day) for pause in pauses):
            paused += 1
        elif calendar.is_working(day):
            counted += 1
        else:
            free += 1
    unpublished = tuple(calendar.unpublished(start, day))
    return Deadline(day, start, length, Unit.WORKING_DAYS, counted, free, paused, 0, unpublished)


def _paused(pauses: Sequence[Pause], start: date) -> int:
    """Days of pauses after the day of the event, each once."""
    days: set[date] = set()
    for pause in pauses:
        assert pause.end is not None
        day = max(pause.start, start + ONE)
        while day < pause.end:
            days.add(day)
            day += ONE
    return len(days)


def left(last: date | None, on: date, calendar: WorkCalendar, unit: Unit) -> int | None:
    """Days that remain after ``on`` (working days where the limit counts these); negative when it is over."""
    if last is None:
        return None
    if unit != Unit.WORKING_DAYS:
        return (last - on).days
    first, end, sign = (on, last, 1) if on <= last else (last, on, -1)
    return sign * sum(calendar.is_working(first + ONE * step) for step in range(1, (end - first).days + 1))


def is_over(last: date | None, on: date) -> bool:
    """Whether the last day has passed."""
    return last is not None and on > last


def earliest(notice: date, length: int, calendar: WorkCalendar) -> date:
    """The first day on which something may happen that must be told so many working days before."""
    return calendar.last_day(notice, length + 1)


def latest_end(opened: date, cap_months: int) -> date:
    """The day that no extension may pass."""
    return add_months(opened, cap_months)
