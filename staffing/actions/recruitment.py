"""The yearly plan of recruitment: vacancies within the free places, approved by a second person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.actions.common import balances as counted
from staffing.actions.common import need
from staffing.choices import RecruitPlanState
from staffing.errors import refuse
from staffing.models import RecruitmentPlan, RecruitmentSetting, Vacancy
from staffing.permissions import StaffingPermission as Staffing
from staffing.policy import CONTRACTS
from staffing.queries.recruitment import grounds, planned_places
from staffing.rules.figures import year_on
from staffing.rules.recruitment import PLAN_MOVES, Balance, balance, contract_fault, short_on

WHAT = "办理招聘计划"


@transaction.atomic
def make_plan(*, unit: Organisation, year: int, title: str, by: User, on: date) -> RecruitmentPlan:
    """A unit begins a plan for a school year."""
    need(by, Staffing.RECRUIT, unit, WHAT)
    if not year_on(on) <= year <= year_on(on) + 3:
        raise refuse("recruit_year", year=year)
    if not title.strip():
        raise refuse("recruit_title")
    plan, is_new = RecruitmentPlan.objects.get_or_create(
        unit=unit, year=year, title=title.strip()[:60], defaults={"made_by": by}
    )
    if not is_new:
        raise refuse("recruit_plan_exists", title=plan.title, year=year)
    record("recruitment.made", by=by, subject=plan, unit=unit.name, year=year, title=plan.title)
    return plan


def _locked(plan: RecruitmentPlan, state: RecruitPlanState) -> RecruitmentPlan:
    now = RecruitmentPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if now.state != state:
        raise refuse("recruit_plan_moved", state=state.label)
    return now


@transaction.atomic
def add_vacancy(*, plan: RecruitmentPlan, school: Organisation, by: User, on: date, **values: Any) -> Vacancy:
    """Ask for posts of one school and subject; no more than the school has free places on the day they begin."""
    now = _locked(plan, RecruitPlanState.DRAFT)
    need(by, Staffing.RECRUIT, now.unit, WHAT)
    need(by, Staffing.RECRUIT, school, WHAT)
    if school.kind != OrgKind.SCHOOL or not school.path.startswith(now.unit.path):
        raise refuse("recruit_school", school=school.name, unit=now.unit.name)
    if school.closed_on is not None:
        raise refuse("closed_school", school=school.name, day=school.closed_on)
    if not values["subject"].strip():
        raise refuse("subject_missing")
    if values["posts"] < 1:
        raise refuse("posts_missing")
    if values["starts_on"] <= on:
        raise refuse("recruit_starts")
    one = Vacancy.objects.create(plan=now, school=school, **{**values, "subject": values["subject"].strip()[:30]})
    within(now, {school.pk: school})
    record("recruitment.vacancy", by=by, subject=now, school=school.name, posts=one.posts, subject_name=one.subject)
    return one


@transaction.atomic
def drop_vacancy(*, vacancy: Vacancy, by: User) -> None:
    """Take a vacancy out of a draft."""
    now = _locked(vacancy.plan, RecruitPlanState.DRAFT)
    need(by, Staffing.RECRUIT, now.unit, WHAT)
    record("recruitment.vacancy_dropped", by=by, subject=now, school=vacancy.school.name, posts=vacancy.posts)
    vacancy.delete()


def within(plan: RecruitmentPlan, schools: dict[int, Organisation]) -> None:
    """Refuse a plan by which a school would have more people than places on a day; the school's account is held until
    the transaction ends, so that two plans never count the same places."""
    for pk in sorted(schools):
        counted(schools[pk])
    ground, planned = grounds(schools), planned_places(schools, plan.pk)
    for pk, school in schools.items():
        days = sorted({day for day, _number in planned[pk]})
        short = short_on((balance(ground[pk], day, planned[pk]) for day in days), 0)
        if short is not None:
            own = sum(one.posts for one in Vacancy.objects.filter(plan=plan, school=school))
            raise refuse("recruit_short", posts=own, **_words(school, short), others=short.promised - own)


def _words(school: Organisation, one: Balance) -> dict[str, Any]:
    return {
        "school": school.name, "day": one.day, "disposal": one.disposal - one.returning,
        "in_post": one.in_post - one.leaving, "free": max(one.free + one.promised, 0),
    }  # fmt: skip


@transaction.atomic
def submit(*, plan: RecruitmentPlan, by: User) -> RecruitmentPlan:
    """Put a plan before the second person."""
    now = _locked(plan, PLAN_MOVES["submit"].source)
    need(by, Staffing.RECRUIT, now.unit, WHAT)
    schools = _schools(now)
    if not schools:
        raise refuse("recruit_plan_empty")
    within(now, schools)
    return _moved(now, "submit", by, submitted_by=by, submitted_at=timezone.now(), answer="")


def _schools(plan: RecruitmentPlan) -> dict[int, Organisation]:
    return {one.school_id: one.school for one in plan.vacancies.select_related("school")}


@transaction.atomic
def approve(*, plan: RecruitmentPlan, document: str, by: User, answer: str = "") -> RecruitmentPlan:
    """The second person approves: from now on its places are kept, and candidates may be registered."""
    now = _locked(plan, PLAN_MOVES["approve"].source)
    need(by, Staffing.CHECK, now.unit, "审批招聘计划")
    _second(now, by)
    if not document.strip():
        raise refuse("document_missing")
    within(now, _schools(now))
    return _moved(
        now, "approve", by, decided_by=by, decided_at=timezone.now(), document=document.strip()[:160],
        answer=answer.strip()[:300],
    )  # fmt: skip


@transaction.atomic
def give_back(*, plan: RecruitmentPlan, answer: str, by: User) -> RecruitmentPlan:
    """The second person sends a plan back, and says why."""
    now = _locked(plan, PLAN_MOVES["return"].source)
    need(by, Staffing.CHECK, now.unit, "审批招聘计划")
    _second(now, by)
    if not answer.strip():
        raise refuse("reason_missing")
    return _moved(now, "return", by, answer=answer.strip()[:300])


@transaction.atomic
def close(*, plan: RecruitmentPlan, by: User) -> RecruitmentPlan:
    """The year's recruitment is over: places that nobody took are free again."""
    now = _locked(plan, PLAN_MOVES["close"].source)
    need(by, Staffing.RECRUIT, now.unit, WHAT)
    return _moved(now, "close", by)


def _second(plan: RecruitmentPlan, by: User) -> None:
    if is_one_hand(by, [plan.made_by_id, plan.submitted_by_id], plan.made_at):
        raise refuse("recruit_same_person")


def _moved(plan: RecruitmentPlan, name: str, by: User, **values: Any) -> RecruitmentPlan:
    for key, value in {**values, "state": PLAN_MOVES[name].target}.items():
        setattr(plan, key, value)
    plan.save()
    record(f"recruitment.{name}", by=by, subject=plan, title=plan.title)
    return plan


@transaction.atomic
def set_rules(*, effective_from: date, by: User, on: date, **values: Any) -> RecruitmentSetting:
    """New terms from a day on; a row is never changed."""
    need(by, Staffing.ESTABLISH, None, "设定招聘规则")
    if effective_from < on:
        raise refuse("rules_past")
    law = CONTRACTS.on(effective_from).value
    if fault := contract_fault(
        values["contract_years"], values["probation_months"], law.least_years, law.most_probation
    ):
        raise refuse(fault, least=law.least_years, most=law.most_probation)
    row, is_new = RecruitmentSetting.objects.get_or_create(
        effective_from=effective_from, defaults={**values, "set_by": by}
    )
    if not is_new:
        raise refuse("rules_exist", day=effective_from)
    record("recruitment.rules_set", by=by, subject=row, on=effective_from.isoformat(), document=row.document)
    return row
