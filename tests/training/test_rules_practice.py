"""Days of enterprise practice: against a set of days, at the edges of windows, and the re-check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.choices import PracticeWindow
from training.rules.practice import Stay, Window, days_in, judge, recheck, recheck_due, window_of

FIRST = date(2021, 1, 1)
RULE = {"required": 180, "years": 5, "kind": PracticeWindow.ROLLING, "anchor": 2021}


def days(first: str, last: str) -> Stay:
    return Stay(date.fromisoformat(first), date.fromisoformat(last))


stays = st.lists(
    st.tuples(st.integers(-400, 2200), st.integers(0, 400)).map(
        lambda pair: Stay(FIRST + timedelta(days=pair[0]), FIRST + timedelta(days=pair[0] + pair[1]))
    ),
    max_size=12,
)


@given(stays, st.integers(0, 1800), st.integers(0, 1900))
def test_a_day_counts_once_as_in_a_set_of_days(found: list[Stay], start: int, length: int) -> None:
    window = Window(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length))
    oracle = {one.first + timedelta(days=place) for one in found for place in range((one.last - one.first).days + 1)}
    assert days_in(found, window) == len([day for day in oracle if window.start <= day < window.end])


@pytest.mark.parametrize(
    ("on", "kind", "expected"),
    [
        ("2026-06-30", "rolling", ("2021-07-01", "2026-07-01")), ("2026-06-30", "fixed", ("2026-01-01", "2031-01-01")),
        ("2025-12-31", "fixed", ("2021-01-01", "2026-01-01")), ("2020-12-31", "fixed", ("2016-01-01", "2021-01-01")),
        ("2024-02-28", "rolling", ("2019-02-28", "2024-02-29")),
        ("2024-02-29", "rolling", ("2019-03-01", "2024-03-01")),
    ],
)  # fmt: skip
def test_the_window(on: str, kind: str, expected: tuple[str, str]) -> None:
    window = window_of(date.fromisoformat(on), years=5, kind=PracticeWindow(kind), anchor=2021)
    assert (window.start.isoformat(), window.end.isoformat()) == expected


@pytest.mark.parametrize(
    ("found", "on", "since", "expected"),
    [
        ([days("2025-01-01", "2025-06-29")], "2026-01-01", None, (180, "met")),
        ([days("2025-01-01", "2025-06-28")], "2026-01-01", None, (179, "behind")),
        ([days("2025-01-01", "2025-04-10"), days("2025-03-01", "2025-06-29")], "2026-01-01", None, (180, "met")),
        ([days("2025-01-01", "2025-06-29")], "2025-06-28", None, (179, "behind")),  # only what was spent
        ([days("2025-01-01", "2025-06-29")], "2030-01-01", None, (179, "behind")),  # the first day falls out
        ([], "2026-01-01", "2021-01-02", (0, "running")),
        ([], "2026-01-01", "2021-01-01", (0, "behind")),
    ],
)  # fmt: skip
def test_the_verdict(found: list[Stay], on: str, since: str | None, expected: tuple[int, str]) -> None:
    verdict = judge(found, on=date.fromisoformat(on), teaching_since=since and date.fromisoformat(since), **RULE)  # type: ignore[arg-type]
    assert (verdict.days, verdict.state) == expected
    assert verdict.missing == max(0, 180 - verdict.days)


@pytest.mark.parametrize(("on", "expected"), [("2030-12-30", "running"), ("2030-12-31", "behind")])
def test_a_fixed_window_is_judged_on_its_last_day(on: str, expected: str) -> None:
    fixed = RULE | {"kind": PracticeWindow.FIXED}
    assert judge([], on=date.fromisoformat(on), teaching_since=None, **fixed).state == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2025-11-30", "valid"), ("2026-03-04", "valid"), ("2026-03-05", "soon"), ("2026-09-01", "soon"),
     ("2026-09-02", "overdue")],
)  # fmt: skip
def test_the_recheck(on: str, expected: str) -> None:
    due = recheck_due(date(2021, 9, 1), 5)
    assert due == date(2026, 9, 1)
    assert recheck(due, date.fromisoformat(on)) == expected
