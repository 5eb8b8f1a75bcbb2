"""Recruitment, retired teachers, doctors as tables of cases, and free places against a plain count of each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.choices import CandidateState, LeaveReason, SilverScheme
from staffing.rules import doctors, silver
from staffing.rules.doctors import Person
from staffing.rules.doctors_chart import progress
from staffing.rules.recruitment import (
    CANDIDATE_MOVES,
    Ground,
    balance,
    contract_fault,
    days_to_ask,
    is_enough,
    moves_from,
    promised_by,
    short_on,
    terms_of,
    years_on,
)
from staffing.rules.silver import Bounds, Wanted, age_on, fault, is_middle_title
from teachers.choices import EmploymentKind, PostCategory, TeacherStatus
from teachers.rules.months import month_of

TODAY = date(2026, 11, 24)
START = date(2027, 9, 1)


def test_every_state_but_the_last_leads_on() -> None:
    ends = {CandidateState.ENROLLED, CandidateState.DECLINED, CandidateState.REFUSED}
    assert {state for state in CandidateState if not moves_from(state)} == ends
    assert len({move.name for move in CANDIDATE_MOVES}) == len(CANDIDATE_MOVES)


def test_a_place_is_taken_once_and_given_back_from_where_it_was_taken() -> None:
    """Along every way through the table the places of a vacancy are those of the states that hold one."""
    holds = {CandidateState.OFFERED, CandidateState.ACCEPTED, CandidateState.ENROLLED}
    for move in CANDIDATE_MOVES:
        for source in move.sources:
            assert (source in holds) + move.takes == (move.target in holds), move.name
    assert all(move.needs_clearance for move in CANDIDATE_MOVES if move.name in ("examine", "offer", "enrol"))


FIRST = month_of(date(2026, 1, 1))
MONTH = st.integers(FIRST, FIRST + 48)
DAY = st.sampled_from([date(2026, 9, 1), date(2027, 2, 20), date(2027, 8, 25), date(2027, 9, 1), date(2029, 9, 1)])
PLACES = st.lists(st.tuples(DAY, st.integers(1, 4)), max_size=4)


@given(
    disposal=st.integers(0, 12), months=st.lists(st.none() | MONTH, max_size=8), loans=PLACES, places=PLACES,
    start=DAY,
)  # fmt: skip
def test_an_offer_fits_on_every_day(
    disposal: int, months: list[int | None], loans: list[tuple[date, int]], places: list[tuple[date, int]], start: date
) -> None:
    """Where the rule finds a place, one person more fits on each day on which a place begins: counted plainly."""
    ground = Ground(disposal, tuple(months), tuple(loans))
    days = days_to_ask(start, places)
    assert days[0] == start
    assert days == sorted(days)
    for day in days:
        staying = [month for month in months if month is None or month >= month_of(day)]
        back = sum(number for end, number in loans if end <= day)
        others = sum(number for begin, number in places if begin <= day)
        one = balance(ground, day, places)
        assert one.free == disposal - back - len(staying) - others
        assert one.promised == promised_by(places, day)
    short = short_on((balance(ground, day, places) for day in days), 1)
    assert (short is None) == all(balance(ground, day, places).free >= 1 for day in days)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 8, 25), 12, date(2028, 8, 25)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert years_on(day, months) == later


def test_a_contract() -> None:
    terms = terms_of(START, 3, 12, 6)
    assert (terms.ends_on, terms.probation_until) == (date(2030, 9, 1), date(2028, 9, 1))
    assert terms.service_until == date(2033, 9, 1)
    assert contract_fault(3, 12, 3, 12) == ""
    assert contract_fault(2, 12, 3, 12) == "contract_short"
    assert contract_fault(3, 13, 3, 12) == "probation_long"


@pytest.mark.parametrize(
    ("degree", "least", "enough"),
    [("bachelor", "bachelor", True), ("college", "bachelor", False), ("doctor", "master", True)],
)
def test_degrees(degree: str, least: str, enough: bool) -> None:
    assert is_enough(degree, least) is enough


# --- retired teachers -------------------------------------------------------------------------------------------------

BOUNDS = Bounds(65, 70, 12, 365, 64)
GOOD: dict[str, Any] = {
    "birth_on": date(1963, 3, 1), "starts_on": START, "ends_on": date(2028, 9, 1), "health_on": date(2026, 10, 1),
    "hours": 200, "is_higher": False, "scheme": SilverScheme.CITY, "title": "高级教师", "former_unit": "甲校",
    "host": "乙校",
}  # fmt: skip
SILVER = [
    ({}, ""),
    ({"is_serving": True}, "silver_serving"),
    ({"ends_on": START}, "silver_backwards"),
    ({"ends_on": date(2028, 9, 2)}, "silver_long"),
    ({"birth_on": date(1961, 9, 1)}, "silver_old"),
    ({"birth_on": date(1961, 9, 2)}, ""),
    ({"birth_on": date(1958, 1, 1), "is_higher": True}, ""),
    ({"birth_on": date(1956, 9, 1), "is_higher": True}, "silver_old"),
    ({"hours": 63, "is_higher": True}, "silver_hours"),
    ({"hours": 63}, ""),
    ({"health_on": date(2026, 11, 25)}, "silver_health_ahead"),
    ({"health_on": date(2026, 8, 31)}, "silver_health_stale"),
    ({"scheme": SilverScheme.NATIONAL}, ""),
    ({"scheme": SilverScheme.NATIONAL, "title": "二级教师"}, "silver_title"),
    ({"scheme": SilverScheme.NATIONAL, "host": "甲校"}, "silver_same_school"),
    ({"host": "甲校"}, ""),
]


@pytest.mark.parametrize(("change", "code"), SILVER)
def test_agreements(change: dict[str, Any], code: str) -> None:
    assert fault(Wanted(**{**GOOD, **change}), BOUNDS, TODAY) == code


@pytest.mark.parametrize(
    ("title", "middle"),
    [
        ("一级教师", True), ("高级教师", True), ("正高级教师", True), ("中学高级教师", True), ("讲师", True),
        ("二级教师", False), ("助理讲师", False), ("三级教师", False), ("", False),
    ],
)  # fmt: skip
def test_titles(title: str, middle: bool) -> None:
    assert is_middle_title(title) is middle


@given(st.dates(date(1940, 1, 1), date(1975, 1, 1)), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_age_turns_on_the_birthday(born: date, day: date) -> None:
    age = age_on(born, day)
    assert age_on(born, day + timedelta(days=366)) in (age + 1, age + 2)
    assert -2 < (day - born).days - age * 365.2425 < 367


def test_the_table_of_agreements() -> None:
    assert {name: target for name, (_sources, target) in silver.SILVER_MOVES.items()} == {
        "approve": "running", "refuse": "refused", "end": "ended",
    }  # fmt: skip


# --- doctors ----------------------------------------------------------------------------------------------------------


def _person(**change: Any) -> Person:
    given_: dict[str, Any] = {
        "teacher": 1, "school": 7, "name": "甲", "education": "博士研究生", "status": TeacherStatus.ACTIVE,
        "employment": EmploymentKind.ESTABLISHMENT, "category": PostCategory.TEACHER, "since_on": date(2026, 9, 1),
    }  # fmt: skip
    return Person(**{**given_, **change})


COUNTED = [
    ({}, True),
    ({"education": "博士"}, True),
    ({"education": "硕士研究生"}, False),
    ({"education": "在读博士"}, False),
    ({"education": "博士肄业"}, False),
    ({"employment": EmploymentKind.FILED}, True),
    ({"employment": EmploymentKind.PART_TIME}, False),
    ({"employment": EmploymentKind.SILVER}, False),
    ({"employment": ""}, False),
    ({"status": TeacherStatus.RETIRED}, False),
    ({"category": PostCategory.MANAGEMENT}, True),
]


@pytest.mark.parametrize(("change", "counted"), COUNTED)
def test_who_counts(change: dict[str, Any], counted: bool) -> None:
    assert doctors.counts(_person(**change)) is counted


def test_a_school_is_counted() -> None:
    people = [
        _person(), _person(since_on=date(2024, 12, 31)), _person(since_on=None), _person(education="本科"),
        _person(category=PostCategory.MANAGEMENT), _person(employment=EmploymentKind.PART_TIME), _person(school=8),
    ]  # fmt: skip
    found = doctors.count(7, "university", people, date(2025, 1, 1))
    assert (found.teachers, found.teaching_doctors, found.doctors, found.new) == (4, 3, 4, 2)
    assert str(doctors.share(found.teaching_doctors, found.teachers)) == "75.0"
    assert doctors.share(0, 0) is None


GONE = [
    (None, LeaveReason.LEFT),
    ({"status": TeacherStatus.RETIRED}, LeaveReason.RETIRED),
    ({"status": TeacherStatus.DECEASED}, LeaveReason.DECEASED),
    ({"status": TeacherStatus.LEFT}, LeaveReason.LEFT),
    ({"school": 99}, LeaveReason.MOVED),
    ({"employment": EmploymentKind.PART_TIME}, LeaveReason.PART_TIME),
    ({"education": "硕士研究生"}, LeaveReason.CORRECTED),
]


@pytest.mark.parametrize(("change", "reason"), GONE)
def test_why_somebody_is_gone(change: dict[str, Any] | None, reason: LeaveReason) -> None:
    assert doctors.why_gone(None if change is None else _person(**change), {7: "university"}) == reason


def test_the_way_to_the_target() -> None:
    path = doctors.path_to(200, 2025, 2030)
    assert (path[2025], path[2027], path[2030]) == (34, 100, 200)
    picture = progress(path, {2025: 20, 2026: 260})
    assert [one.value for one in picture.columns] == [20, 260, None, None, None, None]
    assert min(one.y for one in picture.columns) >= 22
    assert picture.ticks[-1][1] >= 260
    assert progress({2025: 0}, {}).ticks[-1][1] >= 1
