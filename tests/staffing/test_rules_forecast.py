"""The forecast by hand on small numbers, and what must hold of any."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.rules.forecast import (
    GRADES,
    Leaving,
    Rates,
    WhatIf,
    gone_by,
    pupils_ahead,
    rows,
    subject_needs_ahead,
    supply_ahead,
    teachers_needed,
)
from staffing.rules.forecast_chart import draw, step_of
from teachers.rules.months import parse

ALL = Rates({"primary": Fraction(100), "junior": Fraction(100), "senior": Fraction(60), "vocational": Fraction(40)},
            Fraction(100), Fraction(0))  # fmt: skip


def test_cohorts_by_hand() -> None:
    """300 children in the kindergarten, 100 a grade; 60 and then 50 are born: the kindergarten shrinks a grade a year,
    the school feels it three years later."""
    births = {2024: 60, 2025: 50}
    found = pupils_ahead(2026, 5, {"preschool": 300, "primary": 600}, births, ALL)
    assert found.by_stage["preschool"] == (300, 260, 210, 160, 150)
    assert found.by_stage["primary"] == (600, 600, 600, 600, 560)
    assert found.by_stage["junior"] == (None, None, None, None, None)
    assert found.guessed == (2029, 2030)  # nobody noted who was born in 2026 and 2027


def test_junior_pupils_part_between_senior_and_vocational() -> None:
    found = pupils_ahead(2026, 4, {"junior": 300, "senior": 300, "vocational": 30}, {}, ALL)
    assert found.by_stage["senior"] == (300, 260, 220, 180)
    assert found.by_stage["vocational"] == (30, 60, 90, 120)


def test_what_if() -> None:
    births = {2024: 60}
    half = pupils_ahead(2026, 2, {"preschool": 300}, births, ALL, WhatIf(births=Fraction(50)))
    assert half.by_stage["preschool"] == (300, 230)
    more = pupils_ahead(2026, 2, {"preschool": 300}, births, ALL, WhatIf(pupils=Fraction(110)))
    assert more.by_stage["preschool"][0] == 330


@pytest.mark.parametrize(
    ("pupils", "ratio", "percent", "need"),
    [(1900, "19", 91, 91), (190, "19", 91, 10), (0, "19", 91, 0), (None, "19", 91, None), (100, None, 91, None)],
)
def test_teachers_needed(pupils: int | None, ratio: str | None, percent: int, need: int | None) -> None:
    assert teachers_needed(pupils, Fraction(ratio) if ratio else None, percent) == need


@pytest.mark.parametrize(
    ("month", "year"),
    [("2027-08", 2027), ("2027-09", 2028), ("2026-10", 2027), ("2020-01", 2027), ("2030-12", 2031)],
)
def test_who_retires_by_august_is_gone_in_september(month: str, year: int) -> None:
    assert gone_by(parse(month), 2026) == year


def test_supply_by_hand() -> None:
    people = [Leaving(10, 2027, 2027, 2030), Leaving(20, 2028, 2027, None), Leaving(70, None, None, None)]
    found = supply_ahead(people, 2026, 4, Fraction(0))
    assert found.statutory == (100, 90, 70, 70)
    assert found.low == (100, 70, 70, 70)
    assert found.high == (100, 100, 100, 100)
    assert found.retiring == (0, 10, 20, 0)
    assert supply_ahead(people, 2026, 3, Fraction(10)).statutory == (100, 81, 57)
    table = rows(2026, [95, 95, None, 60], found)
    assert [row.gap for row in table] == [5, -5, None, 10]


leavings = st.lists(
    st.tuples(st.integers(1, 50), st.lists(st.integers(2027, 2040), min_size=3, max_size=3)).map(
        lambda one: Leaving(one[0], sorted(one[1])[1], min(one[1]), max(one[1]))
    ),
    max_size=12,
)


@given(leavings, st.fractions(0, 20), st.fractions(0, 20))
def test_supply_only_falls_and_lies_within_its_band(people: list[Leaving], one: Fraction, two: Fraction) -> None:
    found = supply_ahead(people, 2026, 10, min(one, two))
    for line in (found.statutory, found.low, found.high):
        assert list(line) == sorted(line, reverse=True)
    assert all(a <= b <= c for a, b, c in zip(found.low, found.statutory, found.high, strict=True))
    more = supply_ahead(people, 2026, 10, max(one, two))
    assert all(a >= b for a, b in zip(found.statutory, more.statutory, strict=True))
    assert sum(found.retiring) == sum(one.count for one in people if one.statutory and one.statutory <= 2035)


@given(st.lists(st.none() | st.integers(0, 5000), min_size=1, max_size=10), st.integers(1, 8))
def test_subjects_add_up_to_the_stage(needs: list[int | None], subjects: int) -> None:
    lessons = {str(n): Fraction(n + 1, 2) for n in range(subjects)}
    found = subject_needs_ahead(needs, lessons)
    for place, need in enumerate(needs):
        parts = [values[place] for values in found.values()]
        assert (None if need is None else sum(part or 0 for part in parts)) == need


@given(st.integers(0, 10_000), st.integers(0, 3_000))
def test_with_as_many_born_as_enter_nothing_changes(a_grade: int, born: int) -> None:
    now = {stage: a_grade * size for stage, size in GRADES.items() if stage in ("preschool", "primary", "junior")}
    steady = pupils_ahead(2026, 10, now, dict.fromkeys(range(2020, 2040), a_grade), ALL)
    assert all(set(steady.by_stage[stage]) == {number} for stage, number in now.items())
    other = pupils_ahead(2026, 10, now, dict.fromkeys(range(2020, 2040), born), ALL)
    assert other.by_stage["preschool"][-1] == 3 * born  # everybody of the old cohorts has moved on
    assert other.by_stage["junior"] == steady.by_stage["junior"]  # the new ones are nine years away


def test_the_picture_stays_inside_and_breaks_where_nothing_is_known() -> None:
    chart = draw(["2026", "2027", "2028"], [[100, None, 90], [95, 93, 91]], [95, 90, 85], [95, 95, 95])
    assert [len(line.pieces) for line in chart.lines] == [2, 1]
    points = [float(part) for piece in chart.band.split() for part in piece.split(",")]
    assert all(0 <= value <= 640 for value in points)
    assert [value for _y, value in chart.ticks] == [85, 90, 95, 100, 105][: len(chart.ticks)]
    assert step_of(1000) == 200
