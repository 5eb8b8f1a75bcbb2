"""How long a query holds, when the next is due; when a prohibition ends.

《关于建立教职员工准入查询性侵违法犯罪信息制度的意见》（高检发〔2020〕14号）;
《中华人民共和国未成年人保护法》第六十二条;
《关于落实从业禁止制度的意见》（法发〔2022〕32号）; 《教师资格条例》（国务院令第188号）第十九条.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ethics.choices.clearance import ProhibitionCode, SubjectKind
from ethics.rules.periods import add_months

C = ProhibitionCode
SEXUAL_OFFENCES = "性侵违法犯罪信息"
PROHIBITION = "从业禁止"
RESTRICTED = "教师资格限制库"
UNDERTAKING = "吸毒、赌博、暴力伤害等记录（本人承诺书和无犯罪记录证明）"
CATALOGUE: Mapping[str, tuple[str, ...]] = {
    SubjectKind.NEW_TEACHER: (SEXUAL_OFFENCES, PROHIBITION, RESTRICTED),
    SubjectKind.NEW_STAFF: (SEXUAL_OFFENCES,),
    SubjectKind.APPLICANT: (SEXUAL_OFFENCES,),
    SubjectKind.SERVING: (SEXUAL_OFFENCES, PROHIBITION),
}


def catalogue(subject: str, *, is_kindergarten: bool) -> tuple[str, ...]:
    """What is queried of whom; what the platform does not answer for kindergartens is covered by an undertaking."""
    return (*CATALOGUE[subject], UNDERTAKING) if is_kindergarten else CATALOGUE[subject]


def valid_until(queried_on: date, valid_days: int) -> date:
    """The first day on which a result is too old to hire upon."""
    return queried_on + timedelta(days=valid_days)


def next_due(queried_on: date, recheck_months: int) -> date:
    """When a serving person is to be queried again."""
    return add_months(queried_on, recheck_months)


@dataclass(frozen=True)
class Term:
    """The end of a prohibition, or the code of why what was given does not fit."""

    until_on: date | None = None
    fault: str = ""


def term_of(code: str, from_on: date, until_on: date | None) -> Term:
    """B1 and B2 never end; B3 after five years; B4 three to five years from the end of the penalty; B8 after three
    years; the others as the decision says."""
    if code in (C.B1, C.B2):
        return Term() if until_on is None else Term(fault="prohibition_endless")
    fixed = {C.B3: 60, C.B8: 36}.get(C(code))
    if fixed is not None:
        end = add_months(from_on, fixed)
        return Term(end) if until_on in (None, end) else Term(fault="prohibition_fixed")
    if until_on is None:
        return Term(fault="prohibition_needs_end") if code in (C.B4, C.B5) else Term()
    if until_on <= from_on:
        return Term(fault="prohibition_backwards")
    if code == C.B4 and not add_months(from_on, 36) <= until_on <= add_months(from_on, 60):
        return Term(fault="prohibition_b4")
    return Term(until_on)
