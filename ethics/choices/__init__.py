"""The words of ethics: handling and standing here; those of leads and cases in their own module."""

from ethics.choices.handling import (
    LEGACY,
    MANAGER_KINDS,
    OTHER_HANDLING,
    PERIODS,
    SANCTIONS,
    STAFF_KINDS,
    Answer,
    BarDomain,
    DisciplineScheme,
    HandlingKind,
    HandlingState,
    Purpose,
    handling_from_label,
)
from ethics.choices.violations import Norm, ViolationType

__all__ = [
    "LEGACY",
    "MANAGER_KINDS",
    "OTHER_HANDLING",
    "PERIODS",
    "SANCTIONS",
    "STAFF_KINDS",
    "Answer",
    "BarDomain",
    "DisciplineScheme",
    "HandlingKind",
    "HandlingState",
    "Norm",
    "Purpose",
    "ViolationType",
    "handling_from_label",
]
