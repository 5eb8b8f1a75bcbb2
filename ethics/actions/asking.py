"""Noting that somebody asked what may be said of people."""

from __future__ import annotations

from datetime import date

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.queries import city


def note_asked(*, by: User, purpose: str, on: date, people: int) -> None:
    """One line for one question, however many people it was about; no name and no answer stands in it."""
    record("standing.asked", by=by, subject=city(), purpose=purpose[:30], on=str(on), people=people)
