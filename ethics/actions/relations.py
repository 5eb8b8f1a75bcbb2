"""Declaring a relation to a teacher (回避)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from ethics.errors import refuse
from ethics.models import Relation
from kernel.accounts.models import User
from kernel.audit.actions import record
from teachers.models import Teacher


def declare(*, teacher: Teacher, kind: str, note: str, by: User, on: date) -> Relation:
    """From now on the officer takes no part in this teacher's cases."""
    if teacher.user_id == by.pk:
        raise refuse("relation_self")
    try:
        with transaction.atomic():
            row = Relation.objects.create(
                user=by, teacher=teacher, kind=kind, note=note.strip()[:300], declared_on=on, declared_by=by
            )
            record("relation.declared", by=by, subject=row)
    except IntegrityError as error:
        raise refuse("relation_known") from error
    return row


@transaction.atomic
def end(*, relation: Relation, by: User, on: date) -> None:
    """The relation is over; who declared it says so."""
    if Relation.objects.filter(pk=relation.pk, user=by, ended_on=None).update(ended_on=on):
        record("relation.ended", by=by, subject=relation)
