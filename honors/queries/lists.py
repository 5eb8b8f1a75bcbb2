"""The lists of schools in a round."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from honors.choices import SCHOOL_SETTLES, Confirmation, EntryState, ListState, ObjectionState, RoundState
from honors.models import HonorRound, Objection, RoundEntry, SchoolList
from honors.permissions import HonorPermission
from kernel.accounts.models import User

# Who may still sign on paper: nobody confirmed yet, or a signature is there that may be replaced.
BY_PAPER = ["", Confirmation.PAPER, Confirmation.OFFLINE]
_COUNTS = {
    "candidates": Count("pk", filter=Q(state=EntryState.CANDIDATE)),
    "confirmed": Count("pk", filter=Q(state=EntryState.CANDIDATE) & ~Q(answer="")),
    "unconfirmed": Count("pk", filter=Q(state=EntryState.CANDIDATE, answer="")),
    "by_paper": Count("pk", filter=Q(state=EntryState.CANDIDATE, answer__in=BY_PAPER)),
    "held": Count("pk", filter=Q(state=EntryState.HELD)),
    "to_settle": Count("pk", filter=Q(state=EntryState.HELD, hold_reason__in=SCHOOL_SETTLES)),
}


def school_lists(user: User, one: HonorRound, state: str = "") -> QuerySet[SchoolList]:
    """The lists this person may see, in the order of the tree."""
    rows: QuerySet[SchoolList] = SchoolList.objects.visible_to(user).filter(round=one)
    if state in ListState.values:
        rows = rows.filter(state=state)
    return rows.select_related(
        "round", "school", "school__parent", "sent_by", "checked_by", "handed_over_by", "handed_over_file"
    ).order_by("school__path")


def school_list(user: User, one: HonorRound, school_id: int) -> SchoolList:
    """One school's list; DoesNotExist for a neighbour's."""
    return school_lists(user, one).get(school_id=school_id)


def with_counts(user: User, one: HonorRound, lists: list[SchoolList]) -> list[tuple[SchoolList, dict[str, Any]]]:
    """Each list of a page with the counts of its people."""
    rows = RoundEntry.objects.visible_to(user).filter(round=one, school__in=[row.school_id for row in lists])
    counts = {row.pop("school_id"): row for row in rows.values("school_id").annotate(**_COUNTS)}
    return [(row, counts.get(row.school_id, dict.fromkeys(_COUNTS, 0))) for row in lists]


def counts(user: User, row: SchoolList) -> dict[str, Any]:
    """The counts of one list."""
    return with_counts(user, row.round, [row])[0][1]


def progress(user: User, one: HonorRound) -> dict[str, Any]:
    """How far the lists are that this person may see."""
    found: dict[str, Any] = (
        SchoolList.objects.visible_to(user)
        .filter(round=one)
        .aggregate(
            schools=Count("pk"),
            open=Count("pk", filter=Q(state=ListState.OPEN)),
            sent=Count("pk", filter=Q(state=ListState.SENT)),
            checked=Count("pk", filter=Q(state=ListState.CHECKED)),
            handed_over=Count("pk", filter=Q(handed_over_on__isnull=False)),
        )
    )
    return found


def may_settle(user: User, row: RoundEntry) -> bool:
    """Whether this person may confirm a held one now: in a draft, or while the school's list is open."""
    if not (user.holds(HonorPermission.CONFIRM_HELD) and row.is_for_the_school):
        return False
    if row.round.state == RoundState.CHECKING:
        here = SchoolList.objects.visible_to(user).filter(round=row.round, school=row.school_id)
        return not here.exclude(state=ListState.OPEN).exists()
    return bool(row.round.state == RoundState.DRAFT)


def under_objection(user: User, row: SchoolList) -> set[int]:
    """Keys of the people of a list about whom something is said that is not settled."""
    rows = Objection.objects.for_system("that something is open, not what").filter(
        round=row.round, state=ObjectionState.OPEN, teacher__school=row.school
    )
    return set(rows.values_list("teacher_id", flat=True)) & set(people(user, row).values_list("teacher_id", flat=True))


def people(user: User, row: SchoolList) -> QuerySet[RoundEntry]:
    """The people of one school's list, who is put forward first."""
    rows: QuerySet[RoundEntry] = RoundEntry.objects.visible_to(user).filter(round=row.round, school=row.school)
    return rows.select_related("teacher", "certificate", "answered_by").order_by(
        "state", "-threshold", "teacher__name", "pk"
    )
