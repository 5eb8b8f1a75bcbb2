"""Reads that leave a trace."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kernel.accounts.models import User
from kernel.audit.actions import record, record_read
from kernel.orgs.queries import city
from teachers.models import Teacher
from teachers.queries.register import id_numbers


def note_read(
    *, people: Collection[Teacher], by: User, act: str = "teacher.read", purpose: str = "",
    fields: Collection[str] = (), **more: Any,
) -> None:  # fmt: skip
    """Note that somebody looked at L3 or L4 data of these people, in whatever trade: the line is filed under each of
    them, so that each can be told. A look at one's own record is no event."""
    others = [person for person in people if person.user_id != by.pk]
    record_read(by=by, subjects=others, act=act, purpose=purpose, fields=fields, **more)


def reveal_id_numbers(*, teacher_ids: list[int], purpose: str, by: User) -> dict[int, str]:
    """ID numbers (grade L4) in clear, by person; who asked, for how many and what for is noted."""
    found = id_numbers(by, teacher_ids)
    record("teacher.id_numbers_revealed", by=by, subject=city(), people=len(found), purpose=purpose)
    return found
