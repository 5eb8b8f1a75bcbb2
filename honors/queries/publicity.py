"""The list as it hangs out for everybody: name, unit, years, and nothing else."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from honors.choices import EntryState
from honors.models import HonorRound, RoundEntry


def public_round(as_of: date, today: date) -> HonorRound | None:
    """The round of a day while its list hangs out."""
    one = HonorRound.objects.filter(as_of=as_of).first()
    return one if one is not None and one.is_public_on(today) else None


def hanging_out(today: date) -> list[HonorRound]:
    """The rounds whose list hangs out today."""
    rows = HonorRound.objects.filter(publicity_from__lte=today, publicity_until__gte=today).order_by("-as_of")
    return [one for one in rows if one.is_public_on(today)]


def public_entries(one: HonorRound, district: str = "", name: str = "") -> QuerySet[RoundEntry]:
    """Who is put forward, by district and unit; only the columns that may be shown."""
    rows: QuerySet[RoundEntry] = RoundEntry.objects.for_system("publicity shows name, unit and years to everybody")
    rows = rows.filter(round=one, state=EntryState.CANDIDATE)
    if district:
        rows = rows.filter(school__parent__name=district)
    if name:
        rows = rows.filter(teacher__name__contains=name)
    return (
        rows.select_related("teacher", "school", "school__parent")
        .only("threshold", "school_name", "teacher__name", "school__parent__name", "round_id")
        .order_by("school__path", "-threshold", "teacher__name", "pk")
    )


def public_entry_or_none(one: HonorRound, key: str) -> RoundEntry | None:
    """One person of the list that hangs out, by what stands in an address; None for anything else."""
    return public_entries(one).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 15 else None
