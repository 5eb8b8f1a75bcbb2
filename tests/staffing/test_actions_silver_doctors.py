"""Agreements with retired teachers, each refusal with its sentence; the yearly count of doctors and who left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from recruiting import TODAY, clear
from world import FAR_SCHOOL, SCHOOL, SISTER, World, acts, id_number, person

from ethics.choices.clearance import ClearanceResult
from kernel.errors import RuleBroken
from kernel.orgs.actions import add_school
from staffing.actions import chores, doctors, silver
from staffing.actions.silver import Offer
from staffing.choices import HigherKind, SilverState
from staffing.models import DoctorCount, DoctorEntry, DoctorLeaver, DoctorSnapshot, SilverAgreement
from staffing.queries import silver as queries
from staffing.queries.doctors import today as counted_today
from staffing.queries.people_waiting import waiting
from staffing.rules.recruitment import years_on
from teachers.choices import TeacherStatus
from teachers.models import Teacher

pytestmark = pytest.mark.django_db
BORN = date(TODAY.year - 62, 3, 1)
NUMBER = id_number(BORN)


def _offer(**changes: Any) -> Offer:
    values: dict[str, Any] = {
        "name": "孙银龄", "id_number": NUMBER, "phone": "13900000000", "former_unit": "某中学", "title": "高级教师",
        "scheme": "city", "duty": "teaching", "subject": "语文", "starts_on": TODAY, "ends_on": years_on(TODAY, 10),
        "hours": 200, "subsidy": 20000, "subsidy_source": "区级财政", "health_on": TODAY - timedelta(days=30),
        "is_insured": True,
    }  # fmt: skip
    return Offer(**{**values, **changes})


def _ask(world: World, host: str = SCHOOL, by: str = "school", **changes: Any) -> SilverAgreement:
    return silver.ask(host=world.units[host], offer=_offer(**changes), by=world[by], on=TODAY)


def _refused(code: str, act: Any, **values: Any) -> str:
    with pytest.raises(RuleBroken) as caught:
        act(**values)
    assert caught.value.code == code
    return str(caught.value.message)


@pytest.fixture
def cleared(settled: World) -> World:
    clear(settled, NUMBER)
    return settled


def test_an_agreement_goes_its_way(cleared: World) -> None:
    one = _ask(cleared)
    assert "1 份银龄协议待审批" in [str(item.title) for item in waiting(cleared["district"])]
    silver.approve(agreement=one, by=cleared["district"], on=TODAY, word="同意")
    one = SilverAgreement.objects.for_system("t").get()
    assert (one.state, one.decided_by) == (SilverState.RUNNING, cleared["district"])
    found = queries.by_unit(cleared["city"], TODAY)
    assert [(row["people"], row["hours"], row["money"]) for row in found] == [(1, 200, 20000)]
    assert queries.by_unit(cleared["far_district"], TODAY) == []
    silver.end(agreement=one, ended_on=TODAY, reason="身体原因", by=cleared["school"], on=TODAY)
    assert SilverAgreement.objects.for_system("t").get().end_reason == "身体原因"
    assert [len(acts(f"silver.{name}")) for name in ("asked", "approve", "end")] == [1, 1, 1]
    assert "身体原因" not in str(acts("silver.end")[0].detail)


def test_nobody_of_them_is_in_the_establishment_or_serves_anew(cleared: World) -> None:
    (retired,) = cleared.enrol(person("孙银龄", BORN, services=[("1985-09", "2024-08", "teaching")]))
    Teacher.objects.for_system("t").filter(pk=retired.pk).update(status=TeacherStatus.RETIRED)
    before = list(retired.services.for_system("t").values())
    silver.approve(agreement=_ask(cleared, SISTER, "district"), by=cleared["city"], on=TODAY)
    retired = Teacher.objects.for_system("t").select_related("school").get(pk=retired.pk)
    assert (retired.status, retired.school.name) == (TeacherStatus.RETIRED, SCHOOL)
    assert list(retired.services.for_system("t").values()) == before


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("candidate_id", {"id_number": "1"}, "证件号码"),
    ("candidate_name", {"name": ""}, "姓名"),
    ("silver_unknown", {"title": " "}, "职称"),
    ("silver_source", {"subsidy_source": ""}, "经费来源"),
    ("silver_backwards", {"ends_on": TODAY}, "到期日"),
    ("silver_long", {"ends_on": years_on(TODAY, 13)}, "12 个月"),
    ("silver_old", {"id_number": id_number(date(TODAY.year - 67, 1, 1))}, "65 周岁"),
    ("silver_health_ahead", {"health_on": TODAY + timedelta(1)}, "体检日期"),
    ("silver_health_stale", {"health_on": TODAY - timedelta(days=366)}, "365 天"),
    ("silver_title", {"scheme": "national", "title": "二级教师"}, "二级教师"),
    ("silver_same_school", {"scheme": "national", "former_unit": SCHOOL}, "原学校"),
    ("silver_serving", {"id_number": id_number(date(1972, 3, 8))}, "在职"),
    ("screening_missing", {"id_number": id_number(date(1964, 9, 9))}, "准入查询"),
]


@pytest.mark.parametrize(("code", "change", "word"), FAULTS)
def test_an_agreement_that_cannot_be(cleared: World, code: str, change: dict[str, Any], word: str) -> None:
    assert word in _refused(code, _ask, world=cleared, **change)
    assert SilverAgreement.objects.for_system("t").count() == 0


def test_places_and_people_of_others(cleared: World) -> None:
    _refused("out_of_scope", _ask, world=cleared, host=FAR_SCHOOL)
    _refused("no_permission", _ask, world=cleared, by="honors")
    _refused("recruit_school", _ask, world=cleared, host="海陵区", by="district")


def test_two_hands_and_what_must_be_there(cleared: World) -> None:
    one = _ask(cleared, by="district", is_insured=False)
    _refused("silver_asked", _ask, world=cleared)
    _refused("silver_same_person", silver.approve, agreement=one, by=cleared["district"], on=TODAY)
    _refused("silver_not_insured", silver.approve, agreement=one, by=cleared["city"], on=TODAY)
    _refused("reason_missing", silver.turn_down, agreement=one, by=cleared["city"], word="")
    silver.turn_down(agreement=one, by=cleared["city"], word="先办保险")
    _refused("silver_moved", silver.turn_down, agreement=one, by=cleared["city"], word="x")
    with pytest.raises(IntegrityError, match="silver_insured"), transaction.atomic():
        SilverAgreement.objects.for_system("t").update(state="running")


def test_a_hit_after_asking_stops_the_approval(cleared: World) -> None:
    one = _ask(cleared)
    clear(cleared, NUMBER, result=ClearanceResult.HIT)
    _refused("screening_not_passed", silver.approve, agreement=one, by=cleared["district"], on=TODAY)


def test_nobody_serves_two_schools_at_once(cleared: World) -> None:
    silver.approve(agreement=_ask(cleared), by=cleared["district"], on=TODAY)
    assert SCHOOL in _refused("silver_overlap", _ask, world=cleared, host=SISTER, by="district")


def test_ending_soon_renewing_and_reminding(cleared: World) -> None:
    one = _ask(cleared, ends_on=TODAY + timedelta(days=40))
    silver.approve(agreement=one, by=cleared["district"], on=TODAY)
    _refused(
        "silver_end_day", silver.end, agreement=one, ended_on=TODAY + timedelta(1), reason="x", by=cleared["school"],
        on=TODAY,
    )  # fmt: skip
    assert list(queries.due(cleared["school"], TODAY)) == [one]
    assert "1 份银龄协议即将到期" in [str(item.title) for item in waiting(cleared["school"])]
    assert (chores.remind_of_people(), chores.remind_of_people()) == (1, 0)
    assert len(acts("silver.due")) == 1
    offer = _offer(starts_on=one.ends_on, ends_on=years_on(one.ends_on, 12))
    given: dict[str, Any] = {"host": one.host, "offer": offer, "by": cleared["school"], "on": TODAY, "renews": one}
    silver.ask(**given)
    assert list(queries.due(cleared["school"], TODAY)) == []
    _refused("silver_renewed", silver.ask, **given)


def test_rules_of_agreements(cleared: World) -> None:
    values: dict[str, Any] = {
        "age_most": 63, "age_most_higher": 68, "term_months_most": 12, "health_days": 365, "hours_least_higher": 64,
        "subsidy_usual": 20000, "due_days": 60, "document": "文", "on": TODAY, "by": cleared["city"],
    }  # fmt: skip
    _refused("rules_values", silver.set_rules, effective_from=TODAY, **{**values, "age_most": 40})
    _refused("rules_past", silver.set_rules, effective_from=TODAY - timedelta(1), **values)
    silver.set_rules(effective_from=TODAY, **{**values, "age_most": 60})
    _refused("rules_exist", silver.set_rules, effective_from=TODAY, **values)
    assert "60 周岁" in _refused("silver_old", _ask, world=cleared)


# --- doctors ----------------------------------------------------------------------------------------------------------

HIGHER = "示例师范学院"


@pytest.fixture
def college(settled: World) -> World:
    """A school of higher education with two doctors, one of them new, and somebody with a master's degree."""
    settled.units[HIGHER] = add_school(district=settled.units["海陵区"], name=HIGHER, stage="higher")
    key = ("321202", HIGHER)
    common: dict[str, Any] = {"category": "teacher", "status": "active"}
    settled.enrol(
        person("甲博士", date(1985, 1, 1), key, education="博士研究生", joined_on=date(2025, 9, 1), **common),
        person("乙博士", date(1975, 1, 1), key, education="博士", joined_on=date(2010, 9, 1), **common),
        person("丙硕士", date(1988, 1, 1), key, education="硕士研究生", joined_on=date(2015, 9, 1), **common),
    )
    return settled


def test_a_count_stays_whatever_the_register_says_later(college: World) -> None:
    _refused("doctors_none", doctors.take_count, by=college["city"], on=TODAY)
    doctors.note_kind(school=college.units[HIGHER], kind=HigherKind.UNIVERSITY, by=college["city"])
    now = counted_today(college["city"], TODAY)
    assert (now.doctors, now.new, str(now.lines[0].share), now.lines[0].target) == (2, 1, "66.7", 20)
    assert counted_today(college["far_district"], TODAY).lines == []
    last_year = TODAY.replace(year=TODAY.year - 1, month=12, day=1)
    doctors.take_count(by=college["city"], on=last_year)
    _refused("doctors_year", doctors.take_count, by=college["city"], on=last_year)
    rows = Teacher.objects.for_system("t")
    rows.filter(name="甲博士").update(status=TeacherStatus.LEFT)
    rows.filter(name="乙博士").update(name="改名")
    assert set(DoctorEntry.objects.for_system("t").values_list("name", flat=True)) == {"甲博士", "乙博士"}
    doctors.take_count(by=college["city"], on=TODAY)
    gone = DoctorLeaver.objects.for_system("t").get()
    assert (gone.name, gone.reason, gone.school.name) == ("甲博士", "left", HIGHER)
    assert list(DoctorCount.objects.order_by("snapshot__year").values_list("doctors", "new")) == [(2, 1), (1, 0)]
    assert len(acts("doctors.counted")) == 2
    assert DoctorSnapshot.objects.count() == 2


def test_who_may_count(college: World) -> None:
    _refused("no_permission", doctors.take_count, by=college["district"], on=TODAY)
    kind: dict[str, Any] = {"kind": HigherKind.COLLEGE}
    _refused("doctors_school", doctors.note_kind, school=college.units[SCHOOL], by=college["city"], **kind)
    values: dict[str, Any] = {
        "baseline_on": date(2025, 1, 1), "deadline_on": date(2030, 12, 31), "new_target": 220,
        "university_percent": 25, "college_percent": 15, "document": "文", "on": TODAY, "by": college["city"],
    }  # fmt: skip
    wrong = {**values, "deadline_on": date(2024, 1, 1)}
    _refused("rules_values", doctors.set_rules, effective_from=TODAY, **wrong)
    _refused("rules_past", doctors.set_rules, effective_from=TODAY - timedelta(1), **values)
    doctors.set_rules(effective_from=TODAY, **values)
    _refused("rules_exist", doctors.set_rules, effective_from=TODAY, **values)
    assert counted_today(college["city"], TODAY).setting.new_target == 220
