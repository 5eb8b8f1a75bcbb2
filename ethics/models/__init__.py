"""Rows of ethics."""

from ethics.models.clearance import Clearance, ClearanceBatch, ClearanceSetting, Prohibition
from ethics.models.receipt import ReceiptLine, ReceiptSequence, StandingReceipt
from ethics.models.sanction import Bar, Sanction, SanctionEvent
from ethics.models.setting import StandingSetting

__all__ = [
    "Bar",
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
]
