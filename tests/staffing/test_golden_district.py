"""A small district, counted by hand: the staffing table, the ratios, the indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pools import Pools
from world import HAILING, SCHOOL, SISTER, World, person

from staffing.actions.approvals import open_ledger
from staffing.actions.figures import StageRow, state
from staffing.choices import FigureStage
from staffing.queries.table import balance, people, table
from staffing.rules.figures import first_day, year_on

TODAY = timezone.localdate()
YEAR = year_on(TODAY)


@pytest.fixture
def district(world: World) -> World:
    """Two schools: three teachers and a cook for 60 pupils in 2 classes; one teacher (编外) for 30 in 1."""
    at, there = ("321202", SCHOOL), ("321202", SISTER)
    teacher: dict[str, Any] = {
        "category": "teacher",
        "stage": "primary",
        "subject": "数学",
        "education": "本科",
        "title": "一级教师",
    }
    world.enrol(
        person("陈甲", date(TODAY.year - 29, 1, 1), at, **teacher),
        person("陈乙", date(TODAY.year - 40, 1, 2), at, **{**teacher, "subject": "体育与健康"}),
        person("陈丙", date(TODAY.year - 58, 1, 3), at, **{**teacher, "education": "专科", "title": "高级教师"}),
        person("陈丁", date(TODAY.year - 50, 1, 4), at, category="worker"),
        person("陈戊", date(TODAY.year - 30, 1, 5), there, **{**teacher, "employment": "contract", "stage": "junior"}),
    )
    for name, stage, pupils, classes in ((SCHOOL, "primary", 60, 2), (SISTER, "junior", 30, 1)):
        row = StageRow(FigureStage(stage), {"pupils": pupils, "classes": classes})
        state(school=world.units[name], year=YEAR, rows=[row], by=world["city"], on=TODAY)
    open_ledger(unit=world.units[SCHOOL], posts=3, effective_from=first_day(YEAR), document="文", by=world["city"],
                on=TODAY)  # fmt: skip
    return world


def test_by_school(district: World) -> None:
    found = table(district["district"], district.units[HAILING], "school", YEAR, TODAY)
    rows = {one.label: one for one in found.rows}
    one, other = rows[SCHOOL], rows[SISTER]
    assert (one.approved, one.inside, one.vacant, one.over, one.outside, one.teachers) == (3, 4, 0, 1, 0, 3)
    assert (one.pupils_per_teacher, one.teachers_per_class) == (Decimal("20.00"), Decimal("1.50"))
    assert (other.approved, other.inside, other.vacant, other.outside, other.teachers) == (None, 0, None, 1, 1)
    assert (found.total.inside, found.total.outside, found.total.approved, found.total.pupils) == (4, 1, None, 90)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("stage", {"小学": 3, "初中": 1, "未登记": 1}),
        ("subject", {"数学": 3, "体育与健康": 1, "未登记": 1}),
        ("title", {"一级教师": 3, "高级教师": 1, "未登记": 1}),
        ("age", {"30 岁及以下": 2, "36—40 岁": 1, "46—50 岁": 1, "56—60 岁": 1}),
    ],
)
def test_by_the_other_dimensions(district: World, by: str, expected: dict[str, int]) -> None:
    found = table(district["district"], district.units[HAILING], by, YEAR, TODAY)
    assert {one.label: one.total for one in found.rows} == expected
    unit, user = district.units[HAILING], district["district"]
    for one in found.rows:
        assert people(user, unit, by, one.key, "", TODAY).count() == one.total


def test_indicators(district: World) -> None:
    found = balance(district["district"], district.units[HAILING], YEAR, TODAY)
    degree, arts, size, backbone = found[FigureStage.PRIMARY]
    assert (degree.value, degree.is_met) == (Decimal("5.00"), True)  # three of 60 pupils, from 专科 on
    assert (arts.value, arts.is_met) == (Decimal("1.67"), True)
    assert (size.value, size.is_met) == (Decimal("30.0"), True)
    assert (backbone.value, backbone.is_met) == (None, None)  # nobody keeps them yet: not known, no zero
    junior = found[FigureStage.JUNIOR][0]
    assert (junior.value, junior.is_met, junior.below) == (Decimal("3.33"), False, [SISTER])


def test_the_ledger_of_the_district(district: World) -> None:
    assert Pools(district).row(SCHOOL).approved == 3
