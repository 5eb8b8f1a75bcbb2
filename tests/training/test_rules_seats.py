"""Which quota a claim draws on, who is next, what clashes."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.choices import Step
from training.rules.seats import InLine, by_need, clash, first_step, is_frozen, next_step, overlap, quota_for

NOON = datetime(2026, 9, 1, 12)
HOUR = timedelta(hours=1)
CITY, DISTRICT, SCHOOL, SISTER = "0001", "00010001", "000100010001", "000100010002"


@pytest.mark.parametrize(
    ("rows", "path", "wanted"),
    [
        ({1: CITY}, SCHOOL, 1),
        ({1: CITY, 2: DISTRICT}, SCHOOL, 2),
        ({1: CITY, 2: DISTRICT, 3: SCHOOL}, SCHOOL, 3),
        ({1: CITY, 2: DISTRICT, 3: SISTER}, SCHOOL, 2),
        ({1: CITY, 2: "00010002"}, SCHOOL, 1),
        ({2: "00010002"}, SCHOOL, None),
        ({}, SCHOOL, None),
    ],
)
def test_the_nearest_quota_above(rows: dict[int, str], path: str, wanted: int | None) -> None:
    assert quota_for(rows, path) == wanted


def test_never_trained_come_first_and_then_who_asked_first() -> None:
    line = [InLine(1, 2, NOON), InLine(2, 0, NOON + HOUR), InLine(3, 0, NOON), InLine(4, 1, NOON - HOUR)]
    assert [one.key for one in by_need(line)] == [3, 2, 4, 1]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99)), max_size=30))
def test_the_line_is_total_and_nobody_is_lost(people: list[tuple[int, int]]) -> None:
    line = [InLine(key, before, NOON + timedelta(minutes=late)) for key, (before, late) in enumerate(people)]
    ordered = by_need(line)
    assert sorted(one.key for one in ordered) == list(range(len(people)))
    assert all((a.had_before, a.asked_at) <= (b.had_before, b.asked_at) for a, b in itertools.pairwise(ordered))
    assert by_need(reversed(line)) == ordered


def test_the_list_freezes_on_the_hour() -> None:
    assert not is_frozen(NOON - 24 * HOUR - timedelta(seconds=1), NOON, 24)
    assert is_frozen(NOON - 24 * HOUR, NOON, 24)
    assert not is_frozen(NOON - timedelta(seconds=1), NOON, 0)


@pytest.mark.parametrize(
    ("start", "end", "does"),
    [(9, 10, False), (9, 11, True), (10, 11, True), (11, 13, True), (12, 13, False), (8, 14, True)],
)
def test_half_open_stretches(start: int, end: int, does: bool) -> None:
    day = datetime(2026, 9, 1)
    wanted = (day + 10 * HOUR, day + 12 * HOUR)
    held = (day + start * HOUR, day + end * HOUR)
    assert overlap(wanted, held) is overlap(held, wanted) is does
    assert clash(wanted, [("别的", *held)]) == ("别的" if does else None)


@pytest.mark.parametrize(
    ("chain", "how", "steps"),
    [
        ("none", "self", [""]), ("school", "self", ["school", ""]), ("district", "self", ["school", "district", ""]),
        ("school", "school", [""]), ("district", "school", ["district", ""]), ("district", "assigned", [""]),
    ],
)  # fmt: skip
def test_the_chain_of_approvals(chain: str, how: str, steps: list[str]) -> None:
    found = [str(first_step(chain, how))]
    while found[-1] != Step.NONE:
        found.append(str(next_step(chain, found[-1])))
    assert found == steps
