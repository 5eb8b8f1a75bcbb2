"""What answers come to, and when they stay hidden."""

from __future__ import annotations

from decimal import Decimal

import pytest

from training.rules.evaluation import outcome


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (6, False)])
def test_below_the_threshold_nothing_is_shown(count: int, hidden: bool) -> None:
    found = outcome([{"q1": 5, "q2": 3}] * count, ["q1", "q2"], 5)
    assert (found.is_hidden, found.count) == (hidden, count)
    assert bool(found.items) == (count >= 5)
    assert (found.mean == Decimal("4.0")) == (count >= 5)


def test_means_and_spread() -> None:
    found = outcome([{"q1": mark} for mark in (5, 5, 4, 3, 1, 5)], ["q1"], 5)
    assert found.items[0].marks == (1, 0, 1, 1, 3)
    assert found.items[0].mean == found.mean == Decimal("3.8")


def test_a_question_that_few_answered_stays_hidden() -> None:
    found = outcome([{"q1": 5}] * 5 + [{"q2": 1}] * 2, ["q1", "q2"], 5)
    assert [item.code for item in found.items] == ["q1"]
    assert found.mean == Decimal("5.0"), "the hidden marks move no mean"


def test_halves_go_up_and_a_threshold_of_one_shows_one() -> None:
    assert outcome([{"a": 4}, {"a": 5}] * 2, ["a"], 3).items[0].mean == Decimal("4.5")
    assert outcome([{"a": 1}] * 3 + [{"a": 2}], ["a"], 1).items[0].mean == Decimal("1.3")
