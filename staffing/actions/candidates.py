"""A candidate's way from the application to the post: each move by the table, the offer within the free places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.crypto.seal import findable, lookup_digest
from kernel.orgs.models import Organisation
from staffing.actions.common import balances as counted
from staffing.actions.common import need
from staffing.choices import DEGREE_WORDS, Funding, RecruitPlanState
from staffing.errors import refuse
from staffing.models import Candidate, CandidateStep, ServiceContract, Vacancy
from staffing.permissions import StaffingPermission as Staffing
from staffing.policy import CONTRACTS
from staffing.queries.recruitment import grounds, setting_on, standing_offers
from staffing.queries.screening import answer_code, objections, registered
from staffing.rules.recruitment import (
    MOVES,
    CandidateMove,
    balance,
    contract_fault,
    days_to_ask,
    is_enough,
    short_on,
    terms_of,
)
from teachers.actions.roster import enrol
from teachers.choices import EmploymentKind, IdKind, PostCategory, ServiceKind, TeacherStatus
from teachers.rules.enrolment import Enrolment
from teachers.rules.id_number import birth_on, clean, problem, sex

WHY = "a candidate that the caller found visible"
WHAT = "办理招聘"


@dataclass(frozen=True)
class Applicant:
    """Somebody as a form or a workbook gives them."""

    name: str
    id_number: str
    phone: str
    graduated_from: str
    graduated_in: int
    major: str
    is_normal: bool
    funding: Funding
    degree: str
    certificate: str


@transaction.atomic
def register(*, vacancy: Vacancy, applicant: Applicant, by: User, on: date) -> Candidate:
    """Note somebody who applied for a vacancy of an approved plan and fits what it asks for."""
    row = Vacancy.objects.select_related("plan", "school").get(pk=vacancy.pk)
    need(by, Staffing.RECRUIT, row.school, WHAT)
    number = fitting(row, applicant, on)
    found = Candidate.objects.for_system(WHY).filter(vacancy=row, id_digest__in=list(findable([number])))
    if found.exists():
        raise refuse("candidate_twice", name=applicant.name.strip())
    one = Candidate.objects.create(
        vacancy=row, name=applicant.name.strip()[:50], id_number=number, id_digest=lookup_digest(number),
        sex=sex(number), birth_on=birth_on(number), phone=applicant.phone.strip()[:20],
        graduated_from=applicant.graduated_from.strip()[:60], graduated_in=applicant.graduated_in,
        major=applicant.major.strip()[:60], is_normal=applicant.is_normal, funding=applicant.funding,
        degree=applicant.degree, certificate=applicant.certificate.strip()[:60], registered_by=by,
    )  # fmt: skip
    record("candidate.registered", by=by, subject=one, school=row.school.name, subject_name=row.subject)
    return one


def fitting(vacancy: Vacancy, one: Applicant, on: date) -> str:
    """The ID number of an applicant who fits an open vacancy; refused with the first thing that does not."""
    if vacancy.plan.state != RecruitPlanState.APPROVED:
        raise refuse("recruit_not_approved")
    number = clean(one.id_number)
    if problem(number):
        raise refuse("candidate_id")
    if not one.name.strip():
        raise refuse("candidate_name")
    if vacancy.needs_normal and not one.is_normal:
        raise refuse("candidate_not_normal")
    if not is_enough(one.degree, vacancy.least_degree):
        raise refuse("candidate_degree", least=vacancy.get_least_degree_display())
    if not one.graduated_from.strip():
        raise refuse("candidate_school")
    if not 1950 <= one.graduated_in <= on.year + 4:
        raise refuse("candidate_year", year=one.graduated_in)
    return number


def _begun(candidate: Candidate, name: str, by: User, word: str) -> tuple[Candidate, CandidateMove]:
    """The candidate, held, and the move, when the table allows it."""
    move = MOVES[name]
    rows = Candidate.objects.for_system(WHY).select_for_update(of=("self",))
    now: Candidate = rows.select_related("vacancy__school", "vacancy__plan").get(pk=candidate.pk)
    need(by, Staffing.RECRUIT, now.vacancy.school, WHAT)
    if now.state not in move.sources:
        raise refuse("candidate_moved", state=now.get_state_display())
    if move.needs_word and not word.strip():
        raise refuse("candidate_word")
    return now, move


def _done(now: Candidate, move: CandidateMove, by: User, word: str) -> Candidate:
    """Write the move down. A place is taken or given back by a condition that the database holds as well."""
    if move.takes > 0:
        rows = Vacancy.objects.filter(pk=now.vacancy_id, taken__lt=F("posts"))
        if not rows.update(taken=F("taken") + 1):
            raise refuse("vacancy_full", posts=now.vacancy.posts)
    elif move.takes < 0:
        Vacancy.objects.filter(pk=now.vacancy_id).update(taken=F("taken") - 1)
    now.state = move.target
    try:
        with transaction.atomic():
            now.save(update_fields=["state"])
    except IntegrityError:  # candidate_one_standing_offer
        raise refuse("candidate_elsewhere", name=now.name) from None
    CandidateStep.objects.create(candidate=now, name=move.name, note=word.strip()[:300], by=by)
    record(f"candidate.{move.name}", by=by, subject=now)
    return now


@transaction.atomic
def advance(*, candidate: Candidate, name: str, by: User, on: date, word: str = "") -> Candidate:
    """Any move but offer and appointment; the medical check and the check before hiring go together."""
    if name in ("offer", "enrol") or name not in MOVES:
        raise refuse("candidate_no_move")
    now, move = _begun(candidate, name, by, word)
    if move.needs_clearance:
        cleared(now.id_number, on)
    return _done(now, move, by, word)


def cleared(number: str, on: date) -> None:
    """Refuse whom the check before hiring does not let through on the day; each answer has its own sentence."""
    answer = answer_code(objections(number, on))
    if answer != "clear":
        raise refuse(f"screening_{answer}")


@transaction.atomic
def offer(*, candidate: Candidate, by: User, on: date, word: str = "") -> Candidate:
    """Promise a place: within the vacancy, and within the places that the school has free on the day it begins and on
    each later day on which another promise begins."""
    school = Vacancy.objects.select_related("school").get(pk=candidate.vacancy_id).school
    counted(school)  # first of all: one offer of a school at a time
    now, move = _begun(candidate, "offer", by, word)
    if now.vacancy.plan.state != RecruitPlanState.APPROVED:
        raise refuse("recruit_not_approved")
    cleared(now.id_number, on)
    has_place(school, now.vacancy.starts_on, without=now.pk)
    return _done(now, move, by, word)


def has_place(school: Organisation, day: date, *, without: int) -> None:
    """Refuse where one more person would not fit from a day on; the caller holds the school's account."""
    places = standing_offers(school.pk, without=without)
    ground = grounds([school.pk])[school.pk]
    short = short_on((balance(ground, one, places) for one in days_to_ask(day, places)), 1)
    if short is not None:
        raise refuse(
            "offer_short", school=school.name, day=short.day, disposal=short.disposal - short.returning,
            in_post=short.in_post - short.leaving, promised=short.promised,
        )  # fmt: skip


@dataclass(frozen=True)
class Agreed:
    """What the contract says; years and months that are not given are those of the rule of the day."""

    number: str
    signed_on: date
    joined_on: date
    contract_years: int | None = None
    probation_months: int | None = None
    service_years: int | None = None


@transaction.atomic
def appoint(*, candidate: Candidate, agreed: Agreed, by: User, on: date) -> ServiceContract:
    """Somebody who accepted takes up the post: cleared on this very day, into the register by the same action as any
    roster, with contract, probation and term of service."""
    school = Vacancy.objects.select_related("school").get(pk=candidate.vacancy_id).school
    counted(school)
    now, move = _begun(candidate, "enrol", by, "")
    if not agreed.number.strip():
        raise refuse("contract_number")
    if not now.vacancy.starts_on <= agreed.joined_on <= on:
        raise refuse("contract_joined", start=now.vacancy.starts_on)
    if agreed.signed_on > on:
        raise refuse("contract_signed")
    cleared(now.id_number, on)
    known = registered(now.id_number)
    if known is not None and known.status == TeacherStatus.ACTIVE:
        raise refuse("candidate_in_register", name=now.name, school=known.school.name)
    has_place(school, agreed.joined_on, without=now.pk)
    terms = _terms(now, agreed)
    enrol(people=[_person(now, school, agreed.joined_on)], by=by, on=on, source=now.vacancy.plan.number)
    counted(school)  # the ledger's count of the school's people follows at once
    teacher = registered(now.id_number)
    assert teacher is not None
    contract = ServiceContract.objects.create(
        candidate=now, teacher=teacher, school=school, number=agreed.number.strip()[:60], signed_on=agreed.signed_on,
        **terms,
    )  # fmt: skip
    _done(now, move, by, "")
    return contract


def _terms(one: Candidate, agreed: Agreed) -> dict[str, date]:
    setting, law = setting_on(agreed.joined_on), CONTRACTS.on(agreed.joined_on).value
    usual = setting.service_years if one.funding == Funding.NONE else setting.funded_years
    years = setting.contract_years if agreed.contract_years is None else agreed.contract_years
    months = setting.probation_months if agreed.probation_months is None else agreed.probation_months
    service = usual if agreed.service_years is None else agreed.service_years
    if fault := contract_fault(years, months, law.least_years, law.most_probation):
        raise refuse(fault, least=law.least_years, most=law.most_probation)
    if one.funding != Funding.NONE and service < setting.funded_years:
        raise refuse("service_short", least=setting.funded_years)
    return vars(terms_of(agreed.joined_on, years, months, service))


def _person(one: Candidate, school: Organisation, joined_on: date) -> Enrolment:
    month = joined_on.replace(day=1)
    fields: dict[str, Any] = {
        "name": one.name, "id_kind": IdKind.RESIDENT, "id_number": one.id_number, "sex": one.sex,
        "birth_on": one.birth_on, "phone": one.phone, "stage": one.vacancy.stage, "subject": one.vacancy.subject,
        "education": DEGREE_WORDS[one.degree], "employment": EmploymentKind.ESTABLISHMENT,
        "category": PostCategory.TEACHER, "status": TeacherStatus.ACTIVE,
    }  # fmt: skip
    if registered(one.id_number) is None:
        fields |= {"started_work_month": month, "started_teaching_month": month}
    person = Enrolment(one.id_number, 1, fields, (school.division_code, school.name), joined_on)
    person.services[month, ServiceKind.TEACHING] = (None, school.name)
    return person
