"""The records of duties, surveys, needs and vocational matters of a scene, all at the school of one teacher."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from teachers.models import Teacher
from training.actions.bases import add_base, add_event
from training.actions.duties import begin_class_duty
from training.actions.needs import ask_needs
from training.models import (
    Attendance,
    DualCheck,
    DualRecognition,
    Enrolment,
    EthicsAttendance,
    LastLook,
    NeedsAnswer,
    PracticeStay,
    Programme,
    QualifiedSubject,
    Reminder,
    Requirement,
    Session,
    Survey,
    SurveyAnswer,
    SurveyForm,
    SurveyTicket,
    Trainer,
)


def duties_of(world: Any, teacher: Teacher) -> dict[str, Any]:
    """One record of each kind about a teacher, whose school organised what was held."""
    keep: dict[str, Any] = {}
    by, unit, today = world["city_training"], teacher.school, timezone.localdate()
    keep["class_duty"] = begin_class_duty(teacher=teacher, class_name="一班", on=today, today=today, by=by)
    keep["requirement"] = Requirement.objects.for_system("scene").get(teacher=teacher, kind="T1")
    Reminder.objects.for_system("scene").create(requirement=keep["requirement"], step=60, told_on=today)
    keep["needs"] = ask_needs(
        org=unit, year=today.year, title="需求", topics=[("甲", ""), ("乙", "")], opens_on=today,
        closes_on=today + timedelta(days=9), by=by,
    )  # fmt: skip
    keep["survey_ticket"], keep["survey_session"], keep["survey_trainer"] = _survey(world, teacher)
    same = {"teacher": teacher, "recorded_by": by}
    keep["stay"] = PracticeStay.objects.for_system("scene").create(
        company="公司", form="post", task="跟岗", first_on=date(2026, 1, 1), last_on=date(2026, 1, 9), **same
    )
    keep["dual"] = DualRecognition.objects.for_system("scene").create(
        grade="initial", field="数控", body="市局", document="文件", recognised_on=date(2025, 1, 1),
        due_on=date(2030, 1, 1), **same,
    )  # fmt: skip
    DualCheck.objects.for_system("scene").create(
        recognition=keep["dual"], checked_on=date(2026, 1, 1), has_passed=True, grade="initial", document="文件",
        recorded_by=by,
    )  # fmt: skip
    QualifiedSubject.objects.for_system("scene").create(subject="语文", **same)
    LastLook.objects.for_system("scene").create(teacher=teacher, on=today)
    keep["base"] = add_base(
        kind="ethics", name=f"基地 {teacher.pk}", org=unit, host="馆", address="址", capacity=None, recognised_on=today,
        document="文件", on=today, by=by,
    )  # fmt: skip
    keep["event"] = add_event(
        kind="tour", title=f"宣讲 {teacher.pk}", org=unit, place="厅", speaker="团", held_on=today, hours=Decimal(2),
        on=today, by=by,
    )  # fmt: skip
    EthicsAttendance.objects.for_system("scene").create(event=keep["event"], school_id=teacher.school_id, **same)
    keep["district_of"] = unit.parent
    return keep


def _survey(world: Any, teacher: Teacher) -> tuple[SurveyTicket, Session, Trainer]:
    by, now = world["city_training"], timezone.now()
    begin = now - timedelta(hours=8)
    programme = Programme.objects.create(
        org=teacher.school, year=now.year, title=f"培训 {teacher.pk}", kind="T1", level="city", mode="face",
        hours=Decimal(4), ethics_share=20, target="教师", places=9, made_by=by, state="published",
    )  # fmt: skip
    session = Session.objects.create(
        programme=programme, title="一场", starts_at=begin, ends_at=begin + timedelta(hours=4), place="厅", capacity=9,
        hours=Decimal(4), state="completed", completed_by=by, completed_at=now,
    )  # fmt: skip
    session.trainers.add(trainer := Trainer.objects.create(name=f"讲师 {teacher.pk}", unit_name="中心"))
    _attended(session, teacher, now)
    form, day = SurveyForm.objects.get(kind="after"), timezone.localdate()
    survey = Survey.objects.create(session=session, form=form, kind="after", opens_on=day, closes_on=day)
    ticket = SurveyTicket.objects.for_system("scene").create(survey=survey, teacher=teacher)
    SurveyAnswer.objects.for_system("scene").create(survey=survey, marks={"content": 5}, words="好")
    return ticket, session, trainer


def _attended(session: Session, teacher: Teacher, now: datetime) -> None:
    by = session.completed_by
    enrolment = Enrolment.objects.for_system("scene").create(
        session=session, teacher=teacher, school_id=teacher.school_id, state="withdrawn", reason="测试",
        enrolled_how="self", enrolled_by=by, asked_at=now, changed_at=now,
    )  # fmt: skip
    Attendance.objects.for_system("scene").create(enrolment=enrolment, outcome="attended", hours=4, by=by, at=now)


def needs_answer_of(teacher: Teacher, keep: dict[str, Any]) -> NeedsAnswer:
    """What a teacher answered to the survey of the scene."""
    made: NeedsAnswer = NeedsAnswer.objects.for_system("scene").create(
        survey=keep["needs"], teacher=teacher, school_id=teacher.school_id, words="都要"
    )
    return made
