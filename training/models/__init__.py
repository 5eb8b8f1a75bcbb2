"""Rows of training. Migrations: 0001–0009 programmes and seats, 0010–0019 hours, 0020–0029 duties and evaluation."""

from training.models.attendance import Attendance, CheckIn
from training.models.claims import HourClaim
from training.models.enrolment import Enrolment, EnrolmentDecision, SeatQuota
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
from training.models.programme import Course, PlanSample, Programme, Season, Session, Trainer, TrainingSetting

__all__ = [
    "Attendance",
    "CalendarFeed",
    "CheckIn",
    "Course",
    "Enrolment",
    "EnrolmentDecision",
    "HourCap",
    "HourClaim",
    "HourCycle",
    "HourEntry",
    "HourKindTotal",
    "HourMove",
    "HourRule",
    "HourStanding",
    "HourTotal",
    "PlanSample",
    "Programme",
    "Season",
    "SeatQuota",
    "Session",
    "Trainer",
    "TrainingNotice",
    "TrainingSetting",
]
