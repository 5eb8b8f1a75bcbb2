"""The workbook of candidates: who fits is registered, each refused row has its own sentence, twice changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from recruiting import START, Recruiting
from world import FAR_SCHOOL, SCHOOL, World, acts, id_number, workbook

from kernel.imports.actions import import_now
from kernel.imports.desk import Judgement
from staffing.models import Candidate, RecruitmentPlan

pytestmark = pytest.mark.django_db
HEAD = (
    "招聘计划编号", "学校名称", "学科", "姓名", "证件号码", "手机号", "毕业院校", "毕业年份", "专业", "师范类",
    "培养方式", "学历", "教师资格证书",
)  # fmt: skip
NUMBER = id_number(START.replace(year=2003))


@pytest.fixture
def hiring(settled: World) -> Recruiting:
    found = Recruiting(settled)
    found.approved(2, needs_normal=True)
    return found


def _row(**changes: Any) -> tuple[Any, ...]:
    good = dict(zip(HEAD, (
        RecruitmentPlan.objects.get().number, SCHOOL, "数学", "应聘者", NUMBER, "13912345678", "某师范大学", 2027,
        "数学与应用数学", "是", "公费师范生", "本科", "小学 数学",
    ), strict=True))  # fmt: skip
    return tuple({**good, **changes}.values())


def _take(world: World, *rows: tuple[Any, ...], by: str = "district") -> Judgement:
    data = workbook({"应聘人员": [HEAD, *rows]})
    return import_now(data=data, filename="应聘人员.xlsx", kind="candidates", options={}, by=world[by])


def test_candidates_come_in_once(hiring: Recruiting) -> None:
    found = _take(hiring.world, _row(), _row(姓名="另一人", 证件号码=id_number(START.replace(year=2002)), 培养方式=""))
    assert (found.counts["created"], found.refusals) == (2, [])
    one = Candidate.objects.for_system("t").get(name="应聘者")
    assert (one.id_number, one.funding, one.degree, one.state) == (NUMBER, "funded", "bachelor", "applied")
    assert len(acts("candidate.registered")) == 2
    again = _take(hiring.world, _row())
    assert (again.counts["unchanged"], again.counts["created"]) == (1, 0)
    assert Candidate.objects.for_system("t").count() == 2


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"招聘计划编号": "ZP2027-9999"}, "candidate_plan", "ZP2027-9999"),
    ({"学校名称": FAR_SCHOOL}, "candidate_vacancy", FAR_SCHOOL),
    ({"学科": "物理"}, "candidate_vacancy", "物理"),
    ({"证件号码": "321299200309010000"}, "candidate_id", "证件号码"),
    ({"证件号码": 321299200309010000}, "candidate_id", "证件号码"),
    ({"姓名": ""}, "candidate_name", "姓名"),
    ({"毕业年份": "明年"}, "candidate_year", "明年"),
    ({"毕业院校": ""}, "candidate_school", "毕业院校"),
    ({"师范类": "否"}, "candidate_not_normal", "师范类"),
    ({"师范类": "大概"}, "candidate_word_unknown", "大概"),
    ({"学历": "专科"}, "candidate_degree", "本科"),
    ({"学历": "高中"}, "candidate_word_unknown", "高中"),
    ({"培养方式": "自费"}, "candidate_word_unknown", "自费"),
]


@pytest.mark.parametrize(("change", "code", "word"), FAULTS)
def test_a_refused_row(hiring: Recruiting, change: dict[str, Any], code: str, word: str) -> None:
    found = _take(hiring.world, _row(**change))
    (refusal,) = found.refusals
    assert refusal.code == code
    assert word in refusal.message
    assert Candidate.objects.for_system("t").count() == 0


def test_the_good_rows_stand_beside_the_refused(hiring: Recruiting) -> None:
    found = _take(hiring.world, _row(), _row(), _row(学历=""))
    assert [one.code for one in found.refusals] == ["candidate_row_twice", "candidate_word_unknown"]
    assert Candidate.objects.for_system("t").count() == 1


def test_a_neighbours_plan_is_not_there(hiring: Recruiting) -> None:
    (refusal,) = _take(hiring.world, _row(), by="far_district").refusals
    assert refusal.code == "candidate_plan"
