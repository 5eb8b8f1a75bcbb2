"""The moves of a case: from where to where, who may make each, what must be on file, which clock starts or stops.

《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）第五条、第八条至第十一条;
《事业单位工作人员处分规定》（人社部发〔2023〕58号） on accepting, opening, investigating, hearing, deciding,
serving, executing and filing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from ethics.choices.cases import CaseState, Channel, ClockKind, Duty, Outcome, PaperKind
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
    that must lie on file before. ``starts``, ``stops``: clocks. ``extra`` names further conditions (CONDITIONS).
    """

    name: str
    label: str
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


ALL_UNDECIDED = (S.REGISTERED, S.CHECKING, *IN_HAND)
MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move("name", "确认被反映人", (S.REGISTERED, S.CHECKING), None, MAY.DESK, D.DESK),
        Move("accept", "受理", (S.REGISTERED,), S.CHECKING, MAY.DESK, D.DESK, stops=(C.ACCEPT,)),
        Move("refuse", "不予受理", (S.REGISTERED,), S.REFUSED, MAY.DESK, D.DESK, P.REFUSAL, stops=(C.ACCEPT,),
             outcome=Outcome.REFUSED),
        Move("check", "登记初核报告", (S.CHECKING,), None, MAY.DESK, D.DESK, P.PRELIMINARY),
        Move("open", "立案", (S.CHECKING,), S.OPEN, MAY.DECIDE, D.APPROVER, P.OPENING, (P.PRELIMINARY,),
             (C.HANDLE, C.JUDGMENT), extra=("named",)),
        Move("assign", "确定调查人员", (S.OPEN,), None, MAY.DECIDE, D.APPROVER),
        Move("suspend", "暂停职责", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.SUSPENSION, extra=("not_suspended",)),
        Move("reinstate", "恢复职责", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.SUSPENSION, extra=("suspended",)),
        Move("evidence", "登记证据", (S.OPEN, S.REPORTED), None, MAY.INVESTIGATE, D.INVESTIGATOR, P.EVIDENCE,
             extra=("assigned",)),
        Move("report", "提交调查报告", (S.OPEN,), S.REPORTED, MAY.INVESTIGATE, D.INVESTIGATOR, P.REPORT, (P.EVIDENCE,),
             extra=("assigned", "two_investigators")),
        Move("invite", "告知陈述申辩权利", (S.REPORTED,), None, MAY.DESK, D.DESK, P.INVITATION, (P.REPORT,),
             (C.STATEMENT,)),
        Move("hear_teacher", "登记陈述申辩", (S.REPORTED,), None, MAY.INVESTIGATE, D.INVESTIGATOR, P.STATEMENT,
             (P.INVITATION,), stops=(C.STATEMENT,), extra=("assigned",)),
        Move("state", "提交陈述申辩", (S.REPORTED,), None, None, None, P.STATEMENT, (P.INVITATION,),
             stops=(C.STATEMENT,)),
        Move("hear_others", "登记学生、教师和家长意见", (S.OPEN, S.REPORTED), None, MAY.INVESTIGATE, D.INVESTIGATOR,
             P.VIEWS, extra=("assigned",)),
        Move("notice", "告知拟处理意见和听证权利", (S.REPORTED,), S.NOTICED, MAY.PROPOSE, D.PROPOSER, P.NOTICE,
             (P.REPORT, P.VIEWS), (C.HEARING_REQUEST,), extra=("heard_or_silent", "competent_proposer")),
        Move("request_hearing", "申请听证", (S.NOTICED,), S.HEARING, None, None, P.HEARING_REQUEST, (P.NOTICE,),
             stops=(C.HEARING_REQUEST,), extra=("hearing_due", "in_time")),
        Move("note_request", "登记听证申请", (S.NOTICED,), S.HEARING, MAY.DESK, D.DESK, P.HEARING_REQUEST, (P.NOTICE,),
             stops=(C.HEARING_REQUEST,), extra=("hearing_due", "in_time")),
        Move("schedule", "通知听证时间", (S.HEARING,), None, MAY.DESK, D.DESK, P.HEARING_NOTICE, (P.HEARING_REQUEST,),
             (C.HEARING_NOTICE,)),
        Move("hold_hearing", "登记听证", (S.HEARING,), S.DELIBERATING, MAY.DECIDE, D.HOST, P.HEARING_RECORD,
             (P.HEARING_NOTICE,), stops=(C.HEARING_NOTICE,), extra=("hearing_day",)),
        Move("submit", "提请集体研究", (S.NOTICED,), S.DELIBERATING, MAY.PROPOSE, D.PROPOSER, P.PROPOSAL, (P.NOTICE,),
             stops=(C.HEARING_REQUEST,), extra=("no_hearing_wanted",)),
        Move("minutes", "登记集体研究记录", (S.DELIBERATING,), None, MAY.DECIDE, D.DECIDER, P.MINUTES,
             extra=("competent_decider",)),
        Move("sanction", "决定给予处理", (S.DELIBERATING,), S.DECIDED, MAY.DECIDE, D.DECIDER, P.DECISION,
             (P.REPORT, P.STATEMENT, P.VIEWS, P.NOTICE, P.MINUTES), stops=(C.HANDLE, C.JUDGMENT),
             extra=("competent_decider", "not_retired", "as_told"), outcome=Outcome.SANCTIONED),
        Move("exempt", "决定免予处分", (S.DELIBERATING,), S.DECIDED, MAY.DECIDE, D.DECIDER, P.DECISION,
             (P.REPORT, P.STATEMENT, P.VIEWS, P.MINUTES), stops=(C.HANDLE, C.JUDGMENT),
             extra=("competent_decider",), outcome=Outcome.EXEMPT),
        Move("dismiss", "撤销案件", IN_HAND, S.DISMISSED, MAY.DECIDE, D.DECIDER, P.DECISION, (P.REPORT,),
             stops=(C.HANDLE, C.JUDGMENT, C.STATEMENT, C.HEARING_REQUEST), extra=("competent_decider",),
             outcome=Outcome.DISMISSED),
        Move("clear_lead", "不属实并澄清", (S.CHECKING,), S.CLEARED, MAY.DESK, D.DESK, P.CLARIFICATION,
             (P.PRELIMINARY,), outcome=Outcome.CLEARED),
        Move("clear", "认定不属实并澄清", IN_HAND, S.CLEARED, MAY.DECIDE, D.DECIDER, P.CLARIFICATION, (P.REPORT,),
             stops=(C.HANDLE, C.JUDGMENT, C.STATEMENT, C.HEARING_REQUEST), extra=("competent_decider",),
             outcome=Outcome.CLEARED),
        Move("serve", "送达决定", (S.DECIDED,), S.SERVED, MAY.DESK, D.DESK, P.RECEIPT, (P.DECISION,),
             (C.REVIEW_LODGE,)),
        Move("file", "登记备案", (S.SERVED,), None, MAY.DESK, D.DESK, P.FILING, (P.RECEIPT,), extra=("filing_due",)),
        Move("execute", "登记执行", (S.SERVED,), S.EXECUTED, MAY.DESK, D.DESK, P.EXECUTION, (P.RECEIPT,),
             extra=("filed",)),
        Move("archive", "归档", (S.EXECUTED,), S.ARCHIVED, MAY.DESK, D.DESK, P.ARCHIVE, (P.EXECUTION,),
             extra=("no_remedy_open",)),
        Move("lift", "登记解除或延期", (S.EXECUTED, S.ARCHIVED), None, MAY.LIFT, D.DESK, P.LIFTING, (P.DECISION,)),
        Move("halt", "中止办理", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.HALT, extra=("not_halted",)),
        Move("resume", "恢复办理", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.HALT, extra=("halted",)),
        Move("extend", "延长办案期限", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.EXTENSION, extra=("under_cap",)),
        Move("transfer", "移送司法机关", IN_HAND, None, MAY.DECIDE, D.APPROVER, P.TRANSFER),
    )
}  # fmt: skip
# What the conditions ask for, as the page says what is missing.
CONDITIONS: dict[str, str] = {
    "named": "尚未确认被反映的教师",
    "not_suspended": "已经暂停职责",
    "suspended": "没有暂停职责",
    "assigned": "只有确定的调查人员可以办理",
    "two_investigators": "调查人员不足两名",
    "heard_or_silent": "尚未听取教师陈述申辩，陈述申辩期也没有届满",
    "competent_proposer": "按处理权限，应由其他单位提出处理建议",
    "competent_decider": "按处理权限，应由其他单位作出决定",
    "hearing_due": "拟处理轻于降低岗位等级，不在应当听证的范围",
    "in_time": "申请听证的期限已过",
    "hearing_day": "听证的日期还没有到",
    "no_hearing_wanted": "申请听证的期限还没有届满",
    "not_retired": "该人员已经退休，不再给予处分",
    "as_told": "决定的处理重于告知的拟处理意见，须重新告知",
    "filing_due": "按处理权限无须备案",
    "filed": "尚未备案",
    "no_remedy_open": "复核或者申诉尚未办结",
    "not_halted": "已经中止",
    "halted": "没有中止",
    "under_cap": "延长后的期限超过上限",
}
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
    papers = [
        f"paper:{kind}" for kind in move.needs if kind not in facts.papers and not _excused(kind, move, facts, on)
    ]
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
