"""Two persons, and figures too small to tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.rules.small_numbers import LEAST, shown, total
from cms.rules.two_persons import refusal


@pytest.mark.parametrize(
    ("makers", "checker", "scheduled", "code"),
    [
        ({1}, 2, False, ""), ({1}, 1, False, "same_person"), ({1, 2}, 2, False, "same_person"), 
        ({1}, 1, True, "same_person"),
        ({1}, None, False, "not_approved"), ({1}, None, True, ""), (set(), 2, False, ""),
    ],
)  # fmt: skip
def test_who_may_let_a_page_out(makers: set[int], checker: int | None, scheduled: bool, code: str) -> None:
    assert refusal(makers, checker, is_scheduled=scheduled) == code


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": 40, "b": 30}, [40, 30]),
        ({"a": 40, "b": 9, "c": 30}, [40, None, None]),
        ({"a": 9, "b": 3, "c": 30}, [None, None, 30]),
        ({"a": 0, "b": 30}, [0, 30]),
        ({"a": 10}, [10]),
        ({"a": 9}, [None]),
        ({}, []),
    ],
)
def test_what_is_told_of_a_row(counts: dict[str, int], told: list[int | None]) -> None:
    assert [one.count for one in shown(counts)] == told


def test_sums() -> None:
    assert total({"a": 4, "b": 30}) == 34
    assert total({"a": 4}) is None
    assert total({}) == 0


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8))
def test_nobody_reckons_a_small_figure_from_the_sum(counts: dict[str, int]) -> None:
    cells = shown(counts)
    hidden = [counts[one.label] for one in cells if one.count is None]
    assert all(one.count is None or one.count == 0 or one.count >= LEAST for one in cells)
    if len(hidden) == 1:  # nothing else was there to hide it behind
        assert all(one.count == 0 for one in cells if one.count is not None)
