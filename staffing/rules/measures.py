"""Lower appointment, transfer to another kind of post, end of contract (低聘、转聘、解除聘用合同): the table of moves.

《事业单位人事管理条例》（国务院令第652号）第十五条至第十七条 on the ends of contracts and their notice;
《关于在事业单位试行人员聘用制度的意见》（国办发〔2002〕35号） on hearing the person, deciding together and
who is protected. None of this is a sanction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..choices import MeasureGround as G
from ..choices import MeasureKind as K
from ..choices import MeasureMove as M
from ..choices import MeasureState as S
from ..policy import NoticeRules


class Who(StrEnum):
    """On whose behalf a move is made."""

    SCHOOL = "school"
    BUREAU = "bureau"
    TEACHER = "teacher"


@dataclass(frozen=True)
class Move:
    """One allowed move. ``paper``: the document or record must be named; ``words``: something must be said;
    ``gate``: nothing may stand open in ethics; ``second``: not by who proposed or decided."""

    name: M
    sources: tuple[S, ...]
    target: S
    who: Who
    paper: bool = False
    words: bool = False
    gate: bool = False
    second: bool = False


UNDONE = (S.PROPOSED, S.NOTICED, S.HEARD, S.DECIDED, S.APPROVED, S.SERVED)
MOVES: Mapping[str, Move] = {
    str(one.name): one
    for one in (
        Move(M.NOTICE, (S.PROPOSED,), S.NOTICED, Who.SCHOOL, paper=True, gate=True),
        Move(M.STATE, (S.NOTICED,), S.HEARD, Who.TEACHER, words=True),
        Move(M.NOTE_STATEMENT, (S.NOTICED,), S.HEARD, Who.SCHOOL, paper=True, words=True),
        Move(M.NO_STATEMENT, (S.NOTICED,), S.HEARD, Who.SCHOOL, paper=True),
        Move(M.DECIDE, (S.HEARD,), S.DECIDED, Who.SCHOOL, paper=True, gate=True),
        Move(M.APPROVE, (S.DECIDED,), S.APPROVED, Who.BUREAU, paper=True, gate=True, second=True),
        Move(M.GIVE_BACK, (S.DECIDED,), S.HEARD, Who.BUREAU, words=True, second=True),
        Move(M.SERVE, (S.APPROVED,), S.SERVED, Who.SCHOOL, paper=True),
        Move(M.EFFECT, (S.SERVED,), S.EFFECTIVE, Who.SCHOOL, gate=True),
        Move(M.REVIEW, (S.EFFECTIVE,), S.REVIEWED, Who.SCHOOL, paper=True, words=True),
        Move(M.WITHDRAW, UNDONE, S.WITHDRAWN, Who.SCHOOL, words=True),
    )
}
CHANGE = (K.LOWER, K.CONVERT)
KINDS: Mapping[G, tuple[K, ...]] = {
    G.APPRAISAL: CHANGE, G.BASIC_TWICE: CHANGE, G.UNFIT: CHANGE, G.REFUSED_POST: (K.END,), G.TWO_YEARS: (K.END,),
    G.ABSENT_RUNNING: (K.END,), G.ABSENT_YEAR: (K.END,), G.RESIGNED: (K.END,),
}  # fmt: skip
WITH_NOTICE = (G.REFUSED_POST, G.TWO_YEARS)  # of the unit, in writing, beforehand
BY_APPRAISAL = (G.APPRAISAL, G.BASIC_TWICE, G.REFUSED_POST, G.TWO_YEARS)
GRADES = range(1, 14)  # 专业技术岗位一级至十三级


@dataclass(frozen=True)
class Proposal:
    """What is proposed, as far as the rule asks about it."""

    kind: K
    ground: G
    appraisal_year: int | None = None
    absent_days: int | None = None
    from_grade: int | None = None
    to_grade: int | None = None
    to_category: str = ""
    category: str = ""
    term_months: int | None = None
    protection_checked: bool = False
    notified_on: date | None = None  # when the person gave notice


def fault_of(one: Proposal, rules: NoticeRules, on: date, term_most: int) -> str:
    """The name of the refusal, '' where the proposal stands."""
    if one.kind not in KINDS[one.ground]:
        return "measure_ground"
    if one.ground in BY_APPRAISAL and (one.appraisal_year is None or not on.year - 2 <= one.appraisal_year <= on.year):
        return "measure_year"
    least = {G.ABSENT_RUNNING: rules.absent_running, G.ABSENT_YEAR: rules.absent_year}.get(one.ground)
    if least is not None and (one.absent_days or 0) <= least:
        return "measure_absent"
    if one.ground is G.RESIGNED:
        return "" if one.notified_on is not None and one.notified_on <= on else "measure_notified"
    if one.kind is K.END:
        return "" if one.protection_checked else "measure_protection"
    if one.kind is K.LOWER and (
        one.from_grade not in GRADES or one.to_grade not in GRADES or one.to_grade != (one.from_grade or 0) + 1
    ):
        return "measure_grade"
    if one.kind is K.CONVERT and (not one.to_category or one.to_category == one.category):
        return "measure_category"
    if one.term_months is None or not 1 <= one.term_months <= term_most:
        return "measure_term"
    return ""


def first_state(ground: G) -> S:
    """Where a new one begins: who resigns has said it already, everybody else is told and heard first."""
    return S.HEARD if ground is G.RESIGNED else S.PROPOSED


def effective_on(kind: K, ground: G, served_on: date, notified_on: date | None, rules: NoticeRules) -> date:
    """The first day on which it holds. The day of a notice is not counted, and its days have to be over."""
    if kind is K.END and ground in WITH_NOTICE:
        return served_on + timedelta(days=rules.notice_days + 1)
    if ground is G.RESIGNED and notified_on is not None:
        return max(served_on, notified_on + timedelta(days=rules.resign_days + 1))
    return served_on


def term_end(start: date, months: int) -> date:
    """The first day after a term of so many months."""
    month = start.year * 12 + start.month - 1 + months
    year, month = divmod(month, 12)
    for day in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError


def possible(state: S) -> list[Move]:
    """The moves that lead on from a state."""
    return [one for one in MOVES.values() if state in one.sources]
