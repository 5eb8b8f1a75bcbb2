"""The scores of a portrait, by the rule alone: tables, bands, missing data, arithmetic, pictures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.web.pictures import dial, growth, radar, timeline
from teachers.choices import Dimension
from teachers.rules import literacy
from teachers.rules.portrait import (
    BY_CODE,
    FULL,
    INDICATORS,
    Band,
    DimensionSet,
    How,
    Weighted,
    band,
    changed_facts,
    cuts,
    is_stale,
    opened,
    scores,
    share,
    worth,
)
from teachers.rules.portrait_facts import Fact, Measure

ON = date(2026, 11, 24)
SET = DimensionSet(1, tuple(Weighted(one, one.weight, one.standard) for one in INDICATORS))


def fact(measure: str, value: int, key: str = "k", on: date = ON, of: int = 0) -> Fact:
    return Fact(measure, key, value, on, of)


def test_the_shipped_weights_of_each_dimension_make_a_hundred() -> None:
    assert set(SET.whole) == set(Dimension.values)
    assert set(SET.whole.values()) == {100}


@pytest.mark.parametrize(
    ("value", "of", "expected"),
    [(0, 10, 0), (5, 10, 500), (10, 10, FULL), (99, 10, FULL), (1, 3, 333), (2, 3, 667), (1, 0, FULL), (1, 2000, 1)],
)
def test_a_share_is_rounded_half_up_and_never_over_the_whole(value: int, of: int, expected: int) -> None:
    assert share(value, of) == expected


CASES = [
    ("appraisal", [fact("ethics.appraisal", 3, "2024"), fact("ethics.appraisal", 2, "2025")], 925),
    ("appraisal", [fact("ethics.appraisal", 0)], 0),
    ("teaching", [fact("register.teaching", 120)], 500),
    ("title", [fact("register.title", 4)], 900),
    ("reaching_out", [fact("register.aid", 3), fact("staffing.rotation", 12)], FULL),
    ("hours", [fact("training.hours", 500, "2021", date(2025, 12, 31), 1000),
               fact("training.hours", 90, "2026", ON, 100)], 900),
    ("long_service", [fact("honors.long_service", 30, "a"), fact("honors.long_service", 40, "b")], FULL),
]  # fmt: skip


@pytest.mark.parametrize(("code", "facts", "expected"), CASES)
def test_what_an_indicator_is_worth(code: str, facts: list[Fact], expected: int) -> None:
    rule = BY_CODE[code]
    assert worth(Weighted(rule, rule.weight, rule.standard), facts) == expected


def test_nothing_known_is_not_nought() -> None:
    found = scores([], SET, ON)
    assert set(found.values()) == {(None, 0)}
    low = scores([fact("ethics.appraisal", 0)], SET, ON)
    assert low[Dimension.ETHICS] == (0, 80)


def test_too_little_known_gives_no_score() -> None:
    assert scores([fact("training.ethics_first", 60)], SET, ON)[Dimension.ETHICS] == (None, 20)


def test_what_is_missing_takes_no_part_in_the_mean() -> None:
    found = scores([fact("register.teaching", 120), fact("register.title", 4)], SET, ON)
    assert found[Dimension.TEACHING] == ((40 * 500 + 40 * 900) // 80, 80)


def test_old_facts_fall_out_of_their_window() -> None:
    old = fact("ethics.appraisal", 2, "2020", date(2020, 12, 31))
    assert scores([old], SET, ON)[Dimension.ETHICS] == (None, 0)
    assert scores([old], SET, date(2021, 6, 1))[Dimension.ETHICS] == (850, 80)


def test_a_weight_of_nought_takes_an_indicator_out() -> None:
    some = DimensionSet(2, tuple(Weighted(one, 100 if one.code == "title" else 0, one.standard) for one in INDICATORS))
    facts = [fact("register.teaching", 1), fact("register.title", 5)]
    assert scores(facts, some, ON)[Dimension.TEACHING] == (FULL, 100)
    assert [part.of.rule.code for part in opened(facts, some, ON)[Dimension.TEACHING]] == ["title"]


def test_opened_says_what_is_missing_to_the_whole() -> None:
    parts = {part.of.rule.code: part for part in opened([fact("register.teaching", 120)], SET, ON)["teaching"]}
    assert (parts["teaching"].score, parts["teaching"].missing) == (500, 120)
    assert (parts["title"].score, parts["title"].missing) == (None, None)
    hours = opened([fact("training.hours", 60, of=100)], SET, ON)["growth"][0]
    assert (hours.score, hours.missing) == (600, 40)


calm = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
facts_of_anybody = st.lists(
    st.builds(
        Fact, st.sampled_from(sorted({name for one in INDICATORS for name in one.measures})),
        st.sampled_from(["a", "b", "c"]), st.integers(0, 500), st.dates(date(2015, 1, 1), ON),
        st.integers(0, 400), st.just(""),
    ),
    max_size=12,
)  # fmt: skip


@calm
@given(facts_of_anybody)
def test_scores_lie_on_the_scale_and_are_the_mean_of_their_parts(facts: list[Fact]) -> None:
    found, parts = scores(facts, SET, ON), opened(facts, SET, ON)
    for name, (score, percent) in found.items():
        known = [part for part in parts[name] if part.score is not None]
        weight = sum(part.of.weight for part in known)
        assert percent == weight
        if score is None:
            assert weight < SET.least_percent
        else:
            assert 0 <= score <= FULL
            mean = sum(part.of.weight * (part.score or 0) for part in known) / weight
            assert abs(score - mean) <= 0.5


@calm
@given(facts_of_anybody)
def test_the_order_of_facts_changes_nothing(facts: list[Fact]) -> None:
    named = {(one.measure, one.key, one.on): one for one in facts}
    line = list(named.values())
    assert scores(line, SET, ON) == scores(reversed(line), SET, ON)


@calm
@given(facts_of_anybody)
def test_a_fact_comes_out_of_the_store_as_it_went_in(facts: list[Fact]) -> None:
    assert [Fact.of_json(one.as_json()) for one in facts] == facts


def test_bands_are_wide_and_never_of_a_small_cohort() -> None:
    cut = cuts({"ethics": list(range(0, 1000, 50)), "digital": [500] * 12})
    assert cut["ethics"][0] == 20
    assert band(0, cut["ethics"], 10) is Band.LOWER
    assert band(500, cut["ethics"], 10) is Band.MIDDLE
    assert band(950, cut["ethics"], 10) is Band.UPPER
    assert band(500, cut["digital"], 10) is Band.MIDDLE  # all alike: nobody is below or above
    assert band(0, cut["ethics"], 21) is None
    assert band(None, cut["ethics"], 10) is None
    assert band(0, None, 10) is None


def test_staleness_and_corrections() -> None:
    assert is_stale(date(2024, 11, 1), ON, 24)
    assert not is_stale(date(2024, 12, 1), ON, 24)
    assert not is_stale(None, ON, 24)
    before = [fact("a", 1, "x"), fact("a", 2, "y"), fact("a", 3, "z")]
    after = [fact("a", 1, "x"), fact("a", 5, "y"), fact("a", 9, "new")]
    assert changed_facts(before, after) == {"a/y", "a/z"}


def test_a_measure_writes_tenths_and_grades() -> None:
    assert Measure("m", "", "", "", "p", 10).shown(624) == "62.4"
    assert Measure("m", "", "", "", "p", words={2: "合格"}).shown(2) == "合格"
    assert Measure("m", "", "", "", "p").shown(7) == "7"


def test_the_radar_breaks_where_a_score_is_missing() -> None:
    whole = radar([(name, 500, (300, 700)) for name in "abcdef"])
    assert whole.is_whole
    assert len(whole.pieces) == 1
    assert whole.axes[0].point == (230.0, 188.0 - 64)
    broken = radar([("a", 500, None), ("b", None, None), ("c", 1000, None), ("d", 0, None)])
    assert not broken.is_whole
    assert [len(piece) for piece in broken.pieces] == [3]
    assert broken.axes[1].point is None


def test_the_dial_growth_and_timeline() -> None:
    assert dial(30, 60).percent == 50
    assert dial(90, 60).percent == 150
    assert dial(0, 60).done == ""
    bars = growth("师德", [(2024, 500, False), (2025, None, True)]).bars
    assert [(bar.height, bar.score) for bar in bars] == [(36.0, 500), (0.0, None)]
    spans = [
        (date(2000, 9, 1), None, "任教", "任教", True),
        (date(2010, 1, 1), date(2010, 6, 1), "病假", "病假", False),
    ]
    line = timeline(spans, [(date(2020, 9, 10), "荣誉")], ON)
    assert line is not None
    assert [span.lane for span in line.spans] == [0, 1]
    assert [mark.number for mark in line.marks] == [1]
    assert timeline([], [], ON) is None


def test_every_way_of_reading_is_used() -> None:
    assert {one.how for one in INDICATORS} == set(How)


def test_the_standard_of_digital_literacy_has_five_thirteen_and_thirty_three() -> None:
    assert len(literacy.STANDARD) == 5
    assert sum(len(one.parts) for one in literacy.STANDARD) == 13
    counts = [[len(part.items) for part in one.parts] for one in literacy.STANDARD]
    assert counts == [[2, 2, 1], [1, 2], [4, 3, 3, 4], [3, 3], [3, 2]]
    assert len(set(literacy.ITEMS)) == 33


def test_means_of_answers() -> None:
    answers = dict.fromkeys(literacy.ITEMS, 3)
    assert set(literacy.means(answers).values()) == {300}
    answers["1.3.1"] = 5
    assert literacy.means(answers)["1"] == 367  # (3 + 3 + 5) / 3
    assert literacy.whole(literacy.means(answers)) == 313
    assert literacy.problem(answers) == ""
    assert literacy.problem({**answers, "1.3.1": 6}) == "literacy_scale"
    assert literacy.problem({"1.1.1": 3}) == "literacy_items"
