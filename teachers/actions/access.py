"""Reads that leave a trace."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record, record_look, record_read
from kernel.audit.models import AuditEvent
from kernel.grades import Shown
from kernel.orgs.queries import city
from kernel.redact import redacted
from teachers.choices import UnmaskPurpose
from teachers.errors import refuse
from teachers.models import Teacher
from teachers.permissions import TeacherPermission
from teachers.queries.register import id_numbers


def note_read(
    *, people: Collection[Teacher], by: User, act: str = "teacher.read", purpose: str = "",
    fields: Collection[str] = (), **more: Any,
) -> None:  # fmt: skip
    """Note that somebody looked at L3 or L4 data of these people, in whatever trade: the line is filed under each of
    them, so that each can be told. A look at one's own record is no event."""
    others = [person for person in people if person.user_id != by.pk]
    record_read(by=by, subjects=others, act=act, purpose=purpose, fields=fields, **more)


def note_exported(*, people: Collection[Teacher], number: str, title: str, purpose: str, by: User) -> None:
    """Note that these people stand in a list that somebody took out of the house: a look at each of them, so that each
    can be told who has it and what for. A fixed number of queries for every 500 people."""
    note_read(people=people, by=by, act="teacher.exported", purpose=redacted(purpose), number=number, title=title)


@transaction.atomic
def unmask(*, person: Teacher, field: str, purpose: str, words: str, by: User) -> str:
    """One hidden value of one person in clear; who, what and what for is noted. RuleBroken for who may not, and for
    who has looked at too many today."""
    if field not in Teacher.MASKS:
        raise refuse("unmask_nothing")
    if not by.scope(TeacherPermission.UNMASK).holds(person.school.path):
        raise refuse("no_unmask")
    if purpose not in UnmaskPurpose.values or not words.strip():
        raise refuse("purpose_missing")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two pages at once are counted one after the other
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = AuditEvent.objects.filter(act="teacher.unmasked", actor_id=by.pk, at__gte=midnight).count()
    if seen >= settings.UNMASK_PER_DAY:
        raise refuse("unmask_enough", limit=settings.UNMASK_PER_DAY)
    words = redacted(words.strip())
    record_look("teacher.unmasked", by=by, subject=person, fields=[field], why=purpose, purpose=words)
    return str(Shown(person, [field])[field])


def reveal_id_numbers(*, teacher_ids: list[int], purpose: str, by: User) -> dict[int, str]:
    """ID numbers (grade L4) in clear, by person; who asked, for how many and what for is noted."""
    found = id_numbers(by, teacher_ids)
    record("teacher.id_numbers_revealed", by=by, subject=city(), people=len(found), purpose=purpose)
    return found
