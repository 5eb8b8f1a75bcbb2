"""Sanctions and bars as lists and single records."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ethics.choices import HandlingState
from ethics.models import Bar, Sanction, SanctionEvent
from ethics.rules.periods import is_in_force
from kernel.accounts.models import User


def documents_of(teacher_ids: Collection[int]) -> set[tuple[int, str, str]]:
    """(person, kind, document number) of everything on file about these people."""
    rows = Sanction.objects.for_system("what is on file already is not put there twice")
    return set(rows.filter(teacher_id__in=list(teacher_ids)).values_list("teacher_id", "kind", "document"))


def sanctions(user: User) -> QuerySet[Sanction]:
    """Everything on file that this person may see, newest first."""
    rows: QuerySet[Sanction] = Sanction.objects.visible_to(user).select_related("teacher", "teacher__school")
    return rows.order_by("-effective_on", "-pk")


def sanction(user: User, pk: int) -> Sanction:
    """One; DoesNotExist for a neighbour's."""
    rows = Sanction.objects.visible_to(user).select_related("teacher", "teacher__school", "recorded_by", "confirmed_by")
    found: Sanction = rows.get(pk=pk)
    return found


def narrowed(rows: QuerySet[Sanction], state: str, on: date) -> QuerySet[Sanction]:
    """Running, to be confirmed, ended or undone."""
    standing = Q(state=HandlingState.STANDING)
    over = Q(until_on__lte=on) | Q(ended_on__lte=on)
    if state == "running":
        return rows.filter(standing, effective_on__lte=on).exclude(over).exclude(kind__in=["Q1", "Q2", "Q3", "Q4"])
    if state == "due":
        return rows.filter(standing, until_on__lte=on, confirmed_on=None, ended_on=None)
    if state == "undone":
        return rows.exclude(standing)
    if state == "ended":
        return rows.filter(standing, until_on__lte=on).exclude(confirmed_on=None)
    return rows


@dataclass(frozen=True)
class Record:
    """One sanction with its bars and events, and whether it is in force."""

    row: Sanction
    bars: list[Bar]
    events: list[SanctionEvent]
    is_running: bool
    is_due: bool


def record_of(user: User, pk: int, on: date) -> Record:
    """What the page of one sanction shows."""
    row = sanction(user, pk)
    bars = list(Bar.objects.visible_to(user).filter(sanction=row).order_by("domain"))
    events = list(SanctionEvent.objects.visible_to(user).filter(sanction=row).select_related("by").order_by("pk"))
    stands = row.state == HandlingState.STANDING
    running = stands and is_in_force(row.effective_on, row.ended_on or row.until_on, on)
    due = stands and row.until_on is not None and row.until_on <= on and row.confirmed_on is None
    return Record(row, bars, events, running, due)
