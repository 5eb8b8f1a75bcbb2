"""Whose exchange is due: the table of cases, and what holds for any dates; no database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.rules.plan_people import early_years, whole_years
from staffing.rules.rotation import Duty, RotationRule, Tenure, rotation, to_send, years_after

RULE = RotationRule(6, 10, 10)
ON = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("tenure", "duty", "years"),
    [
        (Tenure(date(2020, 9, 1)), Duty.DUE, 6),
        (Tenure(date(2020, 9, 2)), Duty.NOT_YET, 5),
        (Tenure(date(2016, 9, 2), is_head=True), Duty.NOT_YET, 9),
        (Tenure(date(2016, 9, 1), is_head=True), Duty.DUE, 10),
        (Tenure(None), Duty.UNKNOWN, None),
        (Tenure(date(2010, 9, 1), exempt_until=date(2026, 9, 2)), Duty.EXEMPT, 16),
        (Tenure(date(2010, 9, 1), exempt_until=date(2026, 9, 1)), Duty.DUE, 16),  # the term is half-open
        (Tenure(date(2010, 9, 1), months_to_retirement=35), Duty.RETIRING, 16),
        (Tenure(date(2010, 9, 1), months_to_retirement=36), Duty.DUE, 16),
        (Tenure(date(2010, 9, 1), exempt_until=date(2027, 1, 1), months_to_retirement=1), Duty.EXEMPT, 16),
        (Tenure(date(2024, 9, 1), exempt_until=date(2027, 1, 1)), Duty.NOT_YET, 2),
    ],
)
def test_how_somebody_stands(tenure: Tenure, duty: Duty, years: int | None) -> None:
    answer = rotation(tenure, RULE, ON)
    assert (answer.duty, answer.years) == (duty, years)


@pytest.mark.parametrize(("meeting", "percent", "n"), [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (7, 100, 7)])
def test_how_many_go(meeting: int, percent: int, n: int) -> None:
    assert to_send(meeting, percent) == n


DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(DAYS, DAYS, st.integers(1, 30))
def test_the_day_of_being_due_is_the_planner_s(since: date, on: date, years: int) -> None:
    """One rule: nothing is missing for the planner exactly from the day on which the list says due."""
    due_on = years_after(since, years)
    assert (on >= due_on) == (early_years(since, on, years) == 0)
    assert whole_years(since, due_on) == years
    duty = rotation(Tenure(since), RotationRule(years, years, 10), on).duty
    assert duty is (Duty.DUE if on >= due_on else Duty.NOT_YET)
