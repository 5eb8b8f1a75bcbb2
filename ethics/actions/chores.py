"""What comes by itself each day: sanctions that begin or end, told to who must know."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ethics.actions.announcing import announce
from ethics.actions.receipts import recheck
from ethics.choices import HandlingState
from ethics.models import ReceiptLine, Sanction
from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.audit.actions import line, record_many
from kernel.audit.models import AuditEvent
from kernel.orgs.queries import city

WHY = "what comes by itself comes to everybody"
AT_ONCE = 500


def follow_the_day() -> None:
    """The chore: what began or ended up to today and was not told yet, is told."""
    tell_day(on=timezone.localdate())


def tell_day(*, on: date) -> tuple[int, int]:
    """How many sanctions began and ended. The effect itself needs nobody; certificates, lists and receipts follow, and
    who keeps ethics finds the ended ones waiting to be confirmed."""
    rows: QuerySet[Sanction] = Sanction.objects.for_system(WHY).filter(state=HandlingState.STANDING)
    begun = rows.filter(effective_on__lte=on, start_told_on=None)
    over = Q(ended_on__isnull=False, ended_on__lte=on) | Q(ended_on__isnull=True, until_on__lte=on)
    ended = rows.filter(over, end_told_on=None)
    by = command_line_actor(city())
    counts = (
        _tell(begun, "start_told_on", lambda one: line("sanction.began", by=by, subject=one), by, on),
        _tell(ended, "end_told_on", lambda one: line("sanction.ended", by=by, subject=one), by, on),
    )
    _recheck_watched(on)
    return counts


def _tell(rows: QuerySet[Any], field: str, said: Callable[[Sanction], AuditEvent], by: User, on: date) -> int:
    told = 0
    while batch := list(rows.order_by("pk").only("pk", "teacher_id")[:AT_ONCE]):
        with transaction.atomic():
            keys = [one.pk for one in batch]
            Sanction.objects.for_system(WHY).filter(pk__in=keys).update(**{field: on})
            record_many(said(one) for one in batch)
            announce([one.teacher_id for one in batch], by, on)
        told += len(batch)
    return told


def _recheck_watched(on: date) -> None:
    """Cases that were opened, appraisals, queries: whatever turned a yes into a no since, the receipt goes stale."""
    rows = ReceiptLine.objects.for_system(WHY).filter(answer="clear", receipt__stale_on=None, teacher__isnull=False)
    ids: Collection[int] = sorted(set(rows.values_list("teacher_id", flat=True)))
    by = command_line_actor(city())
    for start in range(0, len(ids), AT_ONCE):
        recheck(teacher_ids=list(ids)[start : start + AT_ONCE], by=by, on=on)
