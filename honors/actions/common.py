"""What the actions of a round share: the permission, the lock, the moves of the table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from honors.choices import EntryState, RoundState
from honors.errors import refuse
from honors.models import HonorRound, RoundEntry
from honors.permissions import HonorPermission
from honors.rules.round_moves import MOVES
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record


def need(by: User, permission: HonorPermission, label: str) -> None:
    """Refuse a person whose roles do not include the permission."""
    if not by.holds(permission):
        raise refuse("no_permission", move=label)


def locked(one: HonorRound) -> HonorRound:
    """The round as it is now; whoever writes in it holds this lock."""
    return HonorRound.objects.select_for_update().get(pk=one.pk)


def in_state(one: HonorRound, *states: RoundState) -> HonorRound:
    """The locked round, in one of the states."""
    now = locked(one)
    if now.state not in states:
        raise refuse("round_moved", state="”或“".join(str(state.label) for state in states))
    return now


def reached(one: HonorRound, on: date | None = None) -> None:
    """Years that nobody has served yet may be computed ahead, not honoured."""
    if one.as_of > (on or timezone.localdate()):
        raise refuse("as_of_not_reached", day=one.as_of)


def move(one: HonorRound, name: str, by: User, **values: Any) -> None:
    """Make a move that the table allows: the right person, from the right state; audited."""
    step = MOVES[name]
    need(by, step.permission, step.label)
    if step.second_person and is_one_hand(by, [one.made_by_id, one.submitted_by_id], one.made_at):
        raise refuse("same_person")
    moved = HonorRound.objects.filter(pk=one.pk, state=step.source).update(state=step.target, **values)
    if not moved:
        raise refuse("round_moved", state=step.source.label)
    one.refresh_from_db()
    record(f"round.{step.name}", by=by, subject=one, to=str(step.target))


def entries_of(one: HonorRound) -> QuerySet[RoundEntry]:
    """Everybody in the round, for acts that are about the whole city."""
    rows: QuerySet[RoundEntry] = RoundEntry.objects.for_system("a round is about the whole city")
    return rows.filter(round=one)


def candidates_of(one: HonorRound) -> QuerySet[RoundEntry]:
    """Who is put forward in the round."""
    return entries_of(one).filter(state=EntryState.CANDIDATE)
