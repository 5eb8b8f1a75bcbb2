"""The hours of a person as pages and papers show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from kernel.files.models import StoredFile
from teachers.models import Teacher
from teachers.queries.register import own_record
from training.choices import HourState
from training.errors import refuse
from training.models import HourClaim, HourEntry, HourMove
from training.permissions import TrainingPermission as Training
from training.queries import hours_sums as sums
from training.queries.hours_rules import rule_book
from training.rules.hours import (
    Account,
    Caps,
    Counted,
    Cycle,
    Line,
    Standing,
    YearForecast,
    caps_for,
    elapsed,
    first_missed,
    forecast,
    months_due,
    pace,
    standing,
)
from training.rules.hours_moves import COUNTS, OPEN, is_higher, next_step


@dataclass(frozen=True)
class Row:
    """One entry of the ledger and, where it counts, what came of it."""

    entry: HourEntry
    counted: Counted | None

    @property
    def is_over(self) -> bool:
        """Whether the entry no longer counts and never will."""
        return self.entry.standing.state not in COUNTS | OPEN


@dataclass(frozen=True)
class HourSheet:
    """Everything about a person's hours in one cycle on a day."""

    teacher: Teacher
    on: date
    cycle: Cycle
    cycles: tuple[Cycle, ...]
    entered_on: date | None
    account: Account
    standing: Standing
    years: tuple[YearForecast, ...]
    caps: Caps
    rows: tuple[Row, ...]

    @property
    def months(self) -> int:
        """Months of service in the cycle."""
        return months_due(self.cycle, self.entered_on)

    @property
    def months_gone(self) -> int:
        """Those of them that are over or under way."""
        return elapsed(self.cycle, self.entered_on, self.on)

    @property
    def missed(self) -> YearForecast | None:
        """The first year that will be missed at this pace."""
        return first_missed(self.years)

    @property
    def lower(self) -> int:
        """What counts of the school's own level."""
        return self.account.counted - self.account.higher

    @property
    def year(self) -> int:
        """The year of the day, or the last one of a cycle that is over."""
        return min(self.on.year, self.cycle.last_year)

    @property
    def this_year(self) -> int:
        """What counts in that year."""
        return self.account.by_year.get(self.year, 0)

    @property
    def year_pace(self) -> int:
        """What an even pace asks for in that year."""
        before, after = date(self.year - 1, 12, 31), date(self.year, 12, 31)
        return pace(self.cycle, self.entered_on, after) - pace(self.cycle, self.entered_on, before)

    @property
    def higher_is_behind(self) -> bool:
        """Whether an even pace asks for more from the county or above by now."""
        return self.standing.higher * self.months < self.standing.floor * self.months_gone

    @property
    def is_past(self) -> bool:
        """Whether the cycle is over."""
        return self.on > self.cycle.last_on

    @property
    def pending(self) -> int:
        """Tenths that wait for somebody's approval."""
        return sum(row.entry.tenths for row in self.rows if row.entry.standing.state in OPEN)


def own_sheet(user: User, on: date, first_year: int | None = None) -> HourSheet | None:
    """The own hours; None for an account without a record."""
    me = own_record(user)
    return None if me is None else sheet(user, me, on, first_year)


def sheet_of(user: User, teacher_no: str, on: date, first_year: int | None = None) -> HourSheet:
    """The hours of somebody in one's units, or one's own; Teacher.DoesNotExist for a neighbour's."""
    return sheet(user, person(user, teacher_no), on, first_year)


def person(user: User, teacher_no: str) -> Teacher:
    """Somebody whose hours this person may see."""
    seen = user.scope(Training.VIEW).q("school__path") | Q(user_id=user.pk)
    rows = Teacher.objects.for_system("the scope of training is the condition").filter(seen)
    found: Teacher = rows.select_related("school", "school__parent").get(teacher_no=teacher_no)
    return found


def of_number(user: User, number: str, on: date) -> HourSheet:
    """The hours of the person with an ID number; RuleBroken for one who is not in the units of this person."""
    plain = number.strip().upper()
    rows = Teacher.objects.for_system("the scope of training is the condition").filter(
        user.scope(Training.VIEW).q("school__path"), id_digest__in=list(findable([plain]))
    )
    found = rows.select_related("school", "school__parent").first()
    if found is None:
        raise refuse("hours_unknown_person", number=plain[:6] + "…" + plain[-4:])
    return sheet(user, found, on)


def sheet(user: User, teacher: Teacher, on: date, first_year: int | None = None) -> HourSheet:
    """The sheet of a person whom the caller's query found visible: six queries."""
    book = rule_book()
    cycle = book.cycle_of(first_year) if first_year else book.cycle_on(on)
    entered_on = sums.entry_days([teacher.pk])[teacher.pk]
    entries = list(_entries(user, teacher, cycle, on))
    lines = [
        Line(one.pk, one.mode, one.ended_on, one.tenths, is_higher(one.level))
        for one in entries
        if one.standing.state in COUNTS
    ]
    found = sums.reckoned(book, cycle, lines, on)
    came = {one.line.key: one for one in found.lines}
    caps = caps_for(cycle, book.versions, on)[1]
    return HourSheet(
        teacher, on, cycle, book.cycles, entered_on, found,
        standing(cycle, entered_on, on, found.counted, found.higher, caps.higher_percent),
        forecast(cycle, entered_on, on, found.counted), caps, tuple(Row(one, came.get(one.pk)) for one in entries),
    )  # fmt: skip


def _entries(user: User, teacher: Teacher, cycle: Cycle, on: date) -> QuerySet[HourEntry]:
    rows: QuerySet[HourEntry] = HourEntry.objects.visible_to(user).filter(
        teacher=teacher, ended_on__gte=cycle.first_on, ended_on__lte=min(on, cycle.last_on)
    )
    return rows.select_related("standing").order_by("-ended_on", "-pk")


@dataclass(frozen=True)
class EntryPage:
    """One entry with its way through the ledger."""

    entry: HourEntry
    moves: tuple[HourMove, ...]
    claim: HourClaim | None
    files: tuple[StoredFile, ...]
    elsewhere: tuple[HourClaim, ...]  # claims one may see that bear the same evidence
    elsewhere_hidden: int  # and how many one may not see
    row: Row | None  # in the account of its cycle
    sheet: HourSheet | None
    step: str  # what this person may do next: check, approve or nothing
    may_refuse: bool
    may_reverse: bool
    may_withdraw: bool


def entry_page(user: User, entry_id: int, on: date) -> EntryPage:
    """One entry; HourEntry.DoesNotExist for a neighbour's."""
    entry: HourEntry = (
        HourEntry.objects.visible_to(user)
        .select_related("standing", "teacher", "teacher__school", "teacher__school__parent", "put_by")
        .get(pk=entry_id)
    )
    claim = HourClaim.objects.visible_to(user).filter(entry=entry).first()
    files = tuple(claim.files.order_by("kept_at", "name")) if claim else ()
    seen, hidden = _same_evidence(user, claim, files)
    state, is_own = entry.standing.state, entry.teacher.user_id == user.pk
    book = rule_book()
    cycle = book.find(entry.ended_on)
    whole = sheet(user, entry.teacher, max(on, entry.ended_on), cycle.first_year) if cycle else None
    row = next((one for one in whole.rows if one.entry.pk == entry.pk), None) if whole else None
    step = "" if is_own else _step(user, entry) or ""
    return EntryPage(
        entry, tuple(HourMove.objects.visible_to(user).filter(entry=entry).select_related("by")), claim, files, seen,
        hidden, row, whole, step, may_refuse=bool(step),
        may_reverse=state in COUNTS and not is_own
        and user.scope(Training.REVERSE_HOURS).holds(entry.teacher.school.path),
        may_withdraw=bool(claim and claim.made_by_id == user.pk and state == HourState.PROPOSED),
    )  # fmt: skip


def _step(user: User, entry: HourEntry) -> str | None:
    scope = user.scope(Training.APPROVE_HOURS)
    if not scope.holds(entry.teacher.school.path):
        return None
    above = entry.teacher.school.parent
    return next_step(entry.standing.state, entry.level, is_above=above is not None and scope.holds(above.path))


def _same_evidence(
    user: User, claim: HourClaim | None, files: tuple[StoredFile, ...]
) -> tuple[tuple[HourClaim, ...], int]:
    if claim is None or not files:
        return (), 0
    rows = HourClaim.objects.for_system("the same evidence on other claims, whoever made them").exclude(pk=claim.pk)
    ids = set(rows.filter(files__digest__in=[one.digest for one in files]).values_list("pk", flat=True))
    if not ids:
        return (), 0
    mine = (
        HourClaim.objects.visible_to(user)
        .filter(pk__in=ids)
        .select_related("entry__teacher__school", "entry__standing")
    )
    seen = tuple(mine.order_by("made_at"))
    return seen, len(ids) - len(seen)


def claim_with_file(user: User, entry_id: int, file_id: UUID) -> HourClaim:
    """The claim of a paper; DoesNotExist for a neighbour's, and for a paper that is not the claim's."""
    found: HourClaim = (
        HourClaim.objects.visible_to(user).select_related("entry__teacher").get(entry_id=entry_id, files=file_id)
    )
    return found


def queue(user: User, *, level: str = "", source: str = "", stage: str = "") -> QuerySet[HourEntry]:
    """What waits for this person's approval, oldest first; ``is_flagged`` where the evidence is found elsewhere.

    The school's step is the school's: who stands above sees it when asked for (``stage`` is ``school``), to step in.
    """
    scope = user.scope(Training.APPROVE_HOURS)
    above = scope.q("teacher__school__parent__path")
    turn = (Q(standing__state=HourState.CHECKED) & above) | (Q(standing__state=HourState.PROPOSED) & ~above)
    if stage == "school":
        turn = Q(standing__state=HourState.PROPOSED)
    rows: QuerySet[HourEntry] = HourEntry.objects.visible_to(user).filter(
        turn, scope.q("teacher__school__path"), standing__state__in=OPEN
    )
    rows = rows.filter(Q(teacher__user__isnull=True) | ~Q(teacher__user_id=user.pk))
    if level:
        rows = rows.filter(level=level)
    if source:
        rows = rows.filter(source=source)
    return (
        rows.annotate(is_flagged=Exists(flagged().filter(entry=OuterRef("pk"))))
        .select_related("standing", "teacher", "teacher__school")
        .order_by("ended_on", "pk")
    )


def flagged() -> QuerySet[HourClaim]:
    """Claims whose evidence is found on another claim."""
    every = HourClaim.objects.for_system("a flag alone, on rows that the caller found visible")
    other = every.filter(files__digest=OuterRef("files__digest")).exclude(pk=OuterRef("pk"))
    rows: QuerySet[HourClaim] = every.filter(Exists(other))
    return rows


def flagged_among(user: User, entry_ids: list[int]) -> set[int]:
    """Those of some entries whose evidence is found elsewhere: these are looked at one by one."""
    rows = flagged().filter(entry__in=HourEntry.objects.visible_to(user).filter(pk__in=entry_ids).values("pk"))
    return set(rows.values_list("entry_id", flat=True))


def waiting_count(user: User) -> int:
    """How many entries wait for this person."""
    return queue(user).count()
