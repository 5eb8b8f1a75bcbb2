"""Noting that figures of staffing left the registry."""

from __future__ import annotations

from kernel.accounts.models import User
from kernel.audit.actions import record_look
from kernel.orgs.models import Organisation


def note_taken(*, unit: Organisation, title: str, number: str, by: User) -> None:
    """An audit line about a workbook that was taken out."""
    record_look("staffing.exported", by=by, subject=unit, title=title, number=number)
