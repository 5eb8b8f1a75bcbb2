"""Which sanctions a person may be given, and for how long.

《事业单位工作人员处分规定》（2023年11月6日）: who does management work takes the six kinds of 《公职人员政务处分法》,
all others take four. 《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）第三条.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from ethics.choices import (
    LEGACY,
    MANAGER_KINDS,
    PERIODS,
    SANCTIONS,
    STAFF_KINDS,
    BarDomain,
    DisciplineScheme,
    HandlingKind,
)
from ethics.policy import LEGACY_UNTIL, MAJOR_DEMERIT_FROM, TWO_SCHEMES_FROM
from ethics.rules.periods import CAP

K = HandlingKind
WEIGHT = {
    K.P1: 1, K.L1: 1, K.P2: 2, K.L2: 2, K.P2B: 3, K.P3: 4, K.L3: 4, K.P3B: 5, K.L4: 5, K.P4: 6, K.L5: 6,
}  # fmt: skip


def scheme_of(*, does_management: bool | None, is_private: bool, decided_on: date) -> DisciplineScheme | None:
    """The scheme of a person on the day of the decision; None where the register does not know the post."""
    if is_private:
        return DisciplineScheme.PRIVATE_CONTRACT
    if does_management is None:
        return None
    return DisciplineScheme.MANAGER_6 if does_management else DisciplineScheme.STAFF_4


def kind_fault(kind: HandlingKind, scheme: DisciplineScheme | None, decided_on: date) -> str | None:
    """Why a kind cannot be given: the code of the refusal; None where it can."""
    if kind in LEGACY:
        return None if decided_on < LEGACY_UNTIL else "kind_not_in_time"
    if kind == K.P2B and decided_on < MAJOR_DEMERIT_FROM:
        return "kind_not_in_time"
    if kind not in SANCTIONS or decided_on < TWO_SCHEMES_FROM:
        return "kind_not_in_scheme" if kind == K.P2B and scheme == DisciplineScheme.STAFF_4 else None
    if scheme == DisciplineScheme.MANAGER_6:
        return None if kind in MANAGER_KINDS else "kind_not_in_scheme"
    if scheme == DisciplineScheme.STAFF_4:
        return None if kind in STAFF_KINDS else "kind_not_in_scheme"
    return None


def months_of(kind: HandlingKind, given: int | None, *, least: int = 24, cap: int = CAP) -> int | None:
    """The period in months, 0 where the kind has none; None where what was given does not fit the kind.

    A sanction lasts as long as its kind says; where several of one kind were decided together, up to their sum.
    取消资格 lasts not less than ``least`` months.
    """
    period = PERIODS[kind]
    if period is None or period == 0:
        return 0 if given in (None, 0) else None
    if kind in (K.Q5, K.Q6):
        floor = max(period, least)
        months = floor if given in (None, 0) else given
        return months if months is not None and floor <= months <= 120 else None
    months = period if given in (None, 0) else given
    return months if months is not None and period <= months <= cap else None


def domains_fault(kind: HandlingKind, domains: Collection[BarDomain]) -> str | None:
    """取消资格 names its domains, nothing else does."""
    if kind == K.Q5:
        return None if domains else "domains_missing"
    return "domains_not_fit" if domains else None


def heaviest(kinds: Sequence[HandlingKind]) -> HandlingKind:
    """Of several sanctions decided together the heaviest is carried out."""
    return max((kind for kind in kinds if kind in WEIGHT), key=lambda kind: WEIGHT[kind])
