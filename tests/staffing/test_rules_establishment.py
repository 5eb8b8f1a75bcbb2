"""How many posts a school needs: the vectors, what is missing, what does not apply; against a plain oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from staffing.choices import Combine, DayForm, FigureStage, Rounding, Won
from staffing.models import StaffingSetting
from staffing.queries.standard import StandardOn
from staffing.rules.establishment import (
    StageFigures,
    coefficient_of_variation,
    need_of,
    per_class,
    per_teacher,
    rounded,
    shown,
)

PRIMARY, JUNIOR, SENIOR = FigureStage.PRIMARY, FigureStage.JUNIOR, FigureStage.SENIOR
DAY = date(2026, 9, 1)


def _standard(location: str = "", day: date = DAY, **changes: object):  # type: ignore[no-untyped-def]
    setting = StaffingSetting(effective_from=day, **changes)
    return StandardOn(day, setting).at(location)


def _one(stage: FigureStage, pupils: int | None, classes: int | None = None, **more: Any) -> StageFigures:
    return StageFigures(stage, pupils, classes, **more)


@pytest.mark.parametrize(
    ("stages", "by_ratio", "by_class", "won", "need"),
    [
        ([_one(JUNIOR, 1080, 24)], "80.00", "79.20", Won.RATIO, 80),
        ([_one(PRIMARY, 1000, 23)], "52.63", "46.00", Won.RATIO, 53),
        ([_one(SENIOR, 1500, 30)], "120.00", "114.00", Won.RATIO, 120),
        ([_one(PRIMARY, 66, 6)], "3.47", "12.00", Won.CLASS, 12),
        ([_one(PRIMARY, 480, 12), _one(JUNIOR, 270, 6)], "45.26", "43.80", Won.RATIO, 46),
        ([_one(FigureStage.VOCATIONAL, 2400, 60)], "120.00", None, Won.RATIO, 120),
        ([_one(FigureStage.PRESCHOOL, 270, 9)], "38.57", "27.00", Won.RATIO, 39),
        ([_one(FigureStage.SPECIAL, 90, 9)], "30.00", "24.30", Won.RATIO, 30),
    ],
)
def test_the_vectors(stages: list[StageFigures], by_ratio: str, by_class: str | None, won: Won, need: int) -> None:
    found = need_of(stages, _standard())
    assert (shown(found.by_ratio), shown(found.by_class)) == (
        Decimal(by_ratio), Decimal(by_class) if by_class else None,
    )  # fmt: skip
    assert (found.won, found.need) == (won, need)


def test_a_nine_year_school_is_rounded_once() -> None:
    stages = [_one(PRIMARY, 480, 12), _one(JUNIOR, 270, 6)]
    assert need_of(stages, _standard(rounding=Rounding.HALF_UP)).need == 45
    assert need_of(stages, _standard()).need == 46


def test_a_kindergarten_has_two_measures() -> None:
    found = need_of([_one(FigureStage.PRESCHOOL, 270, 9)], _standard())
    assert (found.care, found.care_ratio, found.care_class) == (30, Fraction(30), Fraction(27))
    half = need_of([_one(FigureStage.PRESCHOOL, 270, 9, day_form=DayForm.HALF)], _standard())
    assert (half.by_ratio, half.care) == (Fraction(27), 27)  # 1:10 staff; 270/13 is less than three for each class
    many_classes = need_of([_one(FigureStage.PRESCHOOL, 150, 8)], _standard())
    assert (many_classes.won, many_classes.need) == (Won.CLASS, 24)


@pytest.mark.parametrize("combine", list(Combine))
def test_no_pupils_do_not_apply_before_any_class_rule(combine: Combine) -> None:
    found = need_of([_one(PRIMARY, 0, 6)], _standard(combine=combine))
    assert (found.need, found.by_ratio, found.by_class, found.won) == (None, None, None, Won.NONE)
    assert need_of([], _standard()).need is None


def test_the_threshold_compares_the_pupils_of_all_stages() -> None:
    both = need_of([_one(PRIMARY, 60, 6), _one(JUNIOR, 45, 3)], _standard())
    assert (both.is_small, both.won, both.need) == (False, Won.RATIO, 7)  # each stage alone would be small
    small = need_of([_one(PRIMARY, 60, 6), _one(JUNIOR, 39, 3)], _standard())
    assert (small.is_small, small.won, small.need) == (True, Won.CLASS, 22)  # 12 + 9.9
    assert need_of([_one(PRIMARY, 100, 12)], _standard()).is_small is False
    assert need_of([_one(PRIMARY, 250, 14)], _standard(small_threshold=300)).need == 28


def test_a_stage_without_pupils_takes_no_part() -> None:
    found = need_of([_one(PRIMARY, 66, 6), _one(JUNIOR, 0, 0)], _standard())
    assert (found.won, found.need) == (Won.CLASS, 12)


def test_missing_stays_missing() -> None:
    unknown = need_of([_one(PRIMARY, None, 6)], _standard())
    assert (unknown.need, unknown.by_ratio, unknown.missing) == (None, None, ((PRIMARY, "pupils"),))
    assert unknown.by_class == 12  # what is known is still shown
    part = need_of([_one(PRIMARY, 480, 12), _one(JUNIOR, None, 6)], _standard())
    assert (part.need, part.pupils) == (None, None)
    small = need_of([_one(PRIMARY, 66)], _standard())
    assert (small.need, small.missing) == (None, ((PRIMARY, "classes"),))
    assert need_of([_one(PRIMARY, 1000)], _standard()).need == 53  # a large school does not ask for its classes


def test_extra_posts_by_ground_are_added_before_rounding() -> None:
    stages = [_one(JUNIOR, 1080, 24, boarders=250, resource_rooms=1)]
    found = need_of(stages, _standard())
    assert (found.extra, found.need) == (Fraction(7, 2), 84)  # 80 + 2.5 + 1
    assert need_of(stages, _standard(rounding=Rounding.HALF_UP)).need == 84
    assert need_of(stages, _standard(cover_percent=Decimal(3))).need == 86  # 80 + 2.4 + 3.5
    assert need_of([_one(JUNIOR, 1080, 24, boarders=0)], _standard()).extra == 0
    open_one = need_of([_one(JUNIOR, 1080, 24)], _standard())
    assert (open_one.extra, open_one.open_extras) == (None, (JUNIOR,))
    with_special = _standard(posts_per_special_class=Decimal("0.5"))
    assert need_of([_one(PRIMARY, 1900, 40, boarders=0, special_classes=3)], with_special).need == 102


def test_a_past_year_has_the_rule_of_its_day() -> None:
    old = date(2013, 9, 1)
    urban, rural = _standard("111", old), _standard("220", old)
    assert need_of([_one(JUNIOR, 1080)], urban).need == 80
    assert need_of([_one(JUNIOR, 1080)], rural).need == 60
    nowhere = need_of([_one(JUNIOR, 1080)], _standard("", old))
    assert (nowhere.need, nowhere.missing) == (None, ((JUNIOR, "location_type"),))
    assert need_of([_one(JUNIOR, 1080)], _standard("220")).need == 80


def test_the_arithmetic_stands_in_lines_that_add_up() -> None:
    found = need_of([_one(PRIMARY, 480, 12), _one(JUNIOR, 270, 6, boarders=120)], _standard())
    for kind, total in ((Won.RATIO, found.by_ratio), (Won.CLASS, found.by_class), ("boarding", found.extra)):
        assert sum(line.value or 0 for line in found.lines if line.kind == kind) == total


STAGES = st.lists(
    st.builds(
        StageFigures, st.sampled_from([PRIMARY, JUNIOR, SENIOR]), st.integers(0, 3000), st.integers(0, 60),
        st.integers(0, 500),
    ),
    min_size=1, max_size=3, unique_by=lambda one: one.stage,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine is shared
@given(STAGES, st.sampled_from(list(Combine)))
def test_against_a_plain_oracle(stages: list[StageFigures], combine: Combine) -> None:
    ratios = {PRIMARY: 190, JUNIOR: 135, SENIOR: 125}  # tenths
    factors = {PRIMARY: 20, JUNIOR: 33, SENIOR: 38}
    pupils = sum(one.pupils or 0 for one in stages)
    found = need_of(stages, _standard(combine=combine))
    if pupils == 0:
        assert found.need is None
        return
    taught = [one for one in stages if one.pupils]
    ratio = sum(Fraction((one.pupils or 0) * 10, ratios[one.stage]) for one in taught)
    classes = sum(Fraction((one.classes or 0) * factors[one.stage], 10) for one in taught)
    takes_more = combine is Combine.MAX or (combine is Combine.MAX_IF_SMALL and pupils < 100)
    base = max(ratio, classes) if takes_more else ratio
    boarders = sum(Fraction(one.boarders or 0, 100) for one in stages)
    assert found.need == ceil(base + boarders)


@given(st.integers(0, 10**6), st.integers(1, 997))
def test_rounding(numerator: int, denominator: int) -> None:
    value = Fraction(numerator, denominator)
    assert rounded(value, Rounding.CEIL) == ceil(value)
    assert rounded(value, Rounding.HALF_UP) == int(value + Fraction(1, 2))


def test_ratios_of_persons() -> None:
    assert per_class(48, 24) == 2
    assert per_class(48, 0) is None
    assert per_class(None, 24) is None
    assert per_teacher(480, 24) == 20
    assert per_teacher(480, 0) is None
    assert per_teacher(0, 24) is None


def test_the_coefficient_weighs_by_pupils() -> None:
    assert coefficient_of_variation([Fraction(2), Fraction(2)], [100, 900]) == 0
    # mean (4*100 + 6*300)/400 = 5.5; variance (1.5^2*100 + 0.5^2*300)/400 = 0.75
    assert coefficient_of_variation([Fraction(4), Fraction(6)], [100, 300]) == Decimal("0.157")
    assert coefficient_of_variation([Fraction(4)], [100]) is None
    assert coefficient_of_variation([Fraction(0), Fraction(0)], [1, 1]) is None


def test_the_replaced_standard_changes_nothing_else() -> None:
    rule = _standard()
    assert need_of([_one(PRIMARY, 99, 6)], replace(rule, small_threshold=99)).won is Won.RATIO
