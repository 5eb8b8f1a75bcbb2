"""Enterprise practice of vocational teachers counted in days, and the re-check of 双师型 teachers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from training.choices import PracticeState, PracticeWindow, RecheckState
from training.rules.requirements import months_later

VOCATIONAL = ("vocational", "higher")  # stages of the schools whose teachers practise in enterprises
RECHECK_SOON = 180  # days before the end of a recognition from which its re-check is called for


@dataclass(frozen=True)
class Stay:
    """Days in an enterprise, the first and the last of them included."""

    first: date
    last: date


@dataclass(frozen=True)
class Window:
    """The days that are looked at, half-open."""

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)


@dataclass(frozen=True)
class PracticeVerdict:
    """What the days come to: ``missing`` is 0 where enough were spent."""

    days: int
    required: int
    window: Window
    state: PracticeState

    @property
    def missing(self) -> int:
        return max(0, self.required - self.days)


def window_of(on: date, *, years: int, kind: PracticeWindow, anchor: int) -> Window:
    """The years up to and with a day (rolling), or the fixed run of years that it lies in, counted from the year
    ``anchor``; of a fixed run that still goes on the whole is looked at."""
    if kind == PracticeWindow.ROLLING:
        end = on + timedelta(days=1)
        return Window(months_later(end, -12 * years), end)
    first = anchor + (on.year - anchor) // years * years
    return Window(date(first, 1, 1), date(first + years, 1, 1))


def days_in(stays: Iterable[Stay], window: Window) -> int:
    """The days of the stays inside the window; a day that several stays cover counts once."""
    counted, reached = 0, window.start
    for stay in sorted(stays, key=lambda one: one.first):
        start, end = max(stay.first, reached), min(stay.last + timedelta(days=1), window.end)
        if end > start:
            counted += (end - start).days
            reached = end
    return counted


def judge(
    stays: Iterable[Stay], *, on: date, required: int, years: int, kind: PracticeWindow, anchor: int,
    teaching_since: date | None,
) -> PracticeVerdict:  # fmt: skip
    """Whether a teacher of a professional course spent the days: at least six months in all in every five years.

    《职业学校教师企业实践规定》(教师〔2016〕3号)第四条. Only what was spent by the day counts. Nobody is behind before
    the first run of years as a teacher, or the fixed run, is over.
    """
    window = window_of(on, years=years, kind=kind, anchor=anchor)
    past = [Stay(one.first, min(one.last, on)) for one in stays if one.first <= on]
    days = days_in(past, window)
    if days >= required:
        return PracticeVerdict(days, required, window, PracticeState.MET)
    is_running = on < window.end - timedelta(days=1) if kind == PracticeWindow.FIXED else False
    if teaching_since and months_later(teaching_since, 12 * years) > on:
        is_running = True
    return PracticeVerdict(days, required, window, PracticeState.RUNNING if is_running else PracticeState.BEHIND)


def recheck_due(confirmed_on: date, years: int) -> date:
    """The last day up to which a recognition holds without a new check."""
    return months_later(confirmed_on, 12 * years)


def recheck(due: date, on: date) -> RecheckState:
    """How a recognition stands towards its re-check."""
    if on > due:
        return RecheckState.OVERDUE
    return RecheckState.SOON if (due - on).days <= RECHECK_SOON else RecheckState.VALID
