"""Hours: the caps, what is due, pace and forecast, against a plain oracle."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.hours import (
    Cap,
    Caps,
    Cycle,
    Line,
    account,
    caps_for,
    due,
    elapsed,
    first_missed,
    forecast,
    months_due,
    pace,
    standing,
)

CYCLE = Cycle(2021, 2025, 3600)
VECTOR = Caps("v", "d", {"school": Cap(None, 1200), "online": Cap(None, 1800)}, higher_percent=50)
SHIPPED = Caps("v", "d", {"school": Cap(240, 1200), "online": Cap(None, 1800)}, higher_percent=50)


def line(key: int, mode: str, tenths: int, day: date = date(2023, 5, 1), higher: bool = False) -> Line:
    return Line(key, mode, day, tenths, higher)


@pytest.mark.parametrize(
    ("hours", "counted", "passes"),
    [
        ({"face": 2000, "school": 1500, "online": 600}, 3800, True),
        ({"face": 1000, "school": 2000, "online": 1000}, 3200, False),
    ],
)
def test_the_vectors_with_the_yearly_cap_off(hours: dict[str, int], counted: int, passes: bool) -> None:
    """200 + 150 + 60 count 380 and pass; 100 + 200 + 100 count 320 and do not."""
    found = account([line(n, *one, higher=True) for n, one in enumerate(hours.items())], {}, VECTOR)
    assert found.raw == sum(hours.values())
    assert found.counted == counted
    assert standing(CYCLE, None, date(2025, 12, 31), found.counted, found.higher, 50).passes is passes


def test_the_cap_of_the_year_comes_before_that_of_the_cycle() -> None:
    """150 hours at school in one year bring 24; spread over five years 30 each bring 120."""
    one_year = account([line(1, "school", 1500)], {}, SHIPPED)
    assert (one_year.raw, one_year.counted, one_year.lines[0].cut) == (1500, 240, "year")
    spread = account([line(n, "school", 300, date(2021 + n, 3, 1)) for n in range(5)], {}, SHIPPED)
    assert (spread.raw, spread.counted) == (1500, 1200)
    assert spread.by_year == dict.fromkeys(range(2021, 2026), 240)


def test_each_line_says_what_was_left_for_it() -> None:
    found = account([line(1, "school", 200), line(2, "school", 100, date(2023, 6, 1))], {}, SHIPPED)
    assert [(one.counted, one.year_left, one.cycle_left, one.cut) for one in found.lines] == [
        (200, 240, 1200, ""), (40, 40, 1000, "year"),
    ]  # fmt: skip
    over = account([line(1, "online", 1800), line(2, "online", 100, date(2024, 1, 1))], {}, SHIPPED)
    assert over.lines[1].counted == 0
    assert over.lines[1].cut == "cycle"


def test_hours_from_above_are_counted_first_within_a_year() -> None:
    """So the cap of a mode never costs anybody the share that must come from above."""
    low, high = line(1, "school", 240, date(2023, 1, 5)), line(2, "school", 100, date(2023, 9, 1), higher=True)
    found = account([low, high], {}, SHIPPED)
    assert found.higher == 100
    assert {one.line.key: one.counted for one in found.lines} == {2: 100, 1: 140}


@pytest.mark.parametrize(
    ("entry", "months", "tenths"),
    [
        (None, 60, 3600), (date(2009, 9, 1), 60, 3600), (date(2021, 1, 1), 60, 3600), (date(2021, 1, 31), 60, 3600),
        (date(2021, 2, 1), 59, 3540), (date(2023, 7, 15), 30, 1800), (date(2025, 12, 31), 1, 60),
        (date(2026, 1, 1), 0, 0),
    ],
)  # fmt: skip
def test_what_is_due_goes_by_the_months_from_entry(entry: date | None, months: int, tenths: int) -> None:
    assert months_due(CYCLE, entry) == months
    assert due(CYCLE, entry) == tenths


def test_the_floor_from_above_stands_beside_the_sum() -> None:
    """400 hours of which 170 from above: enough in sum, ten short from above."""
    found = standing(CYCLE, None, date(2025, 12, 31), 4000, 1700, 50)
    assert not found.passes
    assert (found.missing, found.higher_missing) == (0, 100)
    assert standing(CYCLE, None, date(2025, 12, 31), 4000, 1800, 50).passes


def test_the_pace_of_a_year_is_seventy_two_hours() -> None:
    assert pace(CYCLE, None, date(2021, 12, 31)) == 720
    assert pace(CYCLE, None, date(2030, 1, 1)) == 3600
    assert pace(CYCLE, None, date(2020, 12, 31)) == 0
    assert pace(CYCLE, date(2023, 7, 1), date(2023, 12, 1)) == 360
    assert elapsed(CYCLE, date(2023, 7, 1), date(2023, 6, 30)) == 0


def test_the_forecast_names_the_first_year_that_is_missed() -> None:
    """157.5 hours in 27 months are 5.83 a month: by the end of 2028 that makes 210 of the 216 hours asked for."""
    cycle = Cycle(2026, 2030, 3600)
    years = forecast(cycle, None, date(2028, 3, 31), 1575)
    assert [one.year for one in years] == [2028, 2029, 2030]
    assert (years[0].asked, years[0].expected, years[0].missing) == (2160, 2100, 60)
    assert first_missed(years) == years[0]
    assert first_missed(forecast(cycle, None, date(2028, 3, 31), 1620)) is None
    assert forecast(cycle, None, date(2026, 2, 1), 100) == ()
    assert forecast(cycle, None, date(2031, 2, 1), 100) == ()


def test_a_later_version_changes_nothing_that_is_over() -> None:
    old, new = Caps("2021", "", {"school": Cap(240, 1200)}), Caps("2024", "", {"school": Cap(100, 500)})
    versions = [(date(2021, 1, 1), old), (date(2024, 7, 1), new)]
    by_year, of_cycle = caps_for(CYCLE, versions, date(2030, 1, 1))
    assert [by_year[year].version for year in range(2021, 2026)] == ["2021", "2021", "2021", "2024", "2024"]
    assert of_cycle is new
    by_year, of_cycle = caps_for(CYCLE, versions, date(2024, 6, 30))
    assert by_year[2024] is old
    assert of_cycle is old


MODES = ("face", "online", "school", "degree")
LINES = st.lists(
    st.builds(
        Line, st.integers(0, 10**6), st.sampled_from(MODES),
        st.dates(date(2021, 1, 1), date(2025, 12, 31)), st.integers(1, 4000), st.booleans(),
    ),
    max_size=25,
)  # fmt: skip
LIMIT = st.none() | st.integers(0, 3000)
CAPS = st.dictionaries(st.sampled_from(MODES), st.builds(Cap, LIMIT, LIMIT))


@given(LINES, CAPS)
def test_counting_agrees_with_the_plain_sum(lines: list[Line], modes: dict[str, Cap]) -> None:
    """The oracle: per mode the sum over the years of the smaller of hours and cap, and of that and the cycle's cap."""
    years: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in lines:
        years[one.mode][one.ended_on.year] += one.tenths
    expected: dict[str, int] = {}
    for mode, by_year in years.items():
        cap = modes.get(mode, Cap())
        total = sum(hours if cap.year is None else min(hours, cap.year) for hours in by_year.values())
        expected[mode] = total if cap.cycle is None else min(total, cap.cycle)
    found = account(lines, {}, Caps("v", "d", modes))
    assert {one.mode: one.counted for one in found.buckets} == expected
    assert found.counted == sum(expected.values()) == sum(one.counted for one in found.lines)
    assert found.raw == sum(one.tenths for one in lines)
    assert found.higher <= found.counted <= found.raw
    assert all(0 <= one.counted <= one.line.tenths for one in found.lines)


@given(LINES, CAPS, st.randoms())
def test_the_order_in_which_hours_come_does_not_matter(
    lines: list[Line], modes: dict[str, Cap], chance: object
) -> None:
    mixed = list(lines)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    caps = Caps("v", "d", modes)
    first, second = account(lines, {}, caps), account(mixed, {}, caps)
    assert (first.counted, first.higher, first.by_year) == (second.counted, second.higher, second.by_year)


@given(LINES, CAPS)
def test_hours_more_never_count_less(lines: list[Line], modes: dict[str, Cap]) -> None:
    caps = Caps("v", "d", modes)
    for count in range(len(lines)):
        assert account(lines[:count], {}, caps).counted <= account(lines[: count + 1], {}, caps).counted


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_due_and_pace_agree_with_counting_the_months(entry: date, on: date) -> None:
    """The oracle walks through the months of the cycle one by one."""
    months = [date(year, month, 1) for year in range(2021, 2026) for month in range(1, 13)]
    served = [one for one in months if one >= entry.replace(day=1)]
    over = [one for one in served if one <= on]
    assert months_due(CYCLE, entry) == len(served)
    assert due(CYCLE, entry) == len(served) * 60
    assert pace(CYCLE, entry, on) == len(over) * 60


@given(st.integers(0, 8000), st.integers(0, 8000))
def test_passing_needs_both(counted: int, higher: int) -> None:
    found = standing(CYCLE, None, date(2025, 12, 31), counted, higher, 50)
    assert found.passes == (counted >= 3600 and higher >= 1800)
    assert found.missing == max(3600 - counted, 0)


@given(st.dates(date(2021, 4, 1), date(2025, 12, 31)), st.integers(0, 5000))
def test_the_forecast_never_shrinks(on: date, counted: int) -> None:
    years = forecast(CYCLE, None, on, counted)
    assert [one.expected for one in years] == sorted(one.expected for one in years)
    assert all(one.expected >= counted for one in years)
    assert years[-1].asked == 3600
    assert timedelta(0) <= date(years[0].year, 12, 31) - on
