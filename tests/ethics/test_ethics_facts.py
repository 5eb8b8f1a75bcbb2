"""What ethics says of teachers to the portrait: grades, and has or has not; a fixed number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from ethics_helpers import officer, punish
from world import SCHOOL, World

from ethics.actions import appraisals
from ethics.actions.sanctions import undo
from ethics.choices import HandlingKind, HandlingState
from ethics.choices.care import EthicsGrade
from ethics.facts import EthicsFact, ethics_of, stories
from ethics.models import Appraisal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def graded(world: World, year: int) -> None:
    school, by, lock = world.units[SCHOOL], officer(world, "e_school"), officer(world, "e_district")
    first = TODAY - timedelta(days=60)
    appraisals.open_year(school=school, year=year, by=by, on=first)
    appraisals.grade_rest(school=school, year=year, grade=EthicsGrade.PASSED, by=by, on=first)
    appraisals.tell(school=school, year=year, by=by, on=first)
    appraisals.lock(school=school, year=year, by=lock, on=TODAY - timedelta(days=30))


def test_grades_and_has_or_has_not(settled: World, django_assert_num_queries: Any) -> None:
    one, far = settled.people["李长青"].pk, settled.people["王远山"].pk
    assert ethics_of([one], TODAY) == {one: EthicsFact()}
    for year in (TODAY.year - 3, TODAY.year - 1, TODAY.year):
        graded(settled, year)
    row = punish(settled, decided_on=TODAY - timedelta(days=20))
    punish(settled, "王远山", HandlingKind.Q1, decided_on=TODAY - timedelta(days=20), document="乙")
    with django_assert_num_queries(2):
        found = ethics_of([one, far, 10**6], TODAY)
    assert [(grade.year, grade.grade) for grade in found[one].grades] == [
        (TODAY.year, "passed"), (TODAY.year - 1, "passed"),
    ]  # fmt: skip
    assert found[one].grades[0].locked_on == TODAY - timedelta(days=30)
    assert found[one].has_sanction
    assert found[far] == EthicsFact(), "what has no period is no handling in force"
    assert found[10**6] == EthicsFact()
    assert not ethics_of([one], TODAY - timedelta(days=40))[one].grades, "locked later"
    assert not ethics_of([one], date(TODAY.year + 2, TODAY.month, 1))[one].has_sanction
    undo(sanction=row, state=HandlingState.CLEARED, document="丙", reason="不属实", by=officer(settled, "e_city"),
         on=TODAY)  # fmt: skip
    assert not ethics_of([one], TODAY)[one].has_sanction


def test_an_open_appraisal_is_not_told(settled: World) -> None:
    by = officer(settled, "e_school")
    appraisals.open_year(school=settled.units[SCHOOL], year=TODAY.year, by=by, on=TODAY)
    assert Appraisal.objects.for_system("test").exists()
    assert not ethics_of([settled.people["李长青"].pk], TODAY)[settled.people["李长青"].pk].grades


def test_each_sees_what_is_theirs(settled: World) -> None:
    graded(settled, TODAY.year - 1)
    punish(settled, decided_on=TODAY - timedelta(days=20), document="绝密〔2026〕1号")
    pk = settled.people["李长青"].pk
    for name in ("e_school", "e_district"):
        told = stories(officer(settled, name), [pk], TODAY)[pk]
        assert [fact.detail for fact in told] == ["合格", "有影响期内的处理，能否推荐请按用途查询"]
        assert not any("绝密" in fact.title + fact.detail for fact in told)
    assert stories(settled.user("teacher"), [pk], TODAY)[pk]
    assert stories(officer(settled, "e_far"), [pk], TODAY) == {}
    assert stories(settled.user("nobody"), [pk], TODAY) == {}
