"""Rounds and the people in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from honors.choices import EntryState
from honors.models import HonorRound, RoundEntry
from kernel.accounts.models import User
from teachers.queries.register import changed_since
from teachers.queries.teaching import retirement_window
from teachers.rules.id_number import mask


def rounds(_user: User) -> list[HonorRound]:
    """All rounds, the newest first: that there is a round is no secret, who is in it is."""
    return list(HonorRound.objects.order_by("-as_of").select_related("made_by", "approved_by"))


def round_of(_user: User, as_of: date) -> HonorRound:
    """The round of a day; DoesNotExist when there is none."""
    return HonorRound.objects.select_related("made_by", "submitted_by", "approved_by").get(as_of=as_of)


def entries(user: User, one: HonorRound, state: EntryState | None = None) -> QuerySet[RoundEntry]:
    """The people of a round whom this person may see."""
    found: QuerySet[RoundEntry] = RoundEntry.objects.visible_to(user).filter(round=one)
    if state is not None:
        found = found.filter(state=state)
    return found.select_related("teacher", "school", "school__parent", "confirmed_by").order_by(
        "-threshold", "school__path", "teacher__name", "pk"
    )


def entry(user: User, one: HonorRound, entry_id: int) -> RoundEntry:
    """One person of a round; DoesNotExist for a neighbour's."""
    return entries(user, one).get(pk=entry_id)


_FIGURES = {
    "forty": Count("pk", filter=Q(threshold=40, state=EntryState.CANDIDATE)),
    "thirty": Count("pk", filter=Q(threshold=30, state=EntryState.CANDIDATE)),
    "held": Count("pk", filter=Q(state=EntryState.HELD)),
    "confirmed": Count("pk", filter=Q(state=EntryState.CANDIDATE, confirmed_by__isnull=False)),
    "excluded": Count("pk", filter=Q(state=EntryState.EXCLUDED)),
    "drawn": Count("pk", filter=Q(certificate__newest__isnull=False)),
}


def entry_facts(row: RoundEntry) -> dict[str, Any]:
    """What an officer needs beside the arithmetic to settle a held person: masked, and only for who sees the row."""
    return {"retirement": retirement_window(row.teacher), "masked_id": mask(row.teacher.id_number)}


def figures(user: User, one: HonorRound) -> dict[str, Any]:
    """Counts of what this person may see of a round."""
    found: dict[str, Any] = RoundEntry.objects.visible_to(user).filter(round=one).aggregate(**_FIGURES)
    return found


def rounds_with_figures(user: User) -> list[tuple[HonorRound, dict[str, Any]]]:
    """All rounds, each with its counts of what this person may see."""
    rows = RoundEntry.objects.visible_to(user).values("round_id").annotate(**_FIGURES)
    counts = {row.pop("round_id"): row for row in rows}
    return [(one, counts.get(one.pk, dict.fromkeys(_FIGURES, 0))) for one in rounds(user)]


def is_stale(one: HonorRound) -> bool:
    """Whether the register changed after the round was computed, so that computing again may give another list."""
    return one.computed_at is not None and changed_since(one.computed_at)
