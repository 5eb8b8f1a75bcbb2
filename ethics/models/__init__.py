"""Rows of ethics."""

from ethics.models.care import Accountability, Appraisal, CareSetting, Warning
from ethics.models.clearance import Clearance, ClearanceBatch, ClearanceSetting, Prohibition
from ethics.models.receipt import ReceiptLine, ReceiptSequence, StandingReceipt
from ethics.models.sanction import Bar, Sanction, SanctionEvent
from ethics.models.setting import StandingSetting

__all__ = [
    "Accountability",
    "Appraisal",
    "Bar",
    "CareSetting",
    "Clearance",
    "ClearanceBatch",
    "ClearanceSetting",
    "Prohibition",
    "ReceiptLine",
    "ReceiptSequence",
    "Sanction",
    "SanctionEvent",
    "StandingReceipt",
    "StandingSetting",
    "Warning",
]
