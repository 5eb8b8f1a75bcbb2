"""Who proposes, who decides, and where a decision is filed (处理权限), by kind, stage of the school and its ownership.

《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）第七条; 《幼儿园教师违反职业道德行为处理办法》
（教师〔2018〕19号）第七条; 《教育部关于高校教师师德失范行为处理的指导意见》（教师〔2018〕17号）; 《事业单位工作人员处分
规定》（人社部发〔2023〕58号）.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ethics.choices.cases import FiledWith, Level, SchoolGroup

LIGHT = ("P1", "P2", "P2b", "L1", "L2")
GRAVE = ("P3", "P3b", "L3", "L4")
EXPULSION = ("P4", "L5")
OTHER = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6")
WEIGHT = {
    "Q1": 0, "Q2": 1, "Q3": 1, "Q4": 2, "Q5": 3, "Q6": 3, "P1": 4, "L1": 4, "P2": 5, "L2": 5, "P2b": 6, "P3": 7,
    "L3": 7, "P3b": 8, "L4": 8, "P4": 9, "L5": 9,
}  # fmt: skip
HEARING_FROM = WEIGHT["P3"]
S, D = Level.SCHOOL, Level.DEPARTMENT


@dataclass(frozen=True)
class Power:
    """For some kinds in one kind of school: who proposes, who may decide, where it is filed."""

    group: SchoolGroup
    private: bool
    kinds: tuple[str, ...]
    proposers: tuple[Level, ...]
    deciders: tuple[Level, ...]
    filing: FiledWith = FiledWith.NOBODY
    outside: bool | None = None  # for staff outside the establishment alone (True), inside it (False), both (None)


K12, KG, HIGH, GEN = SchoolGroup.K12, SchoolGroup.PRESCHOOL, SchoolGroup.HIGHER, SchoolGroup.GENERAL
SPONSOR = Level.SPONSOR
POWERS: tuple[Power, ...] = (
    Power(K12, False, LIGHT, (S,), (D,)),
    Power(K12, False, GRAVE, (S,), (D,), FiledWith.HR),
    Power(K12, False, EXPULSION, (S,), (D,), FiledWith.HR, outside=False),
    Power(K12, False, EXPULSION, (S,), (S,), FiledWith.DEPARTMENT, outside=True),
    Power(K12, False, OTHER, (S, D), (S, D)),
    Power(K12, True, (*LIGHT, *GRAVE, *EXPULSION), (S,), (S,), FiledWith.DEPARTMENT),
    Power(K12, True, OTHER, (S, D), (S, D)),
    Power(KG, False, LIGHT, (S,), (D,)),
    Power(KG, False, GRAVE, (S,), (D,), FiledWith.HR),
    Power(KG, False, EXPULSION, (S,), (D,), FiledWith.HR, outside=False),
    Power(KG, False, EXPULSION, (S,), (S,), FiledWith.DEPARTMENT, outside=True),
    Power(KG, False, OTHER, (S, D), (S, D)),
    Power(KG, True, (*LIGHT, *GRAVE, *EXPULSION), (S,), (SPONSOR,), FiledWith.DEPARTMENT),
    Power(KG, True, OTHER, (S, D), (S, SPONSOR, D)),
    Power(HIGH, False, (*LIGHT, *GRAVE, *EXPULSION, *OTHER), (S,), (S,)),
    Power(HIGH, True, (*LIGHT, *GRAVE, *EXPULSION, *OTHER), (S,), (S,)),
    Power(GEN, False, (*LIGHT, *GRAVE), (S, D), (S, D), FiledWith.DEPARTMENT),
    Power(GEN, False, EXPULSION, (S, D), (D,), FiledWith.HR),
    Power(GEN, False, OTHER, (S, D), (S, D)),
    Power(GEN, True, (*LIGHT, *GRAVE, *EXPULSION), (S,), (S,), FiledWith.DEPARTMENT),
    Power(GEN, True, OTHER, (S, D), (S, D)),
)
_GROUPS = {"preschool": KG, "higher": HIGH, "other": GEN, "": GEN}


def group_of(stage: str) -> SchoolGroup:
    """Which text governs a school of that stage."""
    return _GROUPS.get(stage, K12)


def power(kind: str, group: SchoolGroup, *, private: bool, outside: bool, table: Sequence[Power] = POWERS) -> Power:
    """The row for a kind; LookupError for a kind that no row knows, which nobody may decide then."""
    for row in table:
        fits = row.group == group and row.private == private and kind in row.kinds
        if fits and row.outside in {None, outside}:
            return row
    raise LookupError(f"{group} {kind}")


@dataclass(frozen=True)
class Competence:
    """What several kinds decided together ask for: who may decide all of them, and every place of filing."""

    proposers: frozenset[Level]
    deciders: frozenset[Level]
    filings: tuple[FiledWith, ...]
    hearing: bool


def competence(
    kinds: Iterable[str], group: SchoolGroup, *, private: bool, outside: bool, about_head: bool = False,
    table: Sequence[Power] = POWERS,
) -> Competence:  # fmt: skip
    """Who proposes and decides what is decided together: the heaviest leads, who may decide it may decide what is
    lighter, too. About the head of a school the school itself does nothing: the department takes its place."""
    rows = [(WEIGHT[kind], power(kind, group, private=private, outside=outside, table=table)) for kind in kinds]
    if not rows:
        both = frozenset((D,) if about_head else (S, D, SPONSOR))
        return Competence(both, both, (), hearing=False)
    weight, lead = max(rows, key=lambda row: row[0])
    filings = dict.fromkeys(row.filing for _weight, row in rows if row.filing)
    proposers, deciders = frozenset(lead.proposers), frozenset(lead.deciders)
    if about_head:
        proposers, deciders = frozenset((D,)), frozenset(level for level in deciders if level != S) or frozenset((D,))
    return Competence(proposers, deciders, tuple(filings), weight >= HEARING_FROM)


def meets_floor(kinds: Iterable[str], grounds: Iterable[str], floor: str) -> bool:
    """从严从重: where a ground weighs heavier, what is decided is not lighter than the floor that the city set."""
    return heaviest(kinds) >= WEIGHT[floor] or not any(one.startswith("a_") for one in grounds)


def heaviest(kinds: Iterable[str]) -> int:
    """The weight of the heaviest; -1 where there is none."""
    return max((WEIGHT[kind] for kind in kinds), default=-1)
