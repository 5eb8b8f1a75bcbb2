"""What the register does not have and duties rest on: class teachers, subjects of certificates, and the dated rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from teachers.models import Teacher
from training.actions.requirements import Ask, assign, refresh
from training.choices import Kind
from training.errors import refuse
from training.models import (
    ClassTeacherDuty,
    DutyRule,
    PracticeRule,
    QualifiedSubject,
    ShortageSubject,
    SurveyForm,
    Term,
)
from training.permissions import TrainingPermission
from training.rules.job_fit import Trigger


@transaction.atomic
def begin_class_duty(*, teacher: Teacher, class_name: str, on: date, today: date, by: User) -> ClassTeacherDuty:
    """A teacher becomes a class teacher, and with it owes the training of class teachers (T1)."""
    _reach(teacher, by)
    if on > today:
        raise refuse("day_ahead")
    _lock(teacher)
    rows = ClassTeacherDuty.objects.visible_to(by).filter(teacher=teacher)
    if now := rows.filter(ended_on=None).first():
        raise refuse("duty_open", who=teacher.name, on=now.started_on, class_name=now.class_name)
    if rows.filter(started_on=on).exists():
        raise refuse("duty_same_day", who=teacher.name, on=on)
    duty: ClassTeacherDuty = ClassTeacherDuty.objects.create(
        teacher=teacher, school_id=teacher.school_id, class_name=class_name.strip()[:30], started_on=on, recorded_by=by
    )
    record("class_duty.began", by=by, subject=teacher, on=str(on))
    made = assign(asks=[Ask(teacher.pk, Trigger(Kind.CLASS_TEACHER, f"duty:{duty.pk}", on, duty.class_name))])
    for one in made:
        record("requirement.made", by=by, subject=one, kind=str(one.kind), due=str(one.due_on))
    refresh(teacher_ids=[teacher.pk], on=today)
    return duty


@transaction.atomic
def end_class_duty(*, duty: ClassTeacherDuty, on: date, today: date, by: User) -> None:
    """A teacher is a class teacher no longer, from a day on."""
    _reach(duty.teacher, by)
    if on > today:
        raise refuse("day_ahead")
    if on <= duty.started_on:
        raise refuse("duty_day_backward", on=duty.started_on)
    if not ClassTeacherDuty.objects.visible_to(by).filter(pk=duty.pk, ended_on=None).update(ended_on=on):
        raise refuse("duty_over")
    record("class_duty.ended", by=by, subject=duty.teacher, on=str(on))


@transaction.atomic
def add_qualified_subject(*, teacher: Teacher, subject: str, stage: str, by: User) -> QualifiedSubject:
    """Put down a subject of a certificate; whether it is the one that is taught, the chore looks."""
    _reach(teacher, by)
    _lock(teacher)
    name = "".join(subject.split())[:30]
    if QualifiedSubject.objects.visible_to(by).filter(teacher=teacher, subject=name, stage=stage).exists():
        raise refuse("subject_known", who=teacher.name, subject=name)
    row: QualifiedSubject = QualifiedSubject.objects.create(teacher=teacher, subject=name, stage=stage, recorded_by=by)
    record("qualified_subject.added", by=by, subject=teacher, what=name)
    return row


def _reach(teacher: Teacher, by: User) -> None:
    demand(by, TrainingPermission.ASSIGN, what="登记适岗培训依据")
    if not by.scope(TrainingPermission.ASSIGN).holds(teacher.school.path):
        raise refuse("duty_elsewhere")


def _lock(teacher: Teacher) -> None:
    Teacher.objects.for_system("one person, whom the caller may see").select_for_update(no_key=True).get(pk=teacher.pk)


def set_duty_rule(*, by: User, on: date, **values: Any) -> DutyRule:
    """A new dated row for one kind of training; what was asked before keeps its rule."""
    with transaction.atomic():
        row: DutyRule = _new_row(DutyRule, by, on, {"kind": values["kind"]}, values)
        record("duty_rule.set", by=by, subject=row, on=str(row.effective_from), document=row.document)
    return row


def set_survey_form(*, by: User, on: date, **values: Any) -> SurveyForm:
    """A new questionnaire for sessions that end from a day on."""
    with transaction.atomic():
        row: SurveyForm = _new_row(SurveyForm, by, on, {"kind": values["kind"]}, values)
        record("survey_form.set", by=by, subject=row, on=str(row.effective_from), document=row.document)
    return row


def set_practice_rule(*, by: User, on: date, **values: Any) -> PracticeRule:
    """A new dated row for enterprise practice and re-checks."""
    with transaction.atomic():
        row: PracticeRule = _new_row(PracticeRule, by, on, {}, values)
        record("practice_rule.set", by=by, subject=row, on=str(row.effective_from), document=row.document)
    return row


def _new_row(model: Any, by: User, today: date, same: dict[str, Any], values: dict[str, Any]) -> Any:
    demand(by, TrainingPermission.SET_RULES, what="设定培训规则")
    if values["effective_from"] < today:
        raise refuse("rule_backdated")
    if model.objects.filter(effective_from=values["effective_from"], **same).exists():
        raise refuse("rule_same_day", on=values["effective_from"])
    return model.objects.create(**values, set_by=by)


def add_short_subject(*, year: int, subject: str, stage: str, document: str, by: User) -> ShortageSubject:
    """A subject that the city is short of in a year."""
    demand(by, TrainingPermission.SET_RULES, what="设定紧缺学科")
    name = "".join(subject.split())[:30]
    try:
        with transaction.atomic():
            row = ShortageSubject.objects.create(year=year, subject=name, stage=stage, document=document, set_by=by)
            record("shortage_subject.added", by=by, subject=row, year=year, what=name)
    except IntegrityError as error:
        raise refuse("shortage_known", year=year, subject=name) from error
    return row


def add_term(*, name: str, starts_on: date, ends_on: date, by: User) -> Term:
    """A term of the school calendar: the first lesson on ethics is asked when it begins."""
    demand(by, TrainingPermission.SET_RULES, what="设定学期")
    try:
        with transaction.atomic():
            row = Term.objects.create(name=name.strip(), starts_on=starts_on, ends_on=ends_on, set_by=by)
            record("term.added", by=by, subject=row, on=str(starts_on))
    except IntegrityError as error:
        raise refuse("term_known") from error
    return row
