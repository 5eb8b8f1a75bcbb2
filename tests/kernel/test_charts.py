"""The geometry of stacked columns: to scale, in order, inside the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.web.charts import scale, stacked


@pytest.mark.parametrize(
    ("largest", "marks"),
    [
        (0, [0, 1]), (1, [0, 1]), (4, [0, 1, 2, 3, 4]), (6, [0, 2, 4, 6]), (33, [0, 10, 20, 30, 40]),
        (1180, [0, 500, 1000, 1500]), (2001, [0, 500, 1000, 1500, 2000, 2500]),
    ],
)  # fmt: skip
def test_scale(largest: int, marks: list[int]) -> None:
    assert scale(largest) == marks


def test_places() -> None:
    chart = stacked([("2027", [3, 1, 0]), ("2028", [0, 0, 2])], width=220, height=124, left=20, top=20, bottom=4)
    first, second = chart.columns
    assert [(bar.x, bar.y, bar.width, bar.height, bar.series) for bar in first.bars] == [
        (38.0, 45.0, 64.0, 75.0, 0), (38.0, 20.0, 64.0, 25.0, 1),
    ]  # fmt: skip
    assert [(bar.series, bar.value, bar.height) for bar in second.bars] == [(2, 2, 50.0)]
    assert (first.x, first.label, first.total, first.total_y) == (70.0, "2027", 4, 15.0)
    assert [(tick.value, tick.y) for tick in chart.ticks] == [(0, 120), (1, 95), (2, 70), (3, 45), (4, 20)]


def test_nothing_is_drawn_of_nothing() -> None:
    assert stacked([]).columns == ()
    assert stacked([("2027", [0, 0])]).columns[0].bars == ()


@given(st.lists(st.lists(st.integers(0, 5000), min_size=3, max_size=3), min_size=1, max_size=12))
def test_bars_stand_on_each_other_inside_the_picture(values: list[list[int]]) -> None:
    chart = stacked([(str(place), one) for place, one in enumerate(values)])
    for column, one in zip(chart.columns, values, strict=True):
        assert column.total == sum(one)
        below = chart.base
        for bar in column.bars:
            assert bar.value == one[bar.series]
            assert bar.y + bar.height == pytest.approx(below, abs=0.05)
            assert bar.x >= chart.left
            assert bar.x + bar.width <= chart.width
            below = bar.y
        assert below >= 0
