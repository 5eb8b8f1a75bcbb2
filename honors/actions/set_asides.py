"""What an officer puts down against honouring a person, and its lifting."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from honors.actions.common import entries_of, in_state, locked, need
from honors.actions.computing import recompute_one
from honors.actions.joining import join
from honors.choices import EntryState, RoundState
from honors.errors import refuse
from honors.models import HonorRound, RoundEntry, SetAside
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.audit.actions import record

BEFORE_APPROVAL = (RoundState.DRAFT, RoundState.CHECKING, RoundState.PUBLICITY)


def set_aside(
    *, entry: RoundEntry, effect: EntryState, ground: str, document: str, from_on: date, until_on: date | None, by: User
) -> SetAside:
    """Hold a person (an open case, say) or exclude one (a sanction in force, with its document) from the round."""
    need(by, HonorPermission.RUN_ROUND, "登记暂缓或不予")
    if not ground.strip():
        raise refuse("reason_missing")
    if effect == EntryState.EXCLUDED and not document.strip():
        raise refuse("document_missing")
    if until_on is not None and until_on <= from_on:
        raise refuse("period_backwards")
    if not (from_on <= entry.round.as_of and (until_on is None or entry.round.as_of < until_on)):
        raise refuse("not_on_the_day", day=entry.round.as_of)
    with transaction.atomic():
        in_state(entry.round, *BEFORE_APPROVAL)
        row = SetAside.objects.create(
            teacher=entry.teacher, effect=effect, ground=ground.strip()[:200], document=document.strip()[:120],
            from_on=from_on, until_on=until_on, recorded_by=by,
        )  # fmt: skip
        record("set_aside.made", by=by, subject=row)
        _apply(row, by)
    return row


def lift(*, row: SetAside, one: HonorRound, reason: str, by: User) -> None:
    """What was put down no longer holds; the person's entry is computed anew."""
    need(by, HonorPermission.RUN_ROUND, "解除暂缓或不予")
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        in_state(one, *BEFORE_APPROVAL)
        rows = SetAside.objects.visible_to(by).filter(pk=row.pk, lifted_at=None)
        if not rows.update(lifted_by=by, lifted_at=timezone.now(), lifted_reason=reason.strip()[:200]):
            raise refuse("lifted_already")
        record("set_aside.lifted", by=by, subject=row)
        _apply(row, by)


def _apply(row: SetAside, by: User) -> None:
    """The entries of the person in every round that is not approved yet, as they are with what is on file now."""
    rounds = HonorRound.objects.filter(state__in=BEFORE_APPROVAL, entries__teacher=row.teacher).order_by("pk")
    for one in rounds:
        locked(one)
        was = entries_of(one).get(teacher=row.teacher).state
        entry = recompute_one(one=one, teacher=row.teacher, by=by)
        if entry is not None and entry.state == EntryState.CANDIDATE and was != EntryState.CANDIDATE:
            join(one, entry, by, timezone.localdate())
