"""Stays in enterprises from their record to their confirmation; recognition as 双师型 and its re-check."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import demand, is_one_hand
from kernel.audit.actions import record
from teachers.models import Teacher
from training.choices import DualGrade
from training.errors import refuse
from training.models import Base, DualCheck, DualRecognition, PracticeStay
from training.permissions import TrainingPermission
from training.queries.duty_rules import practice_rule
from training.rules.practice import VOCATIONAL, recheck_due


@transaction.atomic
def record_stay(
    *, teacher: Teacher, company: str, form: str, task: str, first_on: date, last_on: date, on: date, by: User,
    base: Base | None = None,
) -> PracticeStay:  # fmt: skip
    """The school puts down days in an enterprise that are over; they count when the office above has confirmed."""
    _reach(teacher, by, "登记企业实践")
    if last_on > on:
        raise refuse("stay_ahead")
    base = Base.objects.get(pk=base.pk) if base else None
    if base is not None and base.ended_on is not None and base.ended_on <= first_on:
        raise refuse("base_over")
    _lock(teacher)
    name = company.strip()[:80]
    known = PracticeStay.objects.visible_to(by).filter(teacher=teacher, company=name, first_on=first_on, struck_at=None)
    if known.exists():
        raise refuse("stay_known", who=teacher.name, on=first_on)
    stay: PracticeStay = PracticeStay.objects.create(
        teacher=teacher, base=base, company=name, form=form, task=task.strip()[:160], first_on=first_on,
        last_on=last_on, recorded_by=by,
    )  # fmt: skip
    record("practice.recorded", by=by, subject=stay, days=stay.days)
    return stay


def _reach(teacher: Teacher, by: User, what: str) -> None:
    demand(by, TrainingPermission.VOCATIONAL, what=what)
    if not by.scope(TrainingPermission.VOCATIONAL).holds(teacher.school.path):
        raise refuse("duty_elsewhere")
    if teacher.school.stage not in VOCATIONAL:
        raise refuse("stay_not_vocational", who=teacher.name)


def _lock(teacher: Teacher) -> None:
    Teacher.objects.for_system("one person, whom the caller may see").select_for_update(no_key=True).get(pk=teacher.pk)


@transaction.atomic
def confirm_stay(*, stay: PracticeStay, by: User) -> None:
    """The office above the school confirms; who put it down does not."""
    now = _in_hand(stay, by, "确认企业实践")
    above = now.teacher.school.parent
    if above is None or not by.scope(TrainingPermission.VOCATIONAL).holds(above.path):
        raise refuse("stay_confirm_above")
    if is_one_hand(by, [now.recorded_by_id], now.recorded_at) or now.teacher.user_id == by.pk:
        raise refuse("stay_confirm_other")
    if now.confirmed_at is not None or now.struck_at is not None:
        raise refuse("stay_moved")
    now.confirmed_by, now.confirmed_at = by, timezone.now()
    now.save(update_fields=["confirmed_by", "confirmed_at"])
    record("practice.confirmed", by=by, subject=now, days=now.days)


@transaction.atomic
def strike_stay(*, stay: PracticeStay, reason: str, by: User) -> None:
    """What was put down wrongly is struck out: before it is confirmed by the school, afterwards by the office above."""
    now = _in_hand(stay, by, "撤销企业实践")
    if not reason.strip():
        raise refuse("stay_strike_reason")
    if now.struck_at is not None:
        raise refuse("stay_moved")
    above = now.teacher.school.parent
    if now.confirmed_at and (above is None or not by.scope(TrainingPermission.VOCATIONAL).holds(above.path)):
        raise refuse("stay_confirm_above")
    now.struck_by, now.struck_at, now.struck_reason = by, timezone.now(), reason.strip()[:200]
    now.save(update_fields=["struck_by", "struck_at", "struck_reason"])
    record("practice.struck", by=by, subject=now)


def _in_hand(stay: PracticeStay, by: User, what: str) -> PracticeStay:
    demand(by, TrainingPermission.VOCATIONAL, what=what)
    scope = by.scope(TrainingPermission.VOCATIONAL)
    rows = PracticeStay.objects.visible_to(by).filter(scope.q("teacher__school__path"))
    found: PracticeStay = (
        rows.select_related("teacher__school__parent").select_for_update(of=("self",), no_key=True).get(pk=stay.pk)
    )
    return found


@transaction.atomic
def recognise(
    *, teacher: Teacher, grade: str, field: str, body: str, document: str, recognised_on: date, on: date, by: User
) -> DualRecognition:
    """Put down a recognition as 双师型 with the day of the next check."""
    _reach(teacher, by, "登记“双师型”教师认定")
    if recognised_on > on:
        raise refuse("day_ahead")
    _lock(teacher)
    if DualRecognition.objects.visible_to(by).filter(teacher=teacher, ended_on=None).exists():
        raise refuse("dual_standing", who=teacher.name)
    one: DualRecognition = DualRecognition.objects.create(
        teacher=teacher, grade=grade, field=field.strip()[:40], body=body.strip()[:80],
        document=document.strip()[:120], recognised_on=recognised_on, recorded_by=by,
        due_on=recheck_due(recognised_on, practice_rule(recognised_on).recheck_years),
    )  # fmt: skip
    record("dual.recognised", by=by, subject=one, grade=grade)
    return one


@transaction.atomic
def check_again(
    *, recognition: DualRecognition, checked_on: date, has_passed: bool, grade: str, document: str, note: str, on: date,
    by: User,
) -> None:  # fmt: skip
    """A re-check: the recognition goes on at a grade for another term, or it ends that day."""
    demand(by, TrainingPermission.VOCATIONAL, what="办理“双师型”教师复核")
    scope = by.scope(TrainingPermission.VOCATIONAL)
    rows = DualRecognition.objects.visible_to(by).filter(scope.q("teacher__school__path"))
    now: DualRecognition = rows.select_for_update(of=("self",), no_key=True).get(pk=recognition.pk)
    if now.ended_on is not None:
        raise refuse("dual_ended")
    if checked_on > on:
        raise refuse("day_ahead")
    if checked_on < now.recognised_on:
        raise refuse("dual_check_early", on=now.recognised_on)
    checks = DualCheck.objects.visible_to(by).filter(recognition=now)
    if checks.filter(checked_on__gte=checked_on).exists():
        raise refuse("dual_check_known", on=checked_on)
    DualCheck.objects.create(
        recognition=now, checked_on=checked_on, has_passed=has_passed, grade=grade, document=document.strip()[:120],
        note=note.strip()[:200], recorded_by=by,
    )  # fmt: skip
    values: dict[str, Any] = {"ended_on": checked_on, "ended_reason": note.strip()[:200] or "复核未通过"}
    if has_passed:
        values = {"grade": DualGrade(grade), "due_on": recheck_due(checked_on, practice_rule(checked_on).recheck_years)}
    for name, value in values.items():
        setattr(now, name, value)
    now.save(update_fields=list(values))
    record("dual.checked", by=by, subject=now, passed=has_passed, grade=grade)
