"""What check-ins come to, how many hours a stretch holds, the share of ethics in a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.attendance import first_window, is_asked, outcome_of, second_moment
from training.rules.ethics_share import share_of_courses, share_of_year
from training.rules.programme_moves import MOVES, allowed
from training.rules.sessions import most_hours, still_open

NINE = datetime(2026, 9, 1, 9)


@pytest.mark.parametrize(
    ("first", "second", "needs", "excused", "hours", "wanted"),
    [
        (True, False, False, False, "4", ("attended", "4")),
        (True, True, True, False, "4", ("attended", "4")),
        (True, False, True, False, "4", ("partly", "2.0")),
        (False, True, True, False, "2.5", ("partly", "1.3")),
        (True, False, True, False, "0.1", ("partly", "0.1")),
        (False, False, True, False, "4", ("absent", "0")),
        (False, False, True, True, "4", ("excused", "0")),
        (True, True, True, True, "4", ("attended", "4")),
        (False, True, False, False, "4", ("absent", "0")),
    ],
)
def test_outcomes(first: bool, second: bool, needs: bool, excused: bool, hours: str, wanted: tuple[str, str]) -> None:
    found = outcome_of(first=first, second=second, needs_second=needs, excused=excused, hours=Decimal(hours))
    assert (str(found[0]), str(found[1])) == wanted


@pytest.mark.parametrize(
    ("made", "minutes", "asked"),
    [
        ((), 0, True), (("first",), 0, False), (("first",), 60, True), (("first", "second"), 60, False),
        (("first",), 65, False), ((), 60, True), (("second",), 65, True),
    ],
)  # fmt: skip
def test_whether_a_check_is_asked(made: tuple[str, ...], minutes: int, asked: bool) -> None:
    """The second one from ten o'clock for five minutes; the first one at any other time."""
    second = (NINE + timedelta(minutes=60), NINE + timedelta(minutes=65))
    assert is_asked(made, *second, NINE + timedelta(minutes=minutes)) is asked
    assert is_asked(made, None, None, NINE + timedelta(minutes=minutes)) is ("first" not in made)


def test_when_one_may_check_in() -> None:
    three = timedelta(hours=3)
    assert first_window(NINE, NINE + three, 30, 20) == (NINE - timedelta(minutes=30), NINE + timedelta(minutes=20))
    short = NINE + timedelta(minutes=10)
    assert first_window(NINE, short, 30, 20)[1] == short


@given(st.integers(10, 720), st.floats(0, 1), st.integers(0, 240))
def test_the_second_check_lies_within_the_session(minutes: int, part: float, late: int) -> None:
    end = NINE + timedelta(minutes=minutes)
    assert NINE <= second_moment(NINE, end, late, part) < end


@pytest.mark.parametrize(
    ("minutes", "hours"), [(45, "1.0"), (44, "0.9"), (90, "2.0"), (180, "4.0"), (4, "0.0"), (720, "16.0")]
)
def test_forty_five_minutes_are_an_hour(minutes: int, hours: str) -> None:
    assert str(most_hours(NINE, NINE + timedelta(minutes=minutes))) == hours


def test_a_make_up_counts_once() -> None:
    assert still_open(Decimal(4), Decimal(0)) == 4
    assert still_open(Decimal(4), Decimal("0.1")) == still_open(Decimal(4), Decimal(5)) == 0


def test_the_share_of_a_year_is_weighted() -> None:
    assert share_of_year([]) is None
    assert share_of_year([(Decimal(10), 100, 10), (Decimal(30), 100, 30)]) == Decimal("25.0")
    assert share_of_year([(Decimal(10), 300, 10), (Decimal(30), 100, 30)]) == Decimal("20.0")
    assert share_of_courses([]) is None
    assert share_of_courses([(Decimal(1), True), (Decimal(2), False)]) == 33


def test_who_may_move_a_programme() -> None:
    everything = frozenset(str(move.permission) for move in MOVES.values())

    def names(state: str, level: str, is_maker: bool, holds: frozenset[str] = everything) -> set[str]:
        return {move.name for move in allowed(state, level, is_maker=is_maker, holds=holds)}

    assert names("draft", "school", True) == {"submit", "cancel"}
    assert names("draft", "city", True) == {"publish", "cancel"}
    assert names("submitted", "school", True) == {"cancel"}
    assert names("submitted", "school", False) == {"agree", "give_back", "cancel"}
    assert names("published", "county", True) == {"finish", "cancel"}
    assert names("finished", "city", True) == names("cancelled", "city", True) == set()
    assert names("draft", "school", True, frozenset()) == set()
