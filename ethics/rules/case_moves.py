"""The moves of a case: from where to where, who may make each, what must be on file, which clock starts or stops.

《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）第五条、第八条至第十一条;
《事业单位工作人员处分规定》（人社部发〔2023〕58号） on accepting, opening, investigating, hearing, deciding,
serving, executing and filing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from ethics.choices.cases import CaseState, Channel, ClockKind, Duty, MoveName, Outcome, PaperKind
from ethics.permissions import EthicsPermission

S, P, C, D = CaseState, PaperKind, ClockKind, Duty
MAY = EthicsPermission
IN_HAND = (S.OPEN, S.REPORTED, S.NOTICED, S.HEARING, S.DELIBERATING)
AFTER = (S.DECIDED, S.SERVED, S.EXECUTED, S.ARCHIVED)


@dataclass(frozen=True)
class Move:
    """One allowed move.

    ``target`` is None where the case stays in its state. ``permission`` is None for what the teacher does; ``duty`` is
    the capacity in which the person acts. ``brings`` is the paper that is made with the move, ``needs`` are papers
    that must lie on file before. ``starts``, ``stops``: clocks. ``extra`` names further
    conditions (``choices.cases.Lacking``).
    """

    name: str
    sources: tuple[CaseState, ...]
    target: CaseState | None
    permission: EthicsPermission | None
    duty: Duty | None
    brings: PaperKind | None = None
    needs: tuple[PaperKind, ...] = ()
    starts: tuple[ClockKind, ...] = ()
    stops: tuple[ClockKind, ...] = ()
    extra: tuple[str, ...] = ()
    outcome: Outcome | None = None

    @property
    def label(self) -> str:
        return str(MoveName(self.name).label)


ALL_UNDECIDED = (S.REGISTERED, S.CHECKING, *IN_HAND)
MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move("name", (S.REGISTERED, S.CHECKING), None, MAY.DESK, D.DESK),
        Move("accept", (S.REGISTERED,), S.CHECKING, MAY.DESK, D.DESK, stops=(C.ACCEPT,)),
        Move("refuse", (S.REGISTERED,), S.REFUSED, MAY.DESK, D.DESK, P.REFUSAL, stops=(C.ACCEPT,),
             outcome=Outcome.REFUSED),
        Move("check", (S.CHECKING,), None, MAY.DESK, D.DESK, P.PRELIMINARY),
        Move("open", (S.CHECKING,), S.OPEN, MAY.DECIDE, D.APPROVER, P.OPENING, (P.PRELIMINARY,),
             (C.HANDLE, C.JUDGMENT), extra=("named",)),
        Move("assign", (S.OPEN,), None, MAY.DECIDE, D.APPROVER),
        Move("suspend", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.SUSPENSION, extra=("not_suspended",)),
        Move("reinstate", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.SUSPENSION, extra=("suspended",)),
        Move("evidence", (S.OPEN, S.REPORTED), None, MAY.INVESTIGATE, D.INVESTIGATOR, P.EVIDENCE,
             extra=("assigned",)),
        Move("report", (S.OPEN,), S.REPORTED, MAY.INVESTIGATE, D.INVESTIGATOR, P.REPORT, (P.EVIDENCE,),
             extra=("assigned", "two_investigators")),
        Move("invite", (S.REPORTED,), None, MAY.DESK, D.DESK, P.INVITATION, (P.REPORT,),
             (C.STATEMENT,)),
        Move("hear_teacher", (S.REPORTED,), None, MAY.INVESTIGATE, D.INVESTIGATOR, P.STATEMENT,
             (P.INVITATION,), stops=(C.STATEMENT,), extra=("assigned",)),
        Move("state", (S.REPORTED,), None, None, None, P.STATEMENT, (P.INVITATION,),
             stops=(C.STATEMENT,)),
        Move("hear_others", (S.OPEN, S.REPORTED), None, MAY.INVESTIGATE, D.INVESTIGATOR,
             P.VIEWS, extra=("assigned",)),
        Move("notice", (S.REPORTED,), S.NOTICED, MAY.PROPOSE, D.PROPOSER, P.NOTICE,
             (P.REPORT, P.VIEWS), (C.HEARING_REQUEST,), extra=("heard_or_silent", "competent_proposer")),
        Move("request_hearing", (S.NOTICED,), S.HEARING, None, None, P.HEARING_REQUEST, (P.NOTICE,),
             stops=(C.HEARING_REQUEST,), extra=("hearing_due", "in_time")),
        Move("note_request", (S.NOTICED,), S.HEARING, MAY.DESK, D.DESK, P.HEARING_REQUEST, (P.NOTICE,),
             stops=(C.HEARING_REQUEST,), extra=("hearing_due", "in_time")),
        Move("schedule", (S.HEARING,), None, MAY.DESK, D.DESK, P.HEARING_NOTICE, (P.HEARING_REQUEST,)),
        Move("hold_hearing", (S.HEARING,), S.DELIBERATING, MAY.DECIDE, D.HOST, P.HEARING_RECORD,
             (P.HEARING_NOTICE,), extra=("hearing_day",)),
        Move("submit", (S.NOTICED,), S.DELIBERATING, MAY.PROPOSE, D.PROPOSER, P.PROPOSAL, (P.NOTICE,),
             stops=(C.HEARING_REQUEST,), extra=("no_hearing_wanted",)),
        Move("minutes", (S.DELIBERATING,), None, MAY.DECIDE, D.DECIDER, P.MINUTES,
             extra=("competent_decider",)),
        Move("sanction", (S.DELIBERATING,), S.DECIDED, MAY.DECIDE, D.DECIDER, P.DECISION,
             (P.REPORT, P.STATEMENT, P.VIEWS, P.NOTICE, P.MINUTES), stops=(C.HANDLE, C.JUDGMENT),
             extra=("competent_decider", "not_retired", "as_told"), outcome=Outcome.SANCTIONED),
        Move("exempt", (S.DELIBERATING,), S.DECIDED, MAY.DECIDE, D.DECIDER, P.DECISION,
             (P.REPORT, P.STATEMENT, P.VIEWS, P.MINUTES), stops=(C.HANDLE, C.JUDGMENT),
             extra=("competent_decider",), outcome=Outcome.EXEMPT),
        Move("dismiss", IN_HAND, S.DISMISSED, MAY.DECIDE, D.DECIDER, P.DECISION, (P.REPORT,),
             stops=(C.HANDLE, C.JUDGMENT, C.STATEMENT, C.HEARING_REQUEST), extra=("competent_decider",),
             outcome=Outcome.DISMISSED),
        Move("clear_lead", (S.CHECKING,), S.CLEARED, MAY.DESK, D.DESK, P.CLARIFICATION,
             (P.PRELIMINARY,), outcome=Outcome.CLEARED),
        Move("clear", IN_HAND, S.CLEARED, MAY.DECIDE, D.DECIDER, P.CLARIFICATION, (P.REPORT,),
             stops=(C.HANDLE, C.JUDGMENT, C.STATEMENT, C.HEARING_REQUEST), extra=("competent_decider",),
             outcome=Outcome.CLEARED),
        Move("serve", (S.DECIDED,), S.SERVED, MAY.DESK, D.DESK, P.RECEIPT, (P.DECISION,),
             (C.REVIEW_LODGE,)),
        Move("file", (S.SERVED,), None, MAY.DESK, D.DESK, P.FILING, (P.RECEIPT,), extra=("filing_due",)),
        Move("execute", (S.SERVED,), S.EXECUTED, MAY.DESK, D.DESK, P.EXECUTION, (P.RECEIPT,),
             extra=("filed",)),
        Move("archive", (S.EXECUTED,), S.ARCHIVED, MAY.DESK, D.DESK, P.ARCHIVE, (P.EXECUTION,),
             extra=("no_remedy_open",)),
        Move("lift", (S.EXECUTED, S.ARCHIVED), None, MAY.LIFT, D.DESK, P.LIFTING, (P.DECISION,),
             extra=("unsettled",)),
        Move("halt", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.HALT, extra=("not_halted",)),
        Move("resume", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.HALT, extra=("halted",)),
        Move("extend", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.EXTENSION, extra=("under_cap",)),
        Move("transfer", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.TRANSFER),
    )
}  # fmt: skip
# The move that carries a case on, where a state has one: the step whose turn it is.
FORWARD: dict[CaseState, tuple[str, ...]] = {
    S.REGISTERED: ("accept",),
    S.CHECKING: ("check", "name", "open"),
    S.OPEN: ("assign", "evidence", "report"),
    S.REPORTED: ("invite", "hear_teacher", "hear_others", "notice"),
    S.NOTICED: ("submit",),
    S.HEARING: ("schedule", "hold_hearing"),
    S.DELIBERATING: ("minutes", "sanction"),
    S.DECIDED: ("serve",),
    S.SERVED: ("file", "execute"),
    S.EXECUTED: ("archive",),
}
ONCE = ("check", "invite", "hear_teacher", "hear_others", "schedule", "minutes", "file")
STANDS_FOR = {"state": "hear_teacher", "note_request": "request_hearing"}


@dataclass(frozen=True)
class Facts:
    """What a case is, as far as the moves ask. ``clocks``: kind -> last day, of clocks that run."""

    state: CaseState
    channel: Channel = Channel.REPORT
    papers: frozenset[PaperKind] = frozenset()
    named: bool = True
    suspended: bool = False
    halted: bool = False
    investigators: int = 0
    retired: bool = False
    hearing: bool = False
    hearing_on: date | None = None
    told: int = -1  # the weight of the heaviest kind that the notice named
    decided: int = -1  # that of what is about to be decided
    filings: int = 0  # how many places of filing the table of powers asks for
    remedy_open: bool = False
    unsettled: int = 1  # decisions with a period whose end nobody confirmed
    clocks: Mapping[ClockKind, date | None] = field(default_factory=dict)
    extended_to: date | None = None
    cap: date | None = None


@dataclass(frozen=True)
class Actor:
    """Who asks: whether they are among the investigators, may propose, may decide by the table of powers."""

    assigned: bool = False
    may_propose: bool = True
    may_decide: bool = True


def missing(move: Move, facts: Facts, actor: Actor, on: date) -> tuple[str, ...]:
    """What stands against a move, as codes: ``state``, ``paper:KIND`` for each paper that is not on file, and the
    conditions of the move that do not hold. Empty: it may be made."""
    if facts.state not in move.sources:
        return ("state",)
    papers = [f"paper:{kind}" for kind in move.needs if kind not in facts.papers and not _excused(kind, facts, on)]
    return tuple(papers + [name for name in move.extra if not _holds(name, facts, actor, on)])


def _excused(kind: PaperKind, facts: Facts, on: date) -> bool:
    """A teacher who was asked and said nothing in time does not hold a decision up."""
    return kind == PaperKind.STATEMENT and _silent(facts, on) and PaperKind.INVITATION in facts.papers


def _silent(facts: Facts, on: date) -> bool:
    last = facts.clocks.get(ClockKind.STATEMENT)
    return last is not None and on > last


def _holds(name: str, facts: Facts, actor: Actor, on: date) -> bool:
    request = facts.clocks.get(ClockKind.HEARING_REQUEST)
    return {
        "named": facts.named,
        "not_suspended": not facts.suspended,
        "suspended": facts.suspended,
        "assigned": actor.assigned,
        "two_investigators": facts.investigators >= 2,
        "heard_or_silent": PaperKind.STATEMENT in facts.papers or _silent(facts, on),
        "competent_proposer": actor.may_propose,
        "competent_decider": actor.may_decide,
        "hearing_due": facts.hearing,
        "in_time": request is not None and on <= request,
        "hearing_day": facts.hearing_on is not None and on >= facts.hearing_on,
        "no_hearing_wanted": not facts.hearing or (request is not None and on > request),
        "not_retired": not (facts.retired and facts.decided >= 4),
        "as_told": facts.decided <= facts.told,
        "filing_due": facts.filings > 0,
        "filed": facts.filings == 0 or PaperKind.FILING in facts.papers,
        "no_remedy_open": not facts.remedy_open,
        "not_halted": not facts.halted,
        "halted": facts.halted,
        "unsettled": facts.unsettled > 0,
        "under_cap": facts.extended_to is None or facts.cap is None or facts.extended_to <= facts.cap,
    }[name]


def starts(move: Move, facts: Facts) -> tuple[ClockKind, ...]:
    """The clocks that a move starts in this case."""
    skipped = set()
    if facts.channel != Channel.COURT:
        skipped.add(ClockKind.JUDGMENT)
    if not facts.hearing:
        skipped.add(ClockKind.HEARING_REQUEST)
    return tuple(kind for kind in move.starts if kind not in skipped)


def next_moves(facts: Facts, done: Collection[str] = ()) -> tuple[str, ...]:
    """The moves that carry the case on from here, those already made left out."""
    made = {STANDS_FOR.get(name, name) for name in done}
    found = []
    for name in FORWARD.get(facts.state, ()):
        if name in ONCE and name in made:
            continue
        if name == "name" and facts.named:
            continue
        if name == "assign" and facts.investigators >= 2:
            continue
        if name == "evidence" and PaperKind.EVIDENCE in facts.papers:
            continue
        if name == "file" and (facts.filings == 0 or PaperKind.FILING in facts.papers):
            continue
        found.append(name)
    return tuple(found)
