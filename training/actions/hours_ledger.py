"""Writing into the ledger: entries with their first move, and the moves that follow. Every action goes through here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from kernel.accounts.models import User
from training.actions import hours_totals
from training.choices import HourMoveName, HourSource, HourState
from training.errors import refuse
from training.models import HourEntry, HourMove, HourStanding
from training.rules.hours_moves import COUNTS, MOVES

BATCH = 500
WHY = "the ledger itself"


@dataclass(frozen=True)
class Draft:
    """Hours to put down."""

    teacher_id: int
    source: HourSource
    title: str
    kind: str
    level: str
    mode: str
    tenths: int
    started_on: date
    ended_on: date
    basis: str
    key: str
    certificate_no: str = ""
    enrolment_id: int | None = None
    attempt: int = 1
    state: HourState = HourState.PROPOSED  # where it begins

    def row(self, by: User) -> HourEntry:
        """The entry, unsaved."""
        values = {key: value for key, value in vars(self).items() if key != "state"}
        return HourEntry(**values, put_by=by)


@transaction.atomic
def put(*, drafts: Sequence[Draft], name: HourMoveName, by: User, on: date) -> list[HourEntry]:
    """Write entries with their first move; what an officer imports begins where that officer's word takes it.

    RuleBroken when one of them is there already.
    """
    try:
        with transaction.atomic():
            entries = HourEntry.objects.bulk_create([one.row(by) for one in drafts], batch_size=BATCH)
    except IntegrityError as error:
        first = drafts[0]
        raise refuse("hours_twice", title=first.title, first=first.started_on, last=first.ended_on) from error
    HourMove.objects.bulk_create(
        [HourMove(entry=one, seq=1, name=name, target=draft.state, by=by)
         for one, draft in zip(entries, drafts, strict=True)],
        batch_size=BATCH,
    )  # fmt: skip
    HourStanding.objects.bulk_create(
        [HourStanding(entry=one, teacher_id=one.teacher_id, state=draft.state, seq=1)
         for one, draft in zip(entries, drafts, strict=True)],
        batch_size=BATCH,
    )  # fmt: skip
    if counting := {one.teacher_id for one in drafts if one.state in COUNTS}:
        hours_totals.refresh(teacher_ids=counting, on=on)
    return entries


def locked(ids: Collection[int]) -> list[HourStanding]:
    """The standings of some entries, locked in the order of keys; inside a transaction."""
    rows = HourStanding.objects.for_system(WHY).filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    return list(rows.select_related("entry", "entry__teacher", "entry__teacher__school__parent"))


def step(*, standings: Iterable[HourStanding], name: str, by: User, on: date, reason: str = "") -> None:
    """Take locked entries one step on; RuleBroken for one that is not where the step begins."""
    move = MOVES[name]
    rows = list(standings)
    for row in rows:
        if row.state not in move.sources:
            raise refuse("hours_moved", state=str(row.get_state_display()))
    counted = {row.teacher_id for row in rows if row.state in COUNTS or move.target in COUNTS}
    HourMove.objects.bulk_create(
        [HourMove(entry_id=row.pk, seq=row.seq + 1, name=name, target=move.target, by=by, reason=reason)
         for row in rows],
        batch_size=BATCH,
    )  # fmt: skip
    for row in rows:
        row.state, row.seq = move.target, row.seq + 1
    HourStanding.objects.for_system(WHY).bulk_update(rows, ["state", "seq"], batch_size=BATCH)
    if name != "lock":  # what is locked counted already
        hours_totals.refresh(teacher_ids=counted, on=on)
