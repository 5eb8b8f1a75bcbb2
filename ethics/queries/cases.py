"""Leads and cases within what a person may see: the work list, and one case with its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Min, Q, QuerySet

from ethics.choices.cases import (
    DECIDED,
    ENDED,
    LEADS,
    OFFICE_CLOCKS,
    TURN,
    UNDECIDED,
    CaseState,
    Duty,
    Lacking,
    MoveName,
    PaperKind,
)
from ethics.models import Case, CaseClock, CaseHand, CasePaper, CaseStep, ClockLog, KeepExtension, Remedy
from ethics.permissions import EthicsPermission
from ethics.queries.case_facts import actor_of, facts_of
from ethics.queries.clocks import ClockShown, shown
from ethics.rules.case_moves import MOVES, Actor, Facts, Move, missing, next_moves
from kernel.accounts.models import User
from kernel.accounts.queries import holders
from kernel.files.models import StoredFile
from kernel.orgs.models import Organisation
from teachers.models import Teacher

WHY = "belongs to a case that a scoped query found"
LAST_IN = ExpressionWrapper(Q(state__in=ENDED), output_field=BooleanField())
GROUPS: dict[str, tuple[CaseState, ...]] = {
    "leads": LEADS, "open": UNDECIDED, "decided": DECIDED[:-1], "ended": ENDED,
}  # fmt: skip


def cases(user: User, group: str = "", state: str = "") -> QuerySet[Case]:
    """Cases this person handles, those first whose limit ends next."""
    rows: QuerySet[Case] = Case.objects.visible_to(user)
    if group in GROUPS:
        rows = rows.filter(state__in=GROUPS[group])
    if state in CaseState.values:
        rows = rows.filter(state=state)
    due = Min("clocks__due_on", filter=Q(clocks__stopped_on__isnull=True, clocks__kind__in=OFFICE_CLOCKS))
    rows = rows.annotate(due_on=due).select_related("school", "teacher")
    return rows.order_by(LAST_IN, F("due_on").asc(nulls_last=True), "-registered_on", "-pk")


def by_state(user: User) -> dict[str, int]:
    """How many of this person's cases stand in each state."""
    rows = Case.objects.visible_to(user).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))


def case(user: User, number: str) -> Case:
    """One; DoesNotExist for a neighbour's."""
    rows = Case.objects.visible_to(user).select_related("school__parent", "teacher", "made_by")
    found: Case = rows.get(number=number)
    return found


@dataclass(frozen=True)
class MoveShown:
    """A move that this person's roles allow here, and what stands against it."""

    move: Move
    lacks: list[str]

    @property
    def is_ready(self) -> bool:
        return not self.lacks


@dataclass(frozen=True)
class NextStep:
    """A step that carries the case on: whose it is, and what is missing for it."""

    label: str
    who: str
    lacks: list[str]


@dataclass(frozen=True)
class CaseShown:
    """Everything that the page of a case draws."""

    case: Case
    turn: str
    steps: list[CaseStep]
    papers: list[CasePaper]
    clocks: list[ClockShown]
    stopped: list[ClockShown]
    log: list[ClockLog]
    hands: list[CaseHand]
    moves: list[MoveShown]
    next_steps: list[NextStep]
    remedies: list[Remedy]
    keep_request: KeepExtension | None


WHO = {
    EthicsPermission.DESK: Duty.DESK, EthicsPermission.INVESTIGATE: Duty.INVESTIGATOR,
    EthicsPermission.PROPOSE: Duty.PROPOSER, EthicsPermission.DECIDE: Duty.DECIDER,
}  # fmt: skip


def page(user: User, number: str, on: date) -> CaseShown:
    """One case as its page shows it, in a fixed number of queries."""
    found = case(user, number)
    facts, actor = facts_of(found, on), actor_of(found, user, on)
    steps = list(CaseStep.objects.for_system(WHY).filter(case=found).select_related("by", "hand"))
    made = [one.move for one in steps]
    moves = [
        MoveShown(move, words_of(missing(move, facts, actor, on)))
        for move in MOVES.values()
        if found.state in move.sources and _may(user, move, found)
    ]
    clocks = CaseClock.objects.for_system(WHY).filter(case=found).prefetch_related("pauses")
    every = shown(clocks, on)
    papers = CasePaper.objects.for_system(WHY).filter(case=found).select_related("by").prefetch_related("files")
    log = ClockLog.objects.for_system(WHY).filter(clock__case=found).exclude(why__in=["started", "stopped"])
    remedies = Remedy.objects.for_system(WHY).filter(case=found).prefetch_related("files").order_by("pk")
    requests = KeepExtension.objects.for_system(WHY).filter(case=found, signed_by=None)
    return CaseShown(
        found, str(TURN.get(CaseState(found.state), "")), steps, list(papers),
        [one for one in every if one.clock.stopped_on is None],
        [one for one in every if one.clock.stopped_on is not None],
        list(log.select_related("clock", "by")), list(found.hands.select_related("user").order_by("pk")),
        moves, _next(facts, made, on), list(remedies), requests.select_related("asked_by").first(),
    )  # fmt: skip


def _may(user: User, move: Move, found: Case) -> bool:
    return move.permission is not None and user.scope(move.permission).holds(found.school.path)


def words_of(codes: tuple[str, ...]) -> list[str]:
    """What is missing, in words."""
    return [
        str(PaperKind(code.removeprefix("paper:")).label) if code.startswith("paper:") else str(Lacking(code).label)
        for code in codes
    ]


def _next(facts: Facts, made: list[str], on: date) -> list[NextStep]:
    """The steps ahead; what they ask of the person who makes them is left aside."""
    found = []
    for name in next_moves(facts, made):
        move = MOVES[name]
        lacks = missing(move, facts, Actor(assigned=True), on)
        duty = move.duty or (WHO.get(move.permission) if move.permission else None)
        found.append(NextStep(move.label, str(duty.label) if duty else "", words_of(lacks)))
    return found


def file_of(user: User, number: str, file_id: UUID) -> StoredFile:
    """One file of a case this person handles; DoesNotExist else."""
    found = case(user, number)
    papers = CasePaper.objects.for_system(WHY).filter(case=found)
    row: StoredFile = StoredFile.objects.get(pk=file_id, pk__in=papers.values("files"))
    return row


def people_of(user: User, school: Organisation) -> list[Teacher]:
    """The people of a school from among whom a lead may name somebody."""
    rows = Teacher.objects.visible_to(user).filter(school=school).order_by("name", "pk")
    return list(rows.only("pk", "name", "teacher_no", "school_id"))


def investigators_for(found: Case, on: date) -> list[User]:
    """Who may investigate in this case: holds the permission over the school and has no other exclusive part in it."""
    taken = found.hands.exclude(duty__in=[Duty.DESK, Duty.APPROVER]).values_list("user_id", flat=True)
    return [one for one in holders(EthicsPermission.INVESTIGATE, found.school, on) if one.pk not in set(taken)]


def name_of_move(name: str) -> str:
    """The label of a step."""
    return str(MoveName(name).label) if name in MoveName.values else name
