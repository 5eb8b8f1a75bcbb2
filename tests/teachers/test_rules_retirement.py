"""Retirement: every row of the three schedules, the flexible band, women with senior titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.policy import Edition
from teachers.choices import PostCategory, RetirementGroup, Sex
from teachers.policy import FLEXIBLE, GRADUAL_DELAY, RETIREMENT, SENIOR_WOMEN, SeniorFloor
from teachers.rules import months
from teachers.rules.retirement import contribution_months, group_for, statutory_month, window

G = RetirementGroup

# month of birth, months of delay, age, month of retirement
M60 = """
1964-12  0 60y0m  2024-12
1965-01  1 60y1m  2025-02
1965-04  1 60y1m  2025-05
1965-05  2 60y2m  2025-07
1966-08  5 60y5m  2027-01
1968-12 12 61y0m  2029-12
1970-03 16 61y4m  2031-07
1972-06 23 61y11m 2034-05
1973-01 25 62y1m  2035-02
1975-10 33 62y9m  2038-07
1976-08 35 62y11m 2039-07
1976-09 36 63y0m  2039-09
1980-01 36 63y0m  2043-01
"""
F55 = """
1969-12  0 55y0m  2024-12
1970-01  1 55y1m  2025-02
1970-04  1 55y1m  2025-05
1970-05  2 55y2m  2025-07
1971-04  4 55y4m  2026-08
1971-09  6 55y6m  2027-03
1973-08 11 55y11m 2029-07
1974-07 14 56y2m  2030-09
1976-02 19 56y7m  2032-09
1977-12 24 57y0m  2034-12
1979-05 29 57y5m  2036-10
1981-08 35 57y11m 2039-07
1981-09 36 58y0m  2039-09
1985-06 36 58y0m  2043-06
"""
F50 = """
1974-12  0 50y0m  2024-12
1975-01  1 50y1m  2025-02
1975-02  1 50y1m  2025-03
1975-03  2 50y2m  2025-05
1976-06  9 50y9m  2027-03
1977-11 18 51y6m  2029-05
1978-10 23 51y11m 2030-09
1979-12 30 52y6m  2032-06
1981-04 38 53y2m  2034-06
1982-09 47 53y11m 2036-08
1984-10 59 54y11m 2039-09
1984-11 60 55y0m  2039-11
1990-01 60 55y0m  2045-01
"""
ROWS = [
    (group, original, *line.split())
    for group, original, table in ((G.M60, 60, M60), (G.F55, 55, F55), (G.F50, 50, F50))
    for line in table.strip().splitlines()
]


def day(month: str, of_month: int = 1) -> date:
    return date.fromisoformat(f"{month}-{of_month:02d}")


@pytest.mark.parametrize(("group", "original", "birth", "delay", "age", "retires"), ROWS)
def test_schedule(group: RetirementGroup, original: int, birth: str, delay: str, age: str, retires: str) -> None:
    years, rest = age.rstrip("m").split("y")
    found = window(group, day(birth))
    assert months.text(found.statutory) == retires
    assert found.age_months == int(years) * 12 + int(rest) == original * 12 + int(delay)
    # only the month of birth counts
    assert statutory_month(group, day(birth, 28)) == found.statutory
    assert found.source == GRADUAL_DELAY


@pytest.mark.parametrize(
    ("group", "birth", "statutory", "earliest", "latest"),
    [
        (G.M60, "1972-06", "2034-05", "2032-06", "2037-05"),
        (G.M60, "1980-01", "2043-01", "2040-01", "2046-01"),
        (G.F55, "1979-05", "2036-10", "2034-05", "2039-10"),
        (G.F50, "1984-11", "2039-11", "2036-11", "2042-11"),
        (G.M60, "1964-12", "2024-12", "2024-12", "2024-12"),
        (G.F55, "1969-12", "2024-12", "2024-12", "2024-12"),
        (G.M60, "1965-01", "2025-02", "2025-01", "2028-02"),
        (G.F_SENIOR, "1972-06", "2034-05", "2028-02", "2037-05"),
        (G.F_SENIOR, "1980-01", "2043-01", "2037-08", "2046-01"),
        (G.F_SENIOR, "1966-08", "2027-01", "2021-08", "2030-01"),
        (G.F_SENIOR, "1964-12", "2024-12", "2024-12", "2024-12"),
    ],
)
def test_window(group: RetirementGroup, birth: str, statutory: str, earliest: str, latest: str) -> None:
    found = window(group, day(birth))
    assert [months.text(month) for month in (found.statutory, found.earliest, found.latest)] == [
        statutory,
        earliest,
        latest,
    ]


def test_sources_of_the_window() -> None:
    assert window(G.M60, day("1980-01")).window_source == FLEXIBLE
    assert window(G.F_SENIOR, day("1980-01")).window_source == SENIOR_WOMEN
    assert window(G.M60, day("1960-01")).window_source == GRADUAL_DELAY


def test_the_floor_for_senior_women_may_be_set_to_55() -> None:
    edition = RETIREMENT.on(date(2026, 1, 1))
    other = Edition(date(2026, 1, 1), edition.source, replace(edition.value, senior_floor=SeniorFloor.AGE_55))
    assert months.text(window(G.F_SENIOR, day("1980-01"), other).earliest) == "2035-01"


@given(st.sampled_from(G), st.dates(date(1950, 1, 1), date(2010, 12, 31)))
def test_window_is_in_order(group: RetirementGroup, born: date) -> None:
    found = window(group, born)
    assert months.month_of(born) < found.earliest <= found.statutory <= found.latest
    assert found.statutory == statutory_month(group, born) == months.month_of(born) + found.age_months
    later = date(born.year + (born.month == 12), born.month % 12 + 1, 1)
    assert statutory_month(group, later) > found.statutory


@pytest.mark.parametrize(
    ("sex", "title", "category", "expected"),
    [
        (Sex.MALE, "高级教师", PostCategory.TEACHER, G.M60),
        (Sex.MALE, "", PostCategory.WORKER, G.M60),
        (Sex.FEMALE, "一级教师", PostCategory.TEACHER, G.F55),
        (Sex.FEMALE, "高级教师", PostCategory.TEACHER, G.F_SENIOR),
        (Sex.FEMALE, "正高级教师", None, G.F_SENIOR),
        (Sex.FEMALE, " 高级讲师 ", PostCategory.TEACHER, G.F_SENIOR),
        (Sex.FEMALE, "副教授", PostCategory.TEACHER, G.F_SENIOR),
        (Sex.FEMALE, "小学高级教师", PostCategory.TEACHER, G.F55),
        (Sex.FEMALE, "", PostCategory.WORKER, G.F50),
        (Sex.FEMALE, "", None, G.F55),
        ("2", "", "worker", G.F50),
        (Sex.UNKNOWN, "高级教师", PostCategory.TEACHER, None),
        (Sex.UNSTATED, "", PostCategory.TEACHER, None),
        ("", "", "", None),
    ],
)
def test_group(sex: str, title: str, category: str | None, expected: RetirementGroup | None) -> None:
    assert group_for(sex, title, category) == expected


@pytest.mark.parametrize(
    ("year", "least"),
    [
        (2025, 180),
        (2029, 180),
        (2030, 186),
        (2031, 192),
        (2032, 198),
        (2033, 204),
        (2034, 210),
        (2035, 216),
        (2036, 222),
        (2037, 228),
        (2038, 234),
        (2039, 240),
        (2050, 240),
    ],
)
def test_contribution_months(year: int, least: int) -> None:
    assert contribution_months(year * 12) == contribution_months(year * 12 + 11) == least
