"""What is said against a round."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from honors.choices import ObjectionState, Remedy, RoundState
from honors.models import HonorRound, Objection, RoundEntry
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.files.models import StoredFile

FIRST = Case(When(state=ObjectionState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())


def objections(user: User, one: HonorRound) -> QuerySet[Objection]:
    """What this person may see, the open ones first."""
    rows: QuerySet[Objection] = Objection.objects.visible_to(user).filter(round=one)
    return rows.select_related("teacher", "teacher__school", "decided_by", "round", "entry").order_by(FIRST, "-made_at")


def objection(user: User, one: HonorRound, pk: int) -> Objection:
    """One; DoesNotExist for a neighbour's."""
    return objections(user, one).prefetch_related("files").get(pk=pk)


def file_of(user: User, one: HonorRound, pk: int, file_id: UUID) -> StoredFile:
    """One file of an objection this person may see."""
    found: StoredFile = objections(user, one).get(pk=pk).files.get(pk=file_id)
    return found


def open_count(user: User, one: HonorRound) -> int:
    """How many wait for an answer, of those this person may see."""
    return Objection.objects.visible_to(user).filter(round=one, state=ObjectionState.OPEN).count()


def may_decide(user: User, row: Objection) -> bool:
    """Whether this person may settle it: nobody one's own, nobody what is about oneself."""
    concerned = {row.made_by_id, row.teacher.user_id if row.teacher else None}
    return (
        row.state == ObjectionState.OPEN
        and row.round.state in {RoundState.CHECKING, RoundState.PUBLICITY}
        and user.holds(HonorPermission.DECIDE_OBJECTION)
        and user.pk not in concerned
    )


def remedies(row: Objection) -> list[tuple[str, Any]]:
    """What upholding it may do to the list."""
    if row.teacher is None:
        return []
    entries = RoundEntry.objects.for_system("whether the person concerned is in the round")
    is_in = entries.filter(round=row.round, teacher=row.teacher).exists()
    return [(one.value, one.label) for one in Remedy if is_in or one == Remedy.RECOMPUTE]
