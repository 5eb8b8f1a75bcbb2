"""Warnings given and ended; units held to account."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from ethics.actions.common import need
from ethics.choices.care import UnitGround, UnitMeasure, UnitPerson, WarningLevel
from ethics.errors import refuse
from ethics.models import Accountability, Warning
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries.care import setting_on
from ethics.rules.care import names_somebody, until
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from teachers.models import Teacher


@transaction.atomic
def warn(
    *, level: WarningLevel, school: Organisation, teacher: Teacher | None, ground: str, by: User, on: date,
    plan: str = "", plan_due_on: date | None = None, public_text: str = "",
) -> Warning:  # fmt: skip
    """Give a reminder, an early warning or a notice; it ends by itself and bars from nothing."""
    need(by, Ethics.WARN, "发出提醒预警")
    if not by.scope(Ethics.WARN).holds(school.path):
        raise refuse("unit_out_of_scope")
    if teacher is not None and teacher.school_id != school.pk:
        raise refuse("person_unknown")
    if not ground.strip():
        raise refuse("reason_missing")
    if level == WarningLevel.EARLY:
        if not plan.strip() or plan_due_on is None:
            raise refuse("plan_missing")
        if plan_due_on <= on:
            raise refuse("plan_due_wrong")
    if level == WarningLevel.NOTICE:
        _check_notice(school, teacher, public_text)
    row = Warning.objects.create(
        level=level, school=school, teacher=teacher, ground=ground.strip()[:500], plan=plan.strip()[:1000],
        plan_due_on=plan_due_on if level == WarningLevel.EARLY else None,
        public_text=public_text.strip() if level == WarningLevel.NOTICE else "", given_on=on, given_by=by,
        until_on=until(level, on, setting_on(on).reminder_months, plan_due_on),
    )  # fmt: skip
    record("warning.given", by=by, subject=row)
    return row


def _check_notice(school: Organisation, teacher: Teacher | None, text: str) -> None:
    if teacher is not None:
        raise refuse("notice_about_person")
    if not text.strip():
        raise refuse("notice_text_missing")
    staff = Teacher.objects.for_system("a text for the public may name nobody of the school").filter(school=school)
    names = [name for name in staff.values_list("name", flat=True) if len(name) > 1]
    if names_somebody(text, [school.name, *names]):
        raise refuse("notice_names_somebody")


@transaction.atomic
def note_plan_done(*, warning: Warning, by: User, on: date) -> None:
    """What an early warning asked for was done."""
    need(by, Ethics.WARN, "登记整改完成")
    rows = Warning.objects.visible_to(by).filter(by.scope(Ethics.WARN).q("school__path"), pk=warning.pk)
    if not rows.filter(level=WarningLevel.EARLY, plan_done_on=None).update(plan_done_on=on):
        raise refuse("sanction_moved", state=warning.get_level_display())
    record("warning.plan_done", by=by, subject=warning)


@transaction.atomic
def hold_to_account(
    *, unit: Organisation, ground: UnitGround, measure: UnitMeasure, person: UnitPerson, person_name: str, facts: str,
    document: str, decided_on: date, by: User, on: date, case_number: str = "",
) -> Accountability:  # fmt: skip
    """A school or bureau is held to account by the department above it."""
    need(by, Ethics.HOLD_TO_ACCOUNT, "登记单位问责")
    above = unit.parent
    if above is None or not by.scope(Ethics.HOLD_TO_ACCOUNT).holds(above.path):
        raise refuse("not_above")
    if not document.strip():
        raise refuse("document_missing")
    if not facts.strip():
        raise refuse("reason_missing")
    if decided_on > on:
        raise refuse("decided_in_future")
    row = Accountability.objects.create(
        unit=unit, decided_by_unit=above, ground=ground, measure=measure, person=person,
        person_name=person_name.strip()[:50], case_number=case_number.strip()[:40], facts=facts.strip()[:2000],
        document=document.strip()[:100], decided_on=decided_on, recorded_by=by,
    )  # fmt: skip
    record("accountability.made", by=by, subject=row)
    return row
