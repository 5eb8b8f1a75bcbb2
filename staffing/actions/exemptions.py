"""Being left out of the exchange for a time: asked by the school, confirmed by another person of the department."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from staffing.actions.common import need
from staffing.actions.plan_moves import exempt
from staffing.choices import ExemptGround, ExemptionState
from staffing.errors import refuse
from staffing.models import Exemption
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.plan_inputs import setting_on
from staffing.rules.rotation import years_after
from teachers.choices import TeacherStatus
from teachers.models import Teacher


@transaction.atomic
def ask(*, teacher: Teacher, ground: str, until: date, paper: str, by: User, on: date) -> Exemption:
    """The school notes the ground, the paper and the term; it counts once it is confirmed."""
    school = Organisation.objects.get(pk=teacher.school_id)
    need(by, Staffing.REQUEST, school, "登记暂不交流")
    if teacher.status != TeacherStatus.ACTIVE:
        raise refuse("exempt_not_serving", name=teacher.name)
    if ground not in ExemptGround.values:
        raise refuse("exempt_ground")
    if not paper.strip():
        raise refuse("exempt_paper")
    if until <= on:
        raise refuse("exempt_end")
    most = setting_on(on).exempt_years_most
    if until > years_after(on, most):
        raise refuse("exempt_long", most=most)
    try:
        with transaction.atomic():
            one: Exemption = Exemption.objects.create(
                teacher=teacher, school=school, ground=ground, paper=paper.strip()[:300], starts_on=on, until=until,
                asked_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse("exempt_waits", name=teacher.name) from error
    record("exemption.asked", by=by, subject=one, until=str(until))
    return one


def _locked(one: Exemption, state: ExemptionState) -> Exemption:
    rows = Exemption.objects.for_system("an exemption that the caller found visible").select_for_update(of=("self",))
    now: Exemption = rows.select_related("teacher", "school").get(pk=one.pk)
    if now.state != state:
        raise refuse("exempt_moved", state=ExemptionState(now.state).label)
    return now


def _second(one: Exemption, by: User) -> Exemption:
    need(by, Staffing.CHECK, one.school, "确认暂不交流")
    now = _locked(one, ExemptionState.ASKED)
    if is_one_hand(by, [now.asked_by_id], now.asked_at):
        raise refuse("exempt_same_person")
    return now


@transaction.atomic
def confirm(*, exemption: Exemption, by: User, on: date, answer: str = "") -> None:
    """The second person confirms: planner and due lists leave the person out until the day."""
    now = _second(exemption, by)
    if now.until <= on:
        raise refuse("exempt_over")
    if now.teacher.school_id != now.school_id or now.teacher.status != TeacherStatus.ACTIVE:
        raise refuse("exempt_gone", name=now.teacher.name, school=now.school.name)
    now.state, now.decided_by, now.decided_at = ExemptionState.CONFIRMED, by, timezone.now()
    now.answer = answer.strip()[:300]
    now.save()
    exempt(teacher=now.teacher, ground=now.ground, until=now.until, paper=now.paper, by=by, on=on)
    record("exemption.confirmed", by=by, subject=now, until=str(now.until))


@transaction.atomic
def turn_down(*, exemption: Exemption, by: User, answer: str) -> None:
    """The second person does not agree, and says why."""
    if not answer.strip():
        raise refuse("reason_missing")
    now = _second(exemption, by)
    now.state, now.decided_by, now.decided_at = ExemptionState.REFUSED, by, timezone.now()
    now.answer = answer.strip()[:300]
    now.save()
    record("exemption.refused", by=by, subject=now)


@transaction.atomic
def withdraw(*, exemption: Exemption, by: User) -> None:
    """The school takes its request back."""
    need(by, Staffing.REQUEST, exemption.school, "撤回暂不交流登记")
    now = _locked(exemption, ExemptionState.ASKED)
    now.state = ExemptionState.WITHDRAWN
    now.save()
    record("exemption.withdrawn", by=by, subject=now)


@transaction.atomic
def end(*, exemption: Exemption, by: User, on: date) -> None:
    """The ground is gone before the term: the person counts again."""
    need(by, Staffing.REQUEST, exemption.school, "提前结束暂不交流")
    now = _locked(exemption, ExemptionState.CONFIRMED)
    if now.until <= on:
        raise refuse("exempt_over")
    now.state, now.ended_by, now.ended_on = ExemptionState.ENDED, by, on
    now.save()
    if now.teacher.school_id == now.school_id:
        exempt(teacher=now.teacher, ground="", until=None, paper="", by=by, on=on)
    record("exemption.ended", by=by, subject=now)
