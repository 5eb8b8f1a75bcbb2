"""Recruitment: which moves a candidate may make, how many places are free on a day, the terms of a contract.

《事业单位人事管理条例》（国务院令第652号）第九条: plan, publication, review of qualifications, examination, medical
check, contract; 第十二条: a contract runs three years at least; 第十三条: twelve months of probation for a first post.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from staffing.choices import CandidateState, DegreeLevel, RecruitPlanState
from teachers.rules.months import Month, month_of

S, P = CandidateState, RecruitPlanState
_DEGREES = list(DegreeLevel)


@dataclass(frozen=True)
class CandidateMove:
    """A move of a candidate. ``takes`` is what it does to the places of the vacancy: 1 takes one, -1 gives it back."""

    name: str
    sources: tuple[CandidateState, ...]
    target: CandidateState
    takes: int = 0
    needs_word: bool = False
    needs_clearance: bool = False


CANDIDATE_MOVES: tuple[CandidateMove, ...] = (
    CandidateMove("shortlist", (S.APPLIED,), S.SHORTLISTED),
    CandidateMove("interview", (S.SHORTLISTED,), S.INTERVIEWED, needs_word=True),
    CandidateMove("examine", (S.INTERVIEWED,), S.CHECKED, needs_word=True, needs_clearance=True),
    CandidateMove("offer", (S.CHECKED,), S.OFFERED, takes=1, needs_clearance=True),
    CandidateMove("accept", (S.OFFERED,), S.ACCEPTED),
    CandidateMove("enrol", (S.ACCEPTED,), S.ENROLLED, needs_clearance=True),
    CandidateMove("refuse", (S.APPLIED, S.SHORTLISTED, S.INTERVIEWED, S.CHECKED), S.REFUSED, needs_word=True),
    CandidateMove("revoke", (S.OFFERED, S.ACCEPTED), S.REFUSED, takes=-1, needs_word=True),
    CandidateMove("give_up", (S.APPLIED, S.SHORTLISTED, S.INTERVIEWED, S.CHECKED), S.DECLINED),
    CandidateMove("decline", (S.OFFERED, S.ACCEPTED), S.DECLINED, takes=-1),
)
MOVES = {move.name: move for move in CANDIDATE_MOVES}
STEPS = (S.APPLIED, S.SHORTLISTED, S.INTERVIEWED, S.CHECKED, S.OFFERED, S.ACCEPTED, S.ENROLLED)


@dataclass(frozen=True)
class PlanMove:
    """A move of a recruitment plan; ``second``: not by who made or submitted it."""

    name: str
    source: RecruitPlanState
    target: RecruitPlanState
    second: bool = False


PLAN_MOVES = {
    move.name: move
    for move in (
        PlanMove("submit", P.DRAFT, P.SUBMITTED),
        PlanMove("approve", P.SUBMITTED, P.APPROVED, second=True),
        PlanMove("return", P.SUBMITTED, P.DRAFT, second=True),
        PlanMove("close", P.APPROVED, P.CLOSED),
    )
}


def moves_from(state: str) -> list[CandidateMove]:
    """What may be done with a candidate in a state."""
    return [move for move in CANDIDATE_MOVES if state in move.sources]


@dataclass(frozen=True)
class Balance:
    """The places of a school on a day: what it may use, who will be there, what is promised to others."""

    day: date
    disposal: int
    returning: int  # borrowed posts that go back by that day
    in_post: int
    leaving: int  # of those in post, past their statutory month by that day
    promised: int  # offers or planned places that begin by that day

    @property
    def free(self) -> int:
        """Below zero where a school is over."""
        return self.disposal - self.returning - (self.in_post - self.leaving) - self.promised


@dataclass(frozen=True)
class Ground:
    """What the register and the ledger say of a school: people by the month of retirement (None: not known), borrowed
    posts by the day on which they go back."""

    disposal: int = 0
    retire_in: tuple[Month | None, ...] = ()
    loans: tuple[tuple[date, int], ...] = ()


def balance(ground: Ground, day: date, places: Sequence[tuple[date, int]]) -> Balance:
    """The places of a school on a day, with what is promised by then (first day, number)."""
    return Balance(
        day, ground.disposal, sum(number for end, number in ground.loans if end <= day), len(ground.retire_in),
        sum(month is not None and month < month_of(day) for month in ground.retire_in), promised_by(places, day),
    )  # fmt: skip


def short_on(balances: Iterable[Balance], wanted: int) -> Balance | None:
    """The first day on which fewer places are free than are wanted; None where they suffice on each."""
    return next((one for one in balances if one.free < wanted), None)


def promised_by(places: Sequence[tuple[date, int]], day: date) -> int:
    """How many of the places (first day, number) have begun by a day."""
    return sum(number for start, number in places if start <= day)


def days_to_ask(start: date, places: Sequence[tuple[date, int]]) -> list[date]:
    """The day itself, and every later day on which somebody else's place begins: one more person must fit on each."""
    return [start, *sorted({day for day, _number in places if day > start})]


def is_enough(degree: str, least: str) -> bool:
    """Whether an education reaches what is asked for."""
    return _DEGREES.index(DegreeLevel(degree)) >= _DEGREES.index(DegreeLevel(least))


def years_on(day: date, months: int) -> date:
    """The day so many months later; the last of a month where there is no such day."""
    month = day.year * 12 + day.month - 1 + months
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@dataclass(frozen=True)
class Terms:
    """What a contract agrees."""

    starts_on: date
    ends_on: date
    probation_until: date
    service_until: date


def terms_of(starts_on: date, contract_years: int, probation_months: int, service_years: int) -> Terms:
    """The days on which a contract, its probation and the term of service end."""
    return Terms(
        starts_on, years_on(starts_on, 12 * contract_years), years_on(starts_on, probation_months),
        years_on(starts_on, 12 * service_years),
    )  # fmt: skip


def contract_fault(contract_years: int, probation_months: int, least_years: int, most_months: int) -> str:
    """Why a contract may not be so: too short (第十二条), probation too long (第十三条); '' when it may."""
    if contract_years < least_years:
        return "contract_short"
    return "probation_long" if probation_months > most_months else ""
