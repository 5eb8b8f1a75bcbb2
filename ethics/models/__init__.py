"""Rows of ethics."""

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
    "Bar",
    "Case",
    "CaseClock",
    "CaseHand",
    "CaseLimit",
    "CasePaper",
    "CaseSanction",
    "CaseSerial",
    "CaseStep",
    "ClockLog",
    "ClockPause",
    "KeepExtension",
    "PowerSetting",
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
]  # fmt: skip
