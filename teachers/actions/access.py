"""Reads that leave a trace."""

from __future__ import annotations

from kernel.accounts.models import User
from kernel.audit.actions import record
from teachers.models import Teacher


def note_read(*, person: Teacher, by: User) -> None:
    """Note that somebody else opened a person's record."""
    if by.pk != person.user_id:
        record("teacher.read", by=by, subject=person)
