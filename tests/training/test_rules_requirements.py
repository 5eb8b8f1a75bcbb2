"""Deadlines, states and reminders, on both sides of each day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.requirements import Hours, counted_since, due_on, met_on, months_later, reminder, state

DUE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("start", "months", "days", "expected"),
    [
        ("2025-09-01", 6, 0, "2026-03-01"), ("2025-09-01", 12, 0, "2026-09-01"), ("2025-08-31", 6, 0, "2026-02-28"),
        ("2027-08-31", 6, 0, "2028-02-29"), ("2025-09-01", 0, 30, "2025-10-01"), ("2025-12-15", 1, 0, "2026-01-15"),
        ("2028-02-29", 12, 0, "2029-02-28"), ("2025-09-01", 0, 0, "2025-09-01"),
    ],
)  # fmt: skip
def test_the_last_day(start: str, months: int, days: int, expected: str) -> None:
    assert due_on(date.fromisoformat(start), months=months, days=days) == date.fromisoformat(expected)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_go_there_and_never_past_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or ((later + timedelta(days=1)).day == 1 and later.day < day.day)


def test_training_before_the_post_counts_as_far_as_the_rule_says() -> None:
    assert counted_since(date(2025, 9, 1), months_before=12) == date(2024, 9, 1)
    assert counted_since(date(2025, 9, 1), months_before=0) == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("met", "waived", "on", "expected"),
    [
        (None, False, DUE - timedelta(days=31), "open"), (None, False, DUE - timedelta(days=30), "soon"),
        (None, False, DUE, "soon"), (None, False, DUE + timedelta(days=1), "overdue"),
        (DUE, False, DUE, "met"), (DUE + timedelta(days=1), False, DUE + timedelta(days=9), "late"),
        (None, True, DUE + timedelta(days=99), "waived"), (DUE, True, DUE, "met"),
    ],
)  # fmt: skip
def test_how_it_stands(met: date | None, waived: bool, on: date, expected: str) -> None:
    assert state(due=DUE, met=met, is_waived=waived, on=on) == expected


@pytest.mark.parametrize(
    ("entries", "needed", "expected"),
    [
        ([], "30", None), ([(1, "29.9")], "30", None), ([(1, "30")], "30", 1), ([(9, "10"), (3, "20")], "30", 9),
        ([(1, "20"), (2, "10.0"), (3, "5")], "30", 2), ([(1, "20"), (2, "10"), (3, "-5"), (4, "1")], "30", 2),
    ],
)  # fmt: skip
def test_the_day_on_which_the_hours_are_there(
    entries: list[tuple[int, str]], needed: str, expected: int | None
) -> None:
    found = met_on([Hours(date(2026, 1, day), Decimal(hours)) for day, hours in entries], Decimal(needed))
    assert found == (expected and date(2026, 1, expected))


@pytest.mark.parametrize(
    ("left", "told", "expected"),
    [
        (61, [], None), (60, [], 60), (45, [60], None), (45, [], 60), (30, [60], 30), (29, [60, 30], None),
        (20, [], 30), (20, [30], None), (0, [60, 30], 0), (-5, [60, 30], 0), (-5, [0], None), (1, [60, 30], None),
    ],
)  # fmt: skip
def test_each_step_is_told_once_and_the_nearest_alone(left: int, told: list[int], expected: int | None) -> None:
    assert reminder(DUE, DUE - timedelta(days=left), [60, 30, 0], told) == expected


@given(st.lists(st.integers(-30, 120), max_size=20))
def test_no_step_is_ever_told_twice(days: list[int]) -> None:
    told: list[int] = []
    for left in sorted(days, reverse=True):
        step = reminder(DUE, DUE - timedelta(days=left), [60, 30, 0], told)
        if step is not None:
            assert step not in told
            told.append(step)
    assert told == sorted(told, reverse=True)
