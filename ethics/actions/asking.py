"""Noting that somebody asked what may be said of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ethics.models import Clearance, Sanction, StandingReceipt
from kernel.accounts.models import User
from kernel.audit.actions import record, record_look, record_read
from kernel.orgs.queries import city
from teachers.models import Teacher


def note_asked(*, by: User, purpose: str, on: date, people: int) -> None:
    """One line for one question, however many people it was about; no name and no answer stands in it."""
    record("standing.asked", by=by, subject=city(), purpose=purpose[:30], on=str(on), people=people)


def note_receipt_read(*, receipt: StandingReceipt, by: User) -> None:
    """Looking at a receipt shows what stands against people: noted, also for who asked."""
    record_read(by=by, subjects=[receipt], act="receipt.read", number=receipt.number)


def note_sanction_read(*, sanction: Sanction, by: User) -> None:
    """Looking at somebody's handling is noted for the teacher; one's own is no event."""
    if sanction.teacher.user_id != by.pk:
        record_read(by=by, subjects=[sanction.teacher], act="sanction.read")


def note_batch_taken(*, people: Sequence[Teacher], number: str, by: User) -> None:
    """A batch with ID numbers was taken out: each of the people of the register may see that."""
    record_read(by=by, subjects=list(people), act="clearance.exported", number=number, fields=["id_number"])


def note_detail_read(*, clearance: Clearance, by: User) -> None:
    """The duty officer looked at what a hit says; each look is a line."""
    record_look("clearance.detail_read", by=by, subject=clearance)


def note_register_read(*, by: User) -> None:
    """The register of prohibitions was looked at."""
    record_look("prohibition.read", by=by, subject=city())
