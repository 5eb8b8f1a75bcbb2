"""Rows of ethics."""

from ethics.models.care import Accountability, Appraisal, CareSetting, Warning
from ethics.models.cases import (
    Case,
    CaseHand,
    CasePaper,
    CaseSanction,
    CaseSerial,
    CaseStep,
    PowerSetting,
    Relation,
    Remedy,
)
from ethics.models.clearance import Clearance, ClearanceBatch, ClearanceSetting, Prohibition
from ethics.models.clocks import CaseClock, CaseLimit, ClockLog, ClockPause, KeepExtension
from ethics.models.receipt import ReceiptLine, ReceiptSequence, StandingReceipt
from ethics.models.reports import (
    Report,
    ReporterIdentity,
    ReportMessage,
    Supervisor,
    Survey,
    SurveyAnswer,
    SurveyClass,
)
from ethics.models.sanction import Bar, Sanction, SanctionEvent
from ethics.models.setting import StandingSetting

__all__ = [
    "Accountability",
    "Appraisal",
    "Bar",
    "CareSetting",
    "Case",
    "CaseClock",
    "CaseHand",
    "CaseLimit",
    "CasePaper",
    "CaseSanction",
    "CaseSerial",
    "CaseStep",
    "Clearance",
    "ClearanceBatch",
    "ClearanceSetting",
    "ClockLog",
    "ClockPause",
    "KeepExtension",
    "PowerSetting",
    "Prohibition",
    "ReceiptLine",
    "ReceiptSequence",
    "Relation",
    "Remedy",
    "Report",
    "ReportMessage",
    "ReporterIdentity",
    "Sanction",
    "SanctionEvent",
    "StandingReceipt",
    "StandingSetting",
    "Supervisor",
    "Survey",
    "SurveyAnswer",
    "SurveyClass",
    "Warning",
]
