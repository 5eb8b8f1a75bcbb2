"""Judging hours before they are proposed, and their way through the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.hours_entry import Stretch, clash, hours_of_minutes, judge, shown, tenths_of
from training.rules.hours_moves import MOVES, PAIRS, asks_district, next_step

ON = date(2026, 11, 24)
BORN = date(1990, 5, 4)


def stretch(first: str, last: str, tenths: int, mode: str = "face", name: str = "甲") -> Stretch:
    return Stretch(name, mode, date.fromisoformat(first), date.fromisoformat(last), tenths)


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (stretch("2026-07-01", "2026-07-05", 400), []),
        (stretch("2026-11-24", "2026-11-24", 80), []),
        (stretch("2026-11-24", "2026-11-25", 80), ["hours_future"]),
        (stretch("2026-07-05", "2026-07-01", 80), ["hours_backwards"]),
        (stretch("1990-05-04", "1990-05-04", 80), ["hours_before_birth"]),
        (stretch("1990-05-05", "1990-05-05", 80), []),
        (stretch("2026-07-01", "2026-07-01", 101), ["hours_exceed_day"]),
        (stretch("2026-07-01", "2026-07-01", 100), []),
        (stretch("2026-07-01", "2026-07-01", 0), ["hours_none"]),
        (stretch("2015-07-01", "2026-07-01", 80), ["hours_long"]),
    ],
)
def test_each_fault_has_its_code(one: Stretch, codes: list[str]) -> None:
    assert [each.code for each in judge(one, born_on=BORN, on=ON, day_limit=100)] == codes


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        (stretch("2026-07-03", "2026-07-07", 400), stretch("2026-07-01", "2026-07-05", 400), True),
        (stretch("2026-07-06", "2026-07-07", 160), stretch("2026-07-01", "2026-07-05", 400), False),
        (stretch("2026-07-01", "2026-07-01", 40), stretch("2026-07-01", "2026-07-01", 40), False),
        (stretch("2026-07-01", "2026-07-01", 80), stretch("2026-07-01", "2026-07-01", 40), True),
        (stretch("2026-07-03", "2026-07-07", 400, "online"), stretch("2026-07-01", "2026-07-05", 400), False),
        (stretch("2026-07-03", "2026-07-07", 400), stretch("2026-07-01", "2026-07-05", 400, "degree"), False),
        (stretch("2026-07-03", "2026-07-07", 400, "practice"), stretch("2026-07-01", "2026-12-05", 4000), True),
    ],
)
def test_nobody_is_in_two_places(one: Stretch, other: Stretch, clashes: bool) -> None:
    found = clash(one, [other], day_limit=100)
    assert bool(found) is clashes
    if found:
        assert found.code == "hours_overlap"


DAYS = st.integers(0, 30)
STRETCHES = st.builds(
    lambda first, length, tenths: Stretch(
        "x", "face", date(2026, 7, 1) + timedelta(first), date(2026, 7, 1) + timedelta(first + length), tenths
    ),
    DAYS, st.integers(0, 12), st.integers(1, 500),
)  # fmt: skip


@given(STRETCHES, st.lists(STRETCHES, max_size=6))
def test_a_clash_is_a_day_over_the_limit(one: Stretch, others: list[Stretch]) -> None:
    """The oracle walks through the days one by one."""
    over = False
    for offset in range(one.days):
        day = one.started_on + timedelta(offset)
        there = [each for each in others if each.started_on <= day <= each.ended_on]
        load = sum(each.tenths / each.days for each in there) + one.tenths / one.days
        over |= bool(there) and load > 100 + 1e-6
    assert bool(clash(one, others, day_limit=100)) is over


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("12", 120), ("12.5", 125), ("12.50", 125), ("0.1", 1), (" 8 ", 80), ("8学时", 80), ("12.55", None),
        ("-3", None), ("", None), ("八", None), ("1e3", None), ("１２", None), ("999999", None), ("12.", 120),
        (".5", None),
    ],
)  # fmt: skip
def test_hours_have_one_decimal(text: str, tenths: int | None) -> None:
    assert tenths_of(text) == tenths


@given(st.integers(0, 99_999))
def test_what_is_shown_is_read_back(tenths: int) -> None:
    assert tenths_of(shown(tenths)) == tenths


@pytest.mark.parametrize(("minutes", "tenths"), [(45, 10), (90, 20), (60, 13), (135, 30), (44, 9), (0, 0)])
def test_forty_five_minutes_are_one_hour(minutes: int, tenths: int) -> None:
    assert hours_of_minutes(minutes, 45) == tenths


def test_the_way_through_the_ledger() -> None:
    """What is over stays over; what counts is taken back by a reversal alone."""
    assert not {source for source, _target in PAIRS} & {"refused", "withdrawn", "reversed"}
    assert {target for source, target in PAIRS if source == "locked"} == {"reversed"}
    assert {target for source, target in PAIRS if source == "approved"} == {"locked", "reversed"}
    assert {name for name, move in MOVES.items() if move.needs_reason} == {"refuse", "reverse"}


@pytest.mark.parametrize(
    ("state", "level", "is_above", "step"),
    [
        ("proposed", "school", False, "approve"), ("proposed", "school", True, "approve"),
        ("proposed", "city", False, "check"), ("checked", "city", False, None), ("checked", "city", True, "approve"),
        ("approved", "city", True, None), ("refused", "school", True, None),
    ],
)  # fmt: skip
def test_whose_turn_it_is(state: str, level: str, is_above: bool, step: str | None) -> None:
    assert next_step(state, level, is_above=is_above) == step
    assert asks_district("county")
    assert not asks_district("school")
