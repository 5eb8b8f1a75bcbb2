"""Agreements with retired teachers: asked for by a school, approved by another person, ended or renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.crypto.seal import findable, lookup_digest
from kernel.orgs.choices import OrgKind, SchoolStage
from kernel.orgs.models import Organisation
from staffing.actions.candidates import cleared
from staffing.actions.common import need
from staffing.choices import SilverState
from staffing.errors import refuse
from staffing.models import SilverAgreement, SilverSetting
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.screening import registered
from staffing.queries.silver import bounds_of, setting_on
from staffing.rules.silver import SILVER_MOVES, Wanted, age_on, fault
from teachers.choices import TeacherStatus
from teachers.rules.id_number import birth_on, clean, problem

WHY = "agreements of one person, found by the own ID number"
WHAT = "办理银龄协议"


@dataclass(frozen=True)
class Offer:
    """An agreement as a form gives it."""

    name: str
    id_number: str
    phone: str
    former_unit: str
    title: str
    scheme: str
    duty: str
    subject: str
    starts_on: date
    ends_on: date
    hours: int
    subsidy: int
    subsidy_source: str
    health_on: date
    is_insured: bool


@transaction.atomic
def ask(
    *, host: Organisation, offer: Offer, by: User, on: date, renews: SilverAgreement | None = None
) -> SilverAgreement:
    """A school asks to engage somebody retired for a term; the person is cleared as new staff on this day."""
    need(by, Staffing.RECRUIT, host, WHAT)
    if host.kind != OrgKind.SCHOOL or host.closed_on is not None:
        raise refuse("recruit_school", school=host.name, unit=host.name)
    number = clean(offer.id_number)
    if problem(number):
        raise refuse("candidate_id")
    if not offer.name.strip():
        raise refuse("candidate_name")
    if not offer.former_unit.strip() or not offer.title.strip():
        raise refuse("silver_unknown")
    if not offer.subsidy_source.strip():
        raise refuse("silver_source")
    known = registered(number)
    _judged(host, offer, birth_on(number), on, is_serving=known is not None and known.status == TeacherStatus.ACTIVE)
    cleared(number, on)
    if renews is not None and SilverAgreement.objects.for_system(WHY).filter(renews=renews).exists():
        raise refuse("silver_renewed")
    _apart(number, offer.name, offer.starts_on, offer.ends_on)
    if SilverAgreement.objects.for_system(WHY).filter(
        id_digest__in=list(findable([number])), state=SilverState.ASKED
    ).exists():  # fmt: skip
        raise refuse("silver_asked", name=offer.name.strip())
    one = SilverAgreement.objects.create(
        **{**vars(offer), "id_number": number, "name": offer.name.strip()[:50],
           "former_unit": offer.former_unit.strip()[:60], "title": offer.title.strip()[:20],
           "subsidy_source": offer.subsidy_source.strip()[:60]},
        id_digest=lookup_digest(number), birth_on=birth_on(number), teacher=known, host=host, renews=renews,
        asked_by=by,
    )  # fmt: skip
    record(
        "silver.asked", by=by, subject=one, host=host.name, starts_on=str(one.starts_on), ends_on=str(one.ends_on)
    )  # fmt: skip
    return one


def _judged(host: Organisation, offer: Offer, born: date, on: date, *, is_serving: bool) -> None:
    setting = setting_on(on)
    wanted = Wanted(
        born, offer.starts_on, offer.ends_on, offer.health_on, offer.hours, host.stage == SchoolStage.HIGHER,
        offer.scheme, offer.title, offer.former_unit, host.name, is_serving,
    )  # fmt: skip
    if code := fault(wanted, bounds_of(setting), on):
        most = setting.age_most_higher if wanted.is_higher else setting.age_most
        raise refuse(
            code, name=offer.name.strip(), months=setting.term_months_most, most=most,
            age=age_on(born, offer.starts_on), days=setting.health_days, least=setting.hours_least_higher,
            title=offer.title,
        )  # fmt: skip


def _apart(number: str, name: str, starts_on: date, ends_on: date, *, without: int = 0) -> None:
    """Nobody serves two schools at once: terms of one person do not overlap."""
    rows = SilverAgreement.objects.for_system(WHY).select_for_update(of=("self",)).select_related("host")
    running = rows.filter(id_digest__in=list(findable([number])), state=SilverState.RUNNING).exclude(pk=without)
    other = running.filter(starts_on__lt=ends_on, ends_on__gt=starts_on).first()
    if other is not None:
        raise refuse("silver_overlap", name=name.strip(), school=other.host.name)


def _begun(agreement: SilverAgreement, name: str) -> SilverAgreement:
    rows = SilverAgreement.objects.for_system(WHY).select_for_update(of=("self",)).select_related("host")
    now: SilverAgreement = rows.get(pk=agreement.pk)
    if now.state not in SILVER_MOVES[name][0]:
        raise refuse("silver_moved", state=now.get_state_display())
    return now


def _done(one: SilverAgreement, name: str, by: User, **values: Any) -> SilverAgreement:
    for key, value in {**values, "state": SILVER_MOVES[name][1]}.items():
        setattr(one, key, value)
    one.save()
    record(f"silver.{name}", by=by, subject=one, host=one.host.name)
    return one


def _second(one: SilverAgreement, by: User) -> None:
    need(by, Staffing.CHECK, one.host, "审批银龄协议")
    if is_one_hand(by, [one.asked_by_id], one.asked_at):
        raise refuse("silver_same_person")


@transaction.atomic
def approve(*, agreement: SilverAgreement, by: User, on: date, word: str = "") -> SilverAgreement:
    """Another person approves: everything is asked once more, as it stands on this day."""
    now = _begun(agreement, "approve")
    _second(now, by)
    if not now.is_insured:
        raise refuse("silver_not_insured")
    cleared(now.id_number, on)
    _apart(now.id_number, now.name, now.starts_on, now.ends_on, without=now.pk)
    return _done(now, "approve", by, decided_by=by, decided_at=timezone.now(), answer=word.strip()[:300])


@transaction.atomic
def turn_down(*, agreement: SilverAgreement, by: User, word: str) -> SilverAgreement:
    """Another person refuses, and says why."""
    now = _begun(agreement, "refuse")
    _second(now, by)
    if not word.strip():
        raise refuse("reason_missing")
    return _done(now, "refuse", by, decided_by=by, decided_at=timezone.now(), answer=word.strip()[:300])


@transaction.atomic
def end(*, agreement: SilverAgreement, ended_on: date, reason: str, by: User, on: date) -> SilverAgreement:
    """An agreement ends before its term."""
    now = _begun(agreement, "end")
    need(by, Staffing.RECRUIT, now.host, WHAT)
    if not reason.strip():
        raise refuse("reason_missing")
    if not now.starts_on <= ended_on <= min(now.ends_on, on):
        raise refuse("silver_end_day")
    return _done(now, "end", by, ended_on=ended_on, end_reason=reason.strip()[:300])


@transaction.atomic
def set_rules(*, effective_from: date, by: User, on: date, **values: Any) -> SilverSetting:
    """New bounds from a day on; a row is never changed."""
    need(by, Staffing.ESTABLISH, None, "设定银龄规则")
    if effective_from < on:
        raise refuse("rules_past")
    if values["age_most"] < 50 or values["age_most_higher"] < values["age_most"] or values["term_months_most"] < 1:
        raise refuse("rules_values")
    row, is_new = SilverSetting.objects.get_or_create(
        effective_from=effective_from, defaults={**values, "set_by": by}
    )  # fmt: skip
    if not is_new:
        raise refuse("rules_exist", day=effective_from)
    record("silver.rules_set", by=by, subject=row, on=effective_from.isoformat(), document=row.document)
    return row
