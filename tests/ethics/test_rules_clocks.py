"""Limits in working days, days and months: vectors around the holidays, and properties against a plain count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethics.rules.clocks import Pause, Unit, deadline, earliest, is_over, latest_end, left
from kernel.calendar.days import WorkCalendar

PLAIN = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        # Spring Festival 2025: free 28 January to 4 February, worked on Sunday 26 January and Saturday 8 February
        ("2025-01-24", 5, "2025-02-07"),
        ("2025-01-24", 1, "2025-01-26"),
        ("2025-01-27", 5, "2025-02-10"),
        ("2025-02-07", 1, "2025-02-08"),
        # National Day 2025: free 1 to 8 October, worked on Sunday 28 September and Saturday 11 October
        ("2025-09-26", 5, "2025-10-10"),
        ("2025-09-30", 5, "2025-10-14"),
        ("2025-10-08", 3, "2025-10-11"),
        # Spring Festival 2026: free 15 to 23 February, worked on Saturday 14 and Saturday 28 February
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-14", 5, "2026-02-28"),
        # National Day 2026: free 1 to 7 October, worked on Sunday 20 September and Saturday 10 October
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-10-09", 1, "2026-10-10"),
        # an ordinary week
        ("2026-11-02", 5, "2026-11-09"),
    ],
)
def test_working_days_around_the_holidays(start: str, length: int, end: str) -> None:
    found = deadline(date.fromisoformat(start), length, Unit.WORKING_DAYS, PLAIN)
    assert found.day == date.fromisoformat(end)
    assert found.unpublished == ()


@pytest.mark.parametrize(
    ("start", "length", "unit", "end", "moved"),
    [
        ("2026-09-01", 30, Unit.DAYS, "2026-10-08", 7),  # 1 October is free
        ("2026-08-01", 30, Unit.DAYS, "2026-08-31", 0),
        ("2026-08-31", 6, Unit.MONTHS, "2027-03-01", 1),  # 28 February 2027 is a Sunday
        ("2026-01-31", 1, Unit.MONTHS, "2026-02-28", 0),  # a make-up Saturday is worked
        ("2026-04-01", 1, Unit.MONTHS, "2026-05-06", 5),
    ],
)
def test_days_and_months_end_on_a_working_day(start: str, length: int, unit: Unit, end: str, moved: int) -> None:
    found = deadline(date.fromisoformat(start), length, unit, PLAIN)
    assert (found.day, found.moved) == (date.fromisoformat(end), moved)


def test_a_year_without_a_calendar_says_so() -> None:
    found = deadline(date(2031, 9, 30), 5, Unit.WORKING_DAYS, PLAIN)
    assert found.day == date(2031, 10, 7)
    assert found.unpublished == (2031,)
    known = WorkCalendar({date(2031, 10, one): False for one in range(1, 8)}, frozenset({2031}))
    assert deadline(date(2031, 9, 30), 5, Unit.WORKING_DAYS, known).day == date(2031, 10, 14)


def test_a_pause_does_not_count_and_an_open_one_stops() -> None:
    start = date(2026, 11, 2)
    pause = Pause(date(2026, 11, 4), date(2026, 11, 11))
    found = deadline(start, 5, Unit.WORKING_DAYS, PLAIN, [pause])
    assert (found.day, found.paused) == (date(2026, 11, 16), 7)
    assert deadline(start, 5, Unit.WORKING_DAYS, PLAIN, [Pause(date(2026, 11, 4))]).day is None
    assert deadline(start, 1, Unit.MONTHS, PLAIN, [pause]).day == date(2026, 12, 9)


def test_what_is_left_and_what_is_over() -> None:
    last = date(2026, 11, 9)
    assert left(last, date(2026, 11, 2), PLAIN, Unit.WORKING_DAYS) == 5
    assert left(last, date(2026, 11, 11), PLAIN, Unit.WORKING_DAYS) == -2
    assert left(last, date(2026, 11, 2), PLAIN, Unit.DAYS) == 7
    assert left(None, last, PLAIN, Unit.DAYS) is None
    assert not is_over(last, last)
    assert is_over(last, last + ONE)
    assert not is_over(None, last)
    assert earliest(date(2026, 11, 2), 7, PLAIN) == date(2026, 11, 12)
    assert latest_end(date(2026, 1, 31), 12) == date(2027, 1, 31)


@given(DAYS, st.integers(1, 40))
def test_between_start_and_end_lie_so_many_working_days(start: date, length: int) -> None:
    found = deadline(start, length, Unit.WORKING_DAYS, PLAIN)
    assert found.day is not None
    days = [start + ONE * step for step in range(1, (found.day - start).days + 1)]
    assert sum(map(PLAIN.is_working, days)) == length
    assert PLAIN.is_working(found.day)
    assert found.free == len(days) - length
    assert left(found.day, start, PLAIN, Unit.WORKING_DAYS) == length


@given(DAYS, st.integers(1, 20), st.integers(0, 15), st.integers(1, 12))
def test_a_pause_gives_back_exactly_what_it_took(start: date, length: int, wait: int, stood: int) -> None:
    pause = Pause(start + ONE * (1 + wait), start + ONE * (1 + wait + stood))
    found = deadline(start, length, Unit.WORKING_DAYS, PLAIN, [pause])
    assert found.day is not None
    days = [start + ONE * step for step in range(1, (found.day - start).days + 1)]
    assert sum(PLAIN.is_working(day) and not pause.holds(day) for day in days) == length
    without = deadline(start, length, Unit.WORKING_DAYS, PLAIN).day
    assert without is not None
    assert found.day >= without


@given(DAYS, st.integers(1, 30), st.sampled_from(list(Unit)))
def test_a_longer_limit_never_ends_earlier(start: date, length: int, unit: Unit) -> None:
    one, two = deadline(start, length, unit, PLAIN).day, deadline(start, length + 1, unit, PLAIN).day
    assert one is not None
    assert two is not None
    assert start < one <= two
    later = deadline(start + ONE, length, unit, PLAIN).day
    assert later is not None
    assert later >= one
