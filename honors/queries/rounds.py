"""Rounds and the people in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from honors.choices import Confirmation, EntryState, ListState, ObjectionState, RoundState
from honors.models import HonorRound, Objection, RoundEntry, SchoolList, SetAside
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.audit.queries import history
from kernel.calendar.queries import calendar
from teachers.models import ServiceRecord
from teachers.queries.register import changed_since, shown
from teachers.queries.teaching import retirement_window


def rounds(_user: User) -> list[HonorRound]:
    """All rounds, the newest first: that there is a round is no secret, who is in it is."""
    return list(HonorRound.objects.order_by("-as_of").select_related("made_by", "approved_by"))


def round_of(_user: User, as_of: date) -> HonorRound:
    """The round of a day; DoesNotExist when there is none."""
    return HonorRound.objects.select_related("made_by", "submitted_by", "approved_by").get(as_of=as_of)


def entries(user: User, one: HonorRound, state: EntryState | None = None, name: str = "") -> QuerySet[RoundEntry]:
    """The people of a round whom this person may see, of one outcome, of one name."""
    found: QuerySet[RoundEntry] = RoundEntry.objects.visible_to(user).filter(round=one)
    if state is not None:
        found = found.filter(state=state)
    if name:
        found = found.filter(teacher__name__contains=name)
    return found.select_related("teacher", "school", "school__parent", "confirmed_by").order_by(
        "-threshold", "school__path", "teacher__name", "pk"
    )


def listed(user: User, one: HonorRound) -> QuerySet[RoundEntry]:
    """The same for a workbook: without the arithmetic and without what is sealed."""
    return entries(user, one).defer("lines", "teacher__id_number", "teacher__phone")


def entry(user: User, one: HonorRound, entry_id: int) -> RoundEntry:
    """One person of a round; DoesNotExist for a neighbour's."""
    return entries(user, one).get(pk=entry_id)


_FIGURES = {
    "forty": Count("pk", filter=Q(threshold=40, state=EntryState.CANDIDATE)),
    "thirty": Count("pk", filter=Q(threshold=30, state=EntryState.CANDIDATE)),
    "held": Count("pk", filter=Q(state=EntryState.HELD)),
    "answered": Count("pk", filter=Q(state=EntryState.CANDIDATE) & ~Q(answer="")),
    "unanswered": Count("pk", filter=Q(state=EntryState.CANDIDATE, answer="")),
    "confirmed": Count("pk", filter=Q(state=EntryState.CANDIDATE, confirmed_by__isnull=False)),
    "excluded": Count("pk", filter=Q(state=EntryState.EXCLUDED)),
    "drawn": Count("pk", filter=Q(certificate__newest__isnull=False)),
}


def entry_facts(user: User, row: RoundEntry) -> dict[str, Any]:
    """What an officer needs beside the arithmetic to settle a held person: masked, and only for who sees the row."""
    return {"retirement": retirement_window(row.teacher), "shown": shown(user, row.teacher)}


def set_asides(user: User, row: RoundEntry) -> list[SetAside]:
    """What officers put down against the person of an entry, the newest first."""
    notes = SetAside.objects.visible_to(user).filter(teacher=row.teacher)
    return list(notes.select_related("recorded_by", "lifted_by").order_by("-recorded_at"))


def set_aside(user: User, row: RoundEntry, pk: int) -> SetAside:
    """One of them."""
    found: SetAside = SetAside.objects.visible_to(user).filter(teacher=row.teacher).get(pk=pk)
    return found


def objections_of(user: User, row: RoundEntry) -> list[Objection]:
    """What was said about the person of an entry, as far as this person may see it."""
    found = Objection.objects.visible_to(user).filter(round=row.round, teacher=row.teacher)
    return list(found.select_related("round").order_by("-made_at"))


def history_of(user: User, one: HonorRound, page: str | None) -> Page[Any] | None:
    """What happened to the round, for who runs or approves rounds."""
    may = user.holds(HonorPermission.RUN_ROUND) or user.holds(HonorPermission.APPROVE)
    return history(user, one, page) if may else None


def is_live(one: HonorRound) -> bool:
    """Whether anybody did something with the lists that were sent out."""
    entries = RoundEntry.objects.for_system("whether anybody confirmed").filter(round=one).exclude(answer="")
    lists = SchoolList.objects.for_system("whether any school sent its list").filter(round=one)
    return entries.exists() or lists.exclude(state=ListState.OPEN).exists()


def knows_grounds(user: User, row: RoundEntry | None = None) -> bool:
    """Whether this person may read on what ground somebody is held or excluded: the office and the approver, and
    nobody about oneself."""
    may = user.holds(HonorPermission.RUN_ROUND) or user.holds(HonorPermission.APPROVE)
    return may and (row is None or row.teacher.user_id != user.pk)


def changed_entries(one: HonorRound) -> QuerySet[RoundEntry]:
    """Entries of people whose record was written after the entry was computed."""
    rows = ServiceRecord.objects.for_system("whether a record moved").filter(
        teacher=OuterRef("teacher"), updated_at__gt=OuterRef("computed_at")
    )
    entries: QuerySet[RoundEntry] = RoundEntry.objects.for_system("whose record moved").filter(round=one)
    return entries.filter(Q(teacher__updated_at__gt=F("computed_at")) | Exists(rows))


def changed(one: HonorRound) -> int:
    """How many people's records were written after their entry was computed."""
    return changed_entries(one).count() if one.state in {RoundState.CHECKING, RoundState.PUBLICITY} else 0


def checked_how(user: User, one: HonorRound) -> dict[str, Any]:
    """What a second person should know of how a list came about."""
    lists = SchoolList.objects.visible_to(user).filter(round=one)
    said = Objection.objects.visible_to(user).filter(round=one)
    answers = RoundEntry.objects.visible_to(user).filter(round=one, state=EntryState.CANDIDATE)
    return {
        "closed": lists.exclude(closed_note="").count(),
        "offline": answers.filter(answer=Confirmation.OFFLINE).count(),
        "objections": said.count(),
        "upheld": said.filter(state=ObjectionState.UPHELD).count(),
    }


def unknown_years(one: HonorRound) -> list[int]:
    """Years of the publicity whose holidays are not published yet: its end may be wrong."""
    if one.publicity_from is None or one.publicity_until is None:
        return []
    return calendar().unpublished(one.publicity_from, one.publicity_until)


def only_list(user: User, one: HonorRound) -> SchoolList | None:
    """The list of the round, for a person who sees exactly one."""
    found = list(SchoolList.objects.visible_to(user).filter(round=one).select_related("round", "school")[:2])
    return found[0] if len(found) == 1 else None


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
