"""The yearly ethics appraisal: opened, stated, graded in bulk, told, objected to, answered, locked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ethics.actions.announcing import announce
from ethics.actions.common import need
from ethics.choices import SANCTIONS, HandlingState
from ethics.choices.care import AppraisalState as State
from ethics.choices.care import EthicsGrade
from ethics.errors import refuse
from ethics.models import Appraisal, Sanction
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries.care import setting_on
from ethics.rules.care import grade_fault
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.calendar.queries import calendar
from kernel.orgs.models import Organisation
from teachers.choices import TeacherStatus
from teachers.models import Teacher

WHY = "the act asks for permission and place itself"


def _over(by: User, permission: Ethics, school: Organisation, label: str) -> None:
    need(by, permission, label)
    if not by.scope(permission).holds(school.path):
        raise refuse("unit_out_of_scope")


def _rows(school: Organisation, year: int) -> QuerySet[Appraisal]:
    rows: QuerySet[Appraisal] = Appraisal.objects.for_system(WHY).filter(school=school, year=year)
    return rows


@transaction.atomic
def open_year(*, school: Organisation, year: int, by: User, on: date) -> int:
    """Everybody who serves at the school is put down; who is there already stays as is. How many are new."""
    _over(by, Ethics.APPRAISE, school, "开始师德考核")
    if year > on.year:
        raise refuse("year_wrong")
    people = Teacher.objects.for_system(WHY).filter(school=school, status=TeacherStatus.ACTIVE)
    there = set(
        Appraisal.objects.for_system(WHY).filter(teacher__in=people, year=year).values_list("teacher_id", flat=True)
    )
    new = [Appraisal(teacher_id=pk, school=school, year=year) for pk in people.values_list("pk", flat=True)
           if pk not in there]  # fmt: skip
    Appraisal.objects.bulk_create(new, batch_size=500)
    record("appraisal.opened", by=by, subject=school, year=year, people=len(new))
    return len(new)


@transaction.atomic
def grade_many(*, school: Organisation, year: int, grades: Mapping[int, tuple[str, str]], by: User, on: date) -> int:
    """The panel's grades: key of the appraisal -> (grade, opinion). All of them or none."""
    _over(by, Ethics.APPRAISE, school, "评定师德考核")
    rows = {row.pk: row for row in _rows(school, year).select_related("teacher").select_for_update(of=("self",))
            .filter(pk__in=list(grades))}  # fmt: skip
    sanctioned = set(
        Sanction.objects.for_system(WHY).filter(
            teacher_id__in=[row.teacher_id for row in rows.values()], state=HandlingState.STANDING,
            kind__in=SANCTIONS, decided_on__year=year,
        ).values_list("teacher_id", flat=True)
    )  # fmt: skip
    for pk, (grade, opinion) in grades.items():
        row = rows.get(pk)
        if row is None or row.state != State.OPEN:
            raise refuse("appraisal_moved", state=row.get_state_display() if row else "—")
        if row.teacher.user_id == by.pk:
            raise refuse("own_appraisal")
        if fault := grade_fault(grade, opinion, sanctioned=row.teacher_id in sanctioned):
            raise refuse(fault, name=row.teacher.name)
        row.grade, row.opinion, row.graded_by = grade, opinion.strip()[:500], by
        row.save(update_fields=["grade", "opinion", "graded_by"])
    record("appraisal.graded", by=by, subject=school, year=year, people=len(rows))
    return len(rows)


@transaction.atomic
def grade_rest(*, school: Organisation, year: int, grade: EthicsGrade, by: User, on: date) -> int:
    """One grade for everybody who has none yet."""
    keys = _rows(school, year).filter(state=State.OPEN, grade="").exclude(teacher__user_id=by.pk)
    grades = {pk: (str(grade), "") for pk in keys.values_list("pk", flat=True)}
    return grade_many(school=school, year=year, grades=grades, by=by, on=on)


@transaction.atomic
def state_own(*, appraisal: Appraisal, text: str, by: User) -> None:
    """The person's own statement, up to the telling of the result."""
    _own(appraisal, by, State.OPEN)
    if not text.strip():
        raise refuse("reason_missing")
    appraisal.statement = text.strip()[:2000]
    appraisal.save(update_fields=["statement"])
    record("appraisal.stated", by=by, subject=appraisal)


@transaction.atomic
def tell(*, school: Organisation, year: int, by: User, on: date) -> int:
    """Everybody is told the result; from now on the days to object run."""
    _over(by, Ethics.APPRAISE, school, "告知师德考核结果")
    rows = _rows(school, year).filter(state=State.OPEN)
    if missing := rows.filter(grade="").count():
        raise refuse("not_all_graded", n=missing)
    last = calendar().days_after(on, setting_on(on).objection_days)[-1]
    count = rows.update(state=State.TOLD, told_on=on, object_until=last)
    record("appraisal.told", by=by, subject=school, year=year, people=count)
    return count


@transaction.atomic
def object_to(*, appraisal: Appraisal, text: str, by: User, on: date) -> None:
    """The person does not agree."""
    _own(appraisal, by, State.TOLD)
    if appraisal.object_until is not None and on > appraisal.object_until:
        raise refuse("objection_late", day=appraisal.object_until)
    if not text.strip():
        raise refuse("reason_missing")
    appraisal.state, appraisal.objection = State.OBJECTED, text.strip()[:2000]
    appraisal.save(update_fields=["state", "objection"])
    record("appraisal.objected", by=by, subject=appraisal)


@transaction.atomic
def answer_objection(*, appraisal: Appraisal, grade: str, answer: str, by: User, on: date) -> None:
    """The objection is answered, with the old grade or another; the person may read it."""
    _over(by, Ethics.APPRAISE, appraisal.school, "处理师德考核异议")
    if not answer.strip():
        raise refuse("reason_missing")
    if appraisal.teacher.user_id == by.pk:
        raise refuse("own_appraisal")
    if fault := grade_fault(grade, appraisal.opinion or answer, sanctioned=False):
        raise refuse(fault, name=appraisal.teacher.name)
    rows = Appraisal.objects.for_system(WHY).filter(pk=appraisal.pk, state=State.OBJECTED)
    opinion = {"opinion": appraisal.opinion or answer.strip()[:500]} if grade == EthicsGrade.FAILED else {}
    values: dict[str, Any] = {"state": State.TOLD, "grade": grade, "answer": answer.strip()[:1000], **opinion}
    if not rows.update(**values):
        raise refuse("appraisal_moved", state=appraisal.get_state_display())
    record("appraisal.answered", by=by, subject=appraisal)


@transaction.atomic
def lock(*, school: Organisation, year: int, by: User, on: date) -> int:
    """The department locks the year of a school: from now on the results count in every answer."""
    _over(by, Ethics.LOCK_APPRAISAL, school, "锁定师德考核")
    if waiting := _rows(school, year).filter(state=State.OBJECTED).count():
        raise refuse("objections_not_answered", n=waiting)
    rows = _rows(school, year).filter(state=State.TOLD)
    told = list(rows.select_for_update().values_list("pk", "teacher_id", "graded_by_id", "object_until", "grade"))
    if not told:
        raise refuse("nothing_to_lock")
    if is_one_hand(by, {grader for _pk, _teacher, grader, _until, _grade in told}):
        raise refuse("lock_same_person")
    if (last := max((until for *_rest, until, _grade in told if until), default=on)) >= on:
        raise refuse("objection_runs", day=last)
    rows.update(state=State.LOCKED, locked_on=on, locked_by=by)
    record("appraisal.locked", by=by, subject=school, year=year, people=len(told))
    announce([teacher for _pk, teacher, _by, _until, grade in told if grade == EthicsGrade.FAILED], by, on)
    return len(told)


def _own(appraisal: Appraisal, by: User, state: State) -> None:
    if appraisal.teacher.user_id != by.pk:
        raise refuse("unit_out_of_scope")
    if appraisal.state != state:
        raise refuse("appraisal_moved", state=appraisal.get_state_display())
