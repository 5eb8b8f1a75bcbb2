"""Rows of ethics."""

from ethics.models.sanction import Bar, Sanction, SanctionEvent
from ethics.models.setting import StandingSetting

__all__ = ["Bar", "Sanction", "SanctionEvent", "StandingSetting"]
