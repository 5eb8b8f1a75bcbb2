"""Reads that leave a trace."""

from __future__ import annotations

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.queries import city
from teachers.models import Teacher
from teachers.queries.register import id_numbers


def note_read(*, person: Teacher, by: User) -> None:
    """Note that somebody else opened a person's record."""
    if by.pk != person.user_id:
        record("teacher.read", by=by, subject=person)


def reveal_id_numbers(*, teacher_ids: list[int], purpose: str, by: User) -> dict[int, str]:
    """ID numbers (grade L4) in clear, by person; who asked, for how many and what for is noted."""
    found = id_numbers(by, teacher_ids)
    record("teacher.id_numbers_revealed", by=by, subject=city(), people=len(found), purpose=purpose)
    return found
