"""Periods of sanctions: months, sums, the cap; and whether one is in force on a day, against a day oracle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethics.rules import periods
from ethics.rules.periods import Term, add_months, ends, is_in_force, next_january, together

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
MONTHS = st.sampled_from([6, 12, 18, 24])
TERMS = st.lists(st.builds(Term, DAYS, MONTHS), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 15), 6, date(2026, 9, 15)),
        (date(2026, 1, 10), 24, date(2028, 1, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
    ],
)
def test_calendar_months(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_a_sanction_during_a_running_one_takes_up_what_is_left() -> None:
    warning, demerit = Term(date(2026, 3, 15), 6), Term(date(2026, 7, 1), 12)
    assert ends([warning, demerit]) == [date(2026, 9, 15), date(2027, 9, 15)]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        # the old one is over on the very day: nothing is left of it
        ([Term(date(2026, 3, 15), 6), Term(date(2026, 9, 15), 12)], [date(2026, 9, 15), date(2027, 9, 15)]),
        ([Term(date(2026, 3, 15), 6), Term(date(2026, 9, 14), 12)], [date(2026, 9, 15), date(2027, 9, 15)]),
        # three in a row, the third capped at 48 months from its own beginning
        (
            [Term(date(2026, 1, 1), 24), Term(date(2026, 2, 1), 24), Term(date(2026, 3, 1), 24)],
            [date(2028, 1, 1), date(2030, 1, 1), date(2030, 3, 1)],
        ),
        # the first was lifted before the second began
        (
            [Term(date(2026, 1, 1), 24, date(2026, 6, 1)), Term(date(2026, 7, 1), 6)],
            [date(2028, 1, 1), date(2027, 1, 1)],
        ),
        # told in another order
        ([Term(date(2026, 7, 1), 12), Term(date(2026, 3, 15), 6)], [date(2027, 9, 15), date(2026, 9, 15)]),
    ],
)
def test_chains(terms: list[Term], found: list[date]) -> None:
    assert ends(terms) == found


@given(TERMS)
def test_no_end_lies_before_the_own_period_or_beyond_the_cap(terms: list[Term]) -> None:
    for term, end in zip(terms, ends(terms), strict=True):
        assert add_months(term.start, term.months) <= end <= add_months(term.start, 48)


@given(TERMS, st.randoms())
def test_the_order_in_which_decisions_are_filed_changes_nothing(terms: list[Term], chance: object) -> None:
    terms = list({term.start: term for term in terms}.values())
    order = list(range(len(terms)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    assert ends([terms[place] for place in order]) == [ends(terms)[place] for place in order]


@given(TERMS)
def test_the_end_by_counting_months_one_by_one(terms: list[Term]) -> None:
    """An oracle: walk through the sanctions by day, each adds its months to what still runs."""
    running: date | None = None
    expected: dict[int, date] = {}
    for place in sorted(range(len(terms)), key=lambda one: (terms[one].start, one)):
        term = terms[place]
        base = running if running is not None and running > term.start else term.start
        end = add_months(base, term.months)
        while end > add_months(term.start, 48):
            end -= timedelta(days=1)
        expected[place] = end
        running = end if running is None or end > running else running
    assert ends(terms) == [expected[place] for place in range(len(terms))]


def oracle(start: date, end: date | None, on: date) -> bool:
    """Day by day: the first day counts, the last does not."""
    day, last = start, end or on + timedelta(days=1)
    while day < last:
        if day == on:
            return True
        day += timedelta(days=1)
    return False


NEAR = st.integers(-3, 40)


@given(DAYS, st.integers(1, 30) | st.none(), NEAR)
def test_in_force_on_a_day(start: date, length: int | None, shift: int) -> None:
    end = start + timedelta(days=length) if length else None
    on = start + timedelta(days=shift)
    assert is_in_force(start, end, on) == oracle(start, end, on)


MUTANTS = {
    "the last day counts": lambda start, end, on: start <= on and (end is None or on <= end),
    "the first day does not": lambda start, end, on: start < on and (end is None or on < end),
    "no end means over": lambda start, end, on: start <= on and end is not None and on < end,
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_comparison_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The property above fails for each way to get the comparison wrong."""
    monkeypatch.setattr(periods, "is_in_force", MUTANTS[name])
    start = date(2026, 3, 15)
    cases = [(length, shift) for length in (1, 5, None) for shift in range(-2, 9)]
    wrong = [
        (length, shift)
        for length, shift in cases
        if periods.is_in_force(start, start + timedelta(days=length) if length else None, start + timedelta(days=shift))
        != oracle(start, start + timedelta(days=length) if length else None, start + timedelta(days=shift))
    ]
    assert wrong, name


def test_several_of_one_kind_decided_together() -> None:
    assert list(together([6, 6])) == list(range(6, 13))
    assert together([12, 12, 12, 18])[-1] == 48
    assert together([6])[-1] == 6


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 2), date(2028, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_next_january(day: date, first: date) -> None:
    assert next_january(day) == first
