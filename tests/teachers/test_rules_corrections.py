"""Corrections: what can be changed, what comes of it, and who may make which move."""

from __future__ import annotations

from datetime import date

import pytest

from teachers.choices import CorrectionState as S
from teachers.rules.correction_moves import MOVES, Persons, barred, first_state
from teachers.rules.corrections import Entry, applied, problem, rule_rows, still_owed
from teachers.rules.teaching_years import months_only
from teachers.rules.unit_changes import CLOSE, MERGE, RENAME, UnitChange, begins

TODAY = date(2026, 9, 20)
OLD = Entry(date(1993, 9, 1), date(2000, 8, 1), "teaching", "甲校")
ROWS = {OLD.key: OLD.value, (date(2000, 9, 1), "teaching"): (None, "乙校")}


def entry(
    start: str = "1993-09-01", end: str | None = "2000-08-01", kind: str = "teaching", unit: str = "甲校"
) -> Entry:
    return Entry(date.fromisoformat(start), date.fromisoformat(end) if end else None, kind, unit)


CASES = [
    (None, entry("1990-09-01", "1993-08-01"), ""),
    (None, entry("1995-09-01", "1996-08-01", "aid"), ""),  # an overlap is no fault
    (None, entry("2026-09-01", None), ""),  # begun this month
    (None, entry("2026-10-01", None), "service_later"),
    (None, entry("2020-09-01", "2027-01-01", "aid"), "service_later"),
    (None, entry("1999-09-01", "1998-09-01", "aid"), "period_backwards"),
    (None, OLD, "service_there"),
    (OLD, entry(), "nothing_new"),
    (OLD, entry("1992-09-01"), ""),
    (OLD, entry(kind="research"), ""),
    (OLD, entry(unit="丙校"), ""),
    (OLD, entry("2000-09-01", None), "service_there"),
    (entry(end="1999-08-01"), entry(end="2001-08-01"), "service_changed"),
    (entry("1980-09-01"), None, "service_changed"),
    (OLD, None, ""),
]


@pytest.mark.parametrize(("old", "new", "code"), CASES)
def test_what_can_be_changed(old: Entry | None, new: Entry | None, code: str) -> None:
    assert problem(ROWS, old, new, TODAY) == code


def test_what_comes_of_it() -> None:
    def months(old: Entry | None, new: Entry | None) -> int:
        return months_only(rule_rows(applied(ROWS, old, new)), TODAY)

    whole = months(None, None)
    assert months(None, entry("1992-09-01", "1993-08-01")) == whole + 12
    assert months(OLD, None) == whole - 84
    assert months(OLD, entry("1994-09-01")) == whole - 12
    assert set(ROWS) == {OLD.key, (date(2000, 9, 1), "teaching")}  # nothing is changed on the way


def test_a_row_survives_its_storing() -> None:
    for one in (OLD, entry(end=None, unit="")):
        assert Entry.of_json(one.as_json()) == one
    assert Entry.of_json(None) is None


@pytest.mark.parametrize(("missing", "supplied", "left"), [(2, True, 1), (1, True, 0), (0, True, 0), (2, False, 2)])
def test_what_is_still_owed(missing: int, supplied: bool, left: int) -> None:
    assert still_owed(missing, supplied=supplied) == left


TEACHER, SCHOOL, DISTRICT, CITY = 1, 2, 3, 4
OWN, OFFICER = Persons(TEACHER, SCHOOL, TEACHER), Persons(SCHOOL, None, TEACHER)
MOVE_CASES = [
    ("check", S.ASKED, SCHOOL, Persons(TEACHER, None, TEACHER), ""),
    ("check", S.ASKED, TEACHER, Persons(TEACHER, None, TEACHER), "own_request"),
    ("check", S.CHECKED, SCHOOL, OWN, "correction_moved"),
    ("approve", S.ASKED, DISTRICT, OWN, "correction_moved"),
    ("approve", S.CHECKED, DISTRICT, OWN, ""),
    ("approve", S.CHECKED, SCHOOL, OWN, "checked_yourself"),
    ("approve", S.CHECKED, SCHOOL, OFFICER, "own_request"),
    ("approve", S.CHECKED, TEACHER, OFFICER, "own_request"),  # an officer does not approve what is about the own record
    ("approve", S.CHECKED, CITY, OFFICER, ""),
    ("refuse", S.CHECKED, SCHOOL, OWN, ""),
    ("refuse", S.CHECKED, SCHOOL, OFFICER, "own_request"),
    ("refuse", S.APPROVED, CITY, OWN, "correction_moved"),
    ("withdraw", S.CHECKED, TEACHER, OWN, ""),
    ("withdraw", S.CHECKED, SCHOOL, OWN, "not_asker"),
    ("withdraw", S.REFUSED, TEACHER, OWN, "correction_moved"),
]


@pytest.mark.parametrize(("move", "state", "by", "persons", "code"), MOVE_CASES)
def test_who_may_make_a_move(move: str, state: S, by: int, persons: Persons, code: str) -> None:
    assert barred(MOVES[move], state, by, persons) == code


def test_the_school_looks_first_at_what_a_person_asks() -> None:
    assert (first_state(by_officer=False), first_state(by_officer=True)) == (S.ASKED, S.CHECKED)


def test_a_change_of_a_unit_survives_its_storing_and_is_told() -> None:
    told = {
        RENAME: "“甲”自 2026-09-01 起更名为“乙”",
        MERGE: "“甲”自 2026-09-01 起并入“乙”，转入 3 人",
        CLOSE: "“甲”自 2026-09-01 起停办",
    }
    for change, sentence in told.items():
        one = UnitChange(change, date(2026, 9, 1), "文", "乙", 5, 3)
        assert UnitChange.of(one.detail) == one
        assert one.sentence("甲") == sentence


def test_a_post_never_begins_before_the_one_it_follows() -> None:
    day = date(2026, 9, 1)
    assert begins(day, None) == begins(day, date(2020, 9, 1)) == day
    assert begins(day, date(2026, 10, 1)) == date(2026, 10, 1)
