"""Recruitment: a plan within the free places, two people, every move of a candidate, clearance before the post."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from recruiting import START, TODAY, WAY, Recruiting, clear
from world import FAR_SCHOOL, HAILING, SCHOOL, SISTER, World, acts, id_number, person, row_of

from ethics.choices.clearance import ClearanceResult
from kernel.errors import RuleBroken
from staffing.actions import candidates, chores, recruitment
from staffing.actions.candidates import Agreed
from staffing.choices import CandidateState, DegreeLevel, Funding, RecruitPlanState
from staffing.models import CandidateStep, PoolUnit, RecruitmentPlan, RecruitmentSetting, ServiceContract, Vacancy
from staffing.queries.people_waiting import waiting
from staffing.rules.recruitment import years_on
from teachers.choices import TeacherStatus
from teachers.models import Post, ServiceRecord, Teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def hiring(settled: World) -> Recruiting:
    """The school has three people in the establishment and five posts: two are free."""
    return Recruiting(settled)


def refused(code: str, act: Any, **values: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        act(**values)
    assert caught.value.code == code
    return caught.value


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_a_plan_goes_its_way(hiring: Recruiting) -> None:
    one = hiring.approved(2)
    assert one.plan.state == RecruitPlanState.DRAFT  # the row in hand is old
    plan = RecruitmentPlan.objects.get()
    assert (plan.state, plan.document, plan.decided_by) == ("approved", "泰教人〔2027〕1号", hiring.world["city"])
    assert [acts(f"recruitment.{name}") != [] for name in ("made", "vacancy", "submit", "approve")] == [True] * 4
    recruitment.close(plan=plan, by=hiring.world["district"])
    assert RecruitmentPlan.objects.get().state == "closed"


def test_more_than_the_free_places_names_the_balance(hiring: Recruiting) -> None:
    plan = hiring.plan()
    found = refused("recruit_short", hiring.vacancy, plan=plan, posts=3)
    for part in (SCHOOL, "可用编制 5 名", "在编 3 人", "空编 2 名", "报 3 名"):
        assert part in found.message
    assert Vacancy.objects.count() == 0
    hiring.vacancy(plan, 2)
    other = hiring.plan(title="公开招聘")
    recruitment.submit(plan=plan, by=hiring.world["district"])
    assert "其他计划已占 2 名" in refused("recruit_short", hiring.vacancy, plan=other, posts=1).message


def test_who_retires_by_then_leaves_a_place(hiring: Recruiting) -> None:
    hiring.world.enrol(person("将退", date(TODAY.year - 63, 1, 5), services=[("1990-09", None, "teaching")]))
    plan = hiring.plan()
    hiring.vacancy(plan, 2)  # four in post, one of them retired by September
    refused("recruit_short", hiring.vacancy, plan=plan, posts=1)


def test_a_borrowed_post_that_goes_back_is_no_place(hiring: Recruiting) -> None:
    hiring.pools.approve(SISTER, 10)
    hiring.pools.put_in(SISTER, 3)
    loan = hiring.pools.lend(SCHOOL, 3)
    plan = hiring.plan()
    hiring.vacancy(plan, 5)
    late = {"plan": plan, "posts": 1, "starts_on": loan.ends_on}
    assert "可用编制 5 名" in refused("recruit_short", hiring.vacancy, **late).message


PLAN_FAULTS = [
    ("recruit_year", {"year": START.year + 9}),
    ("recruit_title", {"title": " "}),
    ("out_of_scope", {"by": "far_district"}),
    ("no_permission", {"by": "honors"}),
]


@pytest.mark.parametrize(("code", "change"), PLAN_FAULTS)
def test_a_plan_that_cannot_be(hiring: Recruiting, code: str, change: dict[str, Any]) -> None:
    given = {"unit": hiring.world.units[HAILING], "year": START.year, "title": "甲", "on": TODAY, **change}
    refused(code, recruitment.make_plan, **{**given, "by": hiring.world[change.get("by", "district")]})


VACANCY_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("subject_missing", {"subject": " "}),
    ("posts_missing", {"posts": 0}),
    ("recruit_starts", {"starts_on": TODAY}),
]


@pytest.mark.parametrize(("code", "change"), VACANCY_FAULTS)
def test_a_vacancy_that_cannot_be(hiring: Recruiting, code: str, change: dict[str, Any]) -> None:
    refused(code, hiring.vacancy, plan=hiring.plan(), **change)


def test_a_vacancy_of_another_unit(hiring: Recruiting) -> None:
    plan, world = hiring.plan(), hiring.world
    refused("recruit_school", hiring.vacancy, plan=plan, school=world.units[FAR_SCHOOL], by=world["city"])
    refused("out_of_scope", hiring.vacancy, plan=plan, school=world.units[FAR_SCHOOL])


def test_nobody_twice(hiring: Recruiting) -> None:
    plan, world = hiring.plan(by="city"), hiring.world
    refused("recruit_plan_exists", hiring.plan)
    refused("recruit_plan_empty", recruitment.submit, plan=plan, by=world["city"])
    hiring.vacancy(plan)
    recruitment.submit(plan=plan, by=world["district"])
    refused("recruit_plan_moved", recruitment.submit, plan=plan, by=world["district"])
    for name in ("city", "district"):
        refused("recruit_same_person", recruitment.approve, plan=plan, document="文", by=world[name])
    with pytest.raises(IntegrityError, match="recruitmentplan_two_persons"), transaction.atomic():
        RecruitmentPlan.objects.update(state="approved", decided_by=world["city"], document="文")


def test_a_plan_goes_back_with_a_reason(hiring: Recruiting) -> None:
    plan, city = hiring.plan(), hiring.world["city"]
    one = hiring.vacancy(plan)
    recruitment.submit(plan=plan, by=hiring.world["district"])
    refused("document_missing", recruitment.approve, plan=plan, document=" ", by=city)
    refused("reason_missing", recruitment.give_back, plan=plan, answer="", by=city)
    refused("no_permission", recruitment.give_back, plan=plan, answer="x", by=hiring.world["school"])
    recruitment.give_back(plan=plan, answer="请核减", by=city)
    one.plan.refresh_from_db()
    recruitment.drop_vacancy(vacancy=one, by=hiring.world["district"])
    assert Vacancy.objects.count() == 0
    assert len(acts("recruitment.return")) == 1


# --- candidates -------------------------------------------------------------------------------------------------------


CANDIDATE_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("candidate_id", {"id_number": "321299200305060001"}),
    ("candidate_name", {"name": " "}),
    ("candidate_not_normal", {"is_normal": False}),
    ("candidate_degree", {"degree": DegreeLevel.BACHELOR}),
    ("candidate_school", {"graduated_from": ""}),
    ("candidate_year", {"graduated_in": 1900}),
]


@pytest.mark.parametrize(("code", "change"), CANDIDATE_FAULTS)
def test_who_does_not_fit(hiring: Recruiting, code: str, change: dict[str, Any]) -> None:
    one = hiring.approved(needs_normal=True, least_degree=DegreeLevel.MASTER)
    refused(code, hiring.candidate, vacancy=one, **{"degree": DegreeLevel.MASTER, **change})


def test_nobody_applies_twice_or_too_early(hiring: Recruiting) -> None:
    plan = hiring.plan()
    refused("recruit_not_approved", hiring.candidate, vacancy=hiring.vacancy(plan))
    one = hiring.approved(title="另一")
    known = hiring.candidate(one)
    refused("candidate_twice", hiring.candidate, vacancy=one, id_number=known.id_number)
    assert known.id_digest != known.id_number


def test_the_whole_way_into_the_register(hiring: Recruiting) -> None:
    vacancy = hiring.approved(2)
    one = hiring.offer(hiring.ready(vacancy))
    assert Vacancy.objects.get().taken == 1
    hiring.advance(one, "accept")
    start = TODAY
    Vacancy.objects.update(starts_on=start)
    contract = candidates.appoint(
        candidate=one, agreed=Agreed("HT-1", TODAY, start), by=hiring.world["school"], on=TODAY
    )
    teacher = row_of(one.id_number)
    assert (teacher.school, teacher.employment, teacher.status) == (hiring.school, "establishment", "active")
    assert (teacher.subject, teacher.education) == ("数学", "本科")
    assert Post.objects.for_system("t").get(teacher=teacher).valid_from == start
    assert ServiceRecord.objects.for_system("t").get(teacher=teacher).kind == "teaching"
    assert (contract.ends_on, contract.service_until) == (years_on(start, 36), years_on(start, 36))
    assert contract.probation_until == years_on(start, 12)
    one.refresh_from_db()
    assert one.state == CandidateState.ENROLLED
    assert PoolUnit.objects.get(unit=hiring.school).in_post == 4
    assert Vacancy.objects.get().taken == 1
    steps = list(CandidateStep.objects.for_system("t").values_list("name", flat=True))
    assert steps == [*WAY, "offer", "accept", "enrol"]
    assert len(acts("candidate.enrol")) == 1
    for event in (*acts("candidate.enrol"), *acts("candidate.registered")):
        assert one.id_number not in str(event.detail)


def test_the_paid_for_serve_longer(hiring: Recruiting) -> None:
    one = hiring.advance(hiring.offer(hiring.ready(hiring.approved(), funding=Funding.RURAL)), "accept")
    Vacancy.objects.update(starts_on=TODAY)
    act: dict[str, Any] = {"candidate": one, "by": hiring.world["school"], "on": TODAY}
    refused("service_short", candidates.appoint, agreed=Agreed("1", TODAY, TODAY, service_years=3), **act)
    refused("contract_short", candidates.appoint, agreed=Agreed("1", TODAY, TODAY, contract_years=2), **act)
    refused("probation_long", candidates.appoint, agreed=Agreed("1", TODAY, TODAY, probation_months=13), **act)
    refused("contract_number", candidates.appoint, agreed=Agreed(" ", TODAY, TODAY), **act)
    refused("contract_joined", candidates.appoint, agreed=Agreed("1", TODAY, TODAY + timedelta(1)), **act)
    refused("contract_signed", candidates.appoint, agreed=Agreed("1", TODAY + timedelta(1), TODAY), **act)
    contract = candidates.appoint(agreed=Agreed("1", TODAY, TODAY), **act)
    assert contract.service_until == years_on(TODAY, 72)


SCREENINGS = [
    (None, "screening_missing"),
    ((TODAY, ClearanceResult.PENDING), "screening_pending"),
    ((TODAY - timedelta(days=61), ClearanceResult.NONE), "screening_stale"),
    ((TODAY, ClearanceResult.HIT), "screening_not_passed"),
    ((TODAY, ClearanceResult.DISPUTED), "screening_not_passed"),
]


@pytest.mark.parametrize(("answer", "code"), SCREENINGS)
def test_nobody_goes_on_without_the_check_before_hiring(hiring: Recruiting, answer: Any, code: str) -> None:
    one = hiring.candidate(hiring.approved())
    if answer:
        clear(hiring.world, one.id_number, on=answer[0], result=answer[1])
    hiring.advance(one, "shortlist", "interview")
    with pytest.raises(RuleBroken) as caught:
        hiring.advance(one, "examine")
    assert caught.value.code == code
    one.refresh_from_db()
    assert one.state == CandidateState.INTERVIEWED


def test_a_result_that_grew_old_stops_the_appointment(hiring: Recruiting) -> None:
    """The offer was made in time; the post needs a result of its own days."""
    one = hiring.advance(hiring.offer(hiring.ready(hiring.approved())), "accept")
    Vacancy.objects.update(starts_on=TODAY)
    late = TODAY + timedelta(days=61)
    act: dict[str, Any] = {"candidate": one, "by": hiring.world["school"], "agreed": Agreed("1", TODAY, TODAY)}
    refused("screening_stale", candidates.appoint, on=late, **act)
    assert Teacher.objects.for_system("t").count() == 4
    assert ServiceContract.objects.for_system("t").count() == 0
    clear(hiring.world, one.id_number, on=TODAY, result=ClearanceResult.HIT)
    refused("screening_not_passed", candidates.appoint, on=TODAY, **act)


def test_an_offer_counts_against_the_vacancy(hiring: Recruiting) -> None:
    vacancy = hiring.approved(1)
    first, second = hiring.ready(vacancy), hiring.ready(vacancy)
    hiring.offer(first)
    assert "1 名" in refused("vacancy_full", hiring.offer, one=second).message
    hiring.advance(first, "decline")
    assert hiring.offer(second).state == CandidateState.OFFERED
    with pytest.raises(IntegrityError, match="vacancy_not_overfilled"), transaction.atomic():
        Vacancy.objects.update(taken=2)


def test_an_offer_counts_against_the_places_of_the_school(hiring: Recruiting) -> None:
    """Somebody was transferred in meanwhile: the plan is approved, the place is gone."""
    vacancy = hiring.approved(2)
    first, second = hiring.ready(vacancy), hiring.ready(vacancy)
    hiring.offer(first)
    hiring.world.enrol(person("调入", date(1988, 8, 8), services=[("2010-09", None, "teaching")]))
    found = refused("offer_short", hiring.offer, one=second)
    for part in (SCHOOL, "可用编制 5 名", "在编 4 人", "已承诺录用 1 人"):
        assert part in found.message


def test_one_person_has_one_offer(hiring: Recruiting) -> None:
    one = hiring.ready(hiring.approved())
    other = hiring.candidate(hiring.approved(title="另一"), id_number=one.id_number)
    hiring.offer(one)
    refused("candidate_elsewhere", hiring.offer, one=hiring.advance(other, *WAY))
    assert Vacancy.objects.get(plan__title="另一").taken == 0


def test_moves_only_by_the_table(hiring: Recruiting) -> None:
    one = hiring.candidate(hiring.approved())
    school = hiring.world["school"]
    for name in ("interview", "accept", "decline", "revoke"):
        refused("candidate_moved", candidates.advance, candidate=one, name=name, by=school, on=TODAY, word="x")
    refused("candidate_no_move", candidates.advance, candidate=one, name="offer", by=school, on=TODAY)
    refused("candidate_word", candidates.advance, candidate=one, name="refuse", by=school, on=TODAY)
    refused("candidate_moved", candidates.offer, candidate=one, by=school, on=TODAY)
    stranger = hiring.world["far_school"]
    refused("out_of_scope", candidates.advance, candidate=one, name="shortlist", by=stranger, on=TODAY)
    hiring.advance(one, "refuse")
    assert CandidateStep.objects.for_system("t").get().note == "合格"


def test_who_serves_elsewhere_is_not_recruited(hiring: Recruiting) -> None:
    number = id_number(date(1990, 5, 4))  # 陈晓 of the school itself
    one = hiring.advance(hiring.offer(hiring.ready(hiring.approved(), id_number=number)), "accept")
    Vacancy.objects.update(starts_on=TODAY)
    act: dict[str, Any] = {
        "candidate": one,
        "by": hiring.world["school"],
        "agreed": Agreed("1", TODAY, TODAY),
        "on": TODAY,
    }
    assert SCHOOL in refused("candidate_in_register", candidates.appoint, **act).message
    Teacher.objects.for_system("t").filter(name="陈晓").update(status=TeacherStatus.LEFT)
    candidates.appoint(**act)
    assert row_of(number).status == TeacherStatus.ACTIVE


def test_terms_that_end_are_told_once(hiring: Recruiting) -> None:
    one = hiring.advance(hiring.offer(hiring.ready(hiring.approved())), "accept")
    Vacancy.objects.update(starts_on=TODAY)
    candidates.appoint(candidate=one, agreed=Agreed("1", TODAY, TODAY), by=hiring.world["school"], on=TODAY)
    assert chores.remind_of_people() == 0
    ServiceContract.objects.for_system("t").update(service_until=TODAY + timedelta(days=30))
    assert "1 份聘用合同或服务期即将届满" in [str(item.title) for item in waiting(hiring.world["school"])]
    assert waiting(hiring.world["far_school"]) == []
    assert (chores.remind_of_people(), chores.remind_of_people()) == (1, 0)
    assert acts("contract.due")[0].detail["service_until"] == str(TODAY + timedelta(days=30))


def test_rules_are_dated_rows(hiring: Recruiting) -> None:
    values: dict[str, Any] = {
        "service_years": 5, "funded_years": 6, "contract_years": 3, "probation_months": 12, "due_days": 90,
        "document": "泰教人〔2027〕2号", "on": TODAY,
    }  # fmt: skip
    city = hiring.world["city"]
    recruitment.set_rules(effective_from=TODAY, by=city, **values)
    refused("rules_exist", recruitment.set_rules, effective_from=TODAY, by=city, **values)
    refused("rules_past", recruitment.set_rules, effective_from=date(2020, 1, 1), by=city, **values)
    short = {**values, "contract_years": 2}
    refused("contract_short", recruitment.set_rules, effective_from=TODAY + timedelta(1), by=city, **short)
    refused("no_permission", recruitment.set_rules, effective_from=TODAY, by=hiring.world["district"], **values)
    assert RecruitmentSetting.objects.count() == 2
