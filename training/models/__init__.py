"""Rows of training. Migrations: 0001–0009 programmes and seats, 0010–0019 hours, 0020–0029 duties and evaluation."""

from training.models.attendance import Attendance, CheckIn
from training.models.bases import Base, EthicsAttendance, EthicsEvent
from training.models.claims import HourClaim
from training.models.enrolment import Enrolment, EnrolmentDecision, SeatQuota
from training.models.evaluation import Survey, SurveyAnswer, SurveyForm, SurveyTicket
from training.models.feed import CalendarFeed, TrainingNotice
from training.models.hours import (
    HourCap,
    HourCycle,
    HourEntry,
    HourKindTotal,
    HourMove,
    HourRule,
    HourStanding,
    HourTotal,
)
from training.models.needs import NeedsAnswer, NeedsSurvey, NeedsTopic, ProgrammeGround
from training.models.practice import DualCheck, DualRecognition, PracticeRule, PracticeStay
from training.models.programme import Course, PlanSample, Programme, Season, Session, Trainer, TrainingSetting
from training.models.requirements import (
    ClassTeacherDuty,
    DutyRule,
    LastLook,
    QualifiedSubject,
    Reminder,
    Requirement,
    ShortageSubject,
    Term,
)

__all__ = [
    "Attendance",
    "Base",
    "CalendarFeed",
    "CheckIn",
    "ClassTeacherDuty",
    "Course",
    "DualCheck",
    "DualRecognition",
    "DutyRule",
    "Enrolment",
    "EnrolmentDecision",
    "EthicsAttendance",
    "EthicsEvent",
    "HourCap",
    "HourClaim",
    "HourCycle",
    "HourEntry",
    "HourKindTotal",
    "HourMove",
    "HourRule",
    "HourStanding",
    "HourTotal",
    "LastLook",
    "NeedsAnswer",
    "NeedsSurvey",
    "NeedsTopic",
    "PlanSample",
    "PracticeRule",
    "PracticeStay",
    "Programme",
    "ProgrammeGround",
    "QualifiedSubject",
    "Reminder",
    "Requirement",
    "Season",
    "SeatQuota",
    "Session",
    "ShortageSubject",
    "Survey",
    "SurveyAnswer",
    "SurveyForm",
    "SurveyTicket",
    "Term",
    "Trainer",
    "TrainingNotice",
    "TrainingSetting",
]
