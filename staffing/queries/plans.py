"""Reads of plans: the plan, its moves, what each school gains and gives and why, two plans side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.choices import MoveState, PlanMethod, PlanState
from staffing.models import Plan, PlanLine, PlanMove, PlanRule, SchoolFigures, Willingness
from staffing.permissions import StaffingPermission as Staffing
from teachers.models import Teacher


def plans(user: User) -> QuerySet[Plan]:
    """Plans that lie in the part of the tree where the user plans or signs."""
    paths = user.scope(Staffing.PLAN).paths + user.scope(Staffing.SIGN).paths
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(unit__path__startswith=path)
    return Plan.objects.filter(condition).select_related("unit", "made_by", "submitted_by", "decided_by", "parent")


def plan(user: User, pk: int) -> Plan:
    """One plan; Plan.DoesNotExist for a neighbour's."""
    return plans(user).get(pk=pk)


def units(user: User) -> QuerySet[Organisation]:
    """Where this user may make a plan: the city, districts."""
    found = Organisation.objects.filter(kind__in=[OrgKind.CITY, OrgKind.DISTRICT])
    return found.filter(user.scope(Staffing.PLAN).q("path")).order_by("path")


def years_with_figures() -> list[int]:
    """School years for which any school has figures, the newest first."""
    return list(SchoolFigures.objects.order_by("-year").values_list("year", flat=True).distinct())


def moves(user: User, one: Plan, method: PlanMethod = PlanMethod.BEST) -> QuerySet[PlanMove]:
    """The moves of a plan that the user found visible."""
    rows: QuerySet[PlanMove] = PlanMove.objects.visible_to(user).filter(plan=one, method=method)
    return rows.select_related("giver", "taker", "teacher").order_by("stage", "subject", "taker__path", "pk")


def rules(one: Plan) -> list[PlanRule]:
    """What was pinned and forbidden."""
    return list(PlanRule.objects.filter(plan=one).select_related("giver", "taker").order_by("pk"))


def rule(one: Plan, pk: int) -> PlanRule:
    """One of them."""
    return PlanRule.objects.get(plan=one, pk=pk)


def move(user: User, pk: int) -> PlanMove:
    """One move; PlanMove.DoesNotExist for a neighbour's."""
    rows = PlanMove.objects.visible_to(user).filter(method=PlanMethod.BEST)
    found: PlanMove = rows.select_related(
        "plan__unit", "giver", "taker", "teacher", "giver_agreed_by", "taker_agreed_by", "loan__pool"
    ).get(pk=pk)
    return found


def opened(user: User) -> QuerySet[PlanMove]:
    """Moves of accepted plans that begin or end where the user works, those that wait first."""
    rows: QuerySet[PlanMove] = PlanMove.objects.visible_to(user).filter(
        method=PlanMethod.BEST, plan__state=PlanState.ACCEPTED
    )
    return rows.exclude(state=MoveState.PROPOSED).select_related("plan", "giver", "taker", "teacher").order_by(
        "-state", "taker__path", "pk"
    )  # fmt: skip


@dataclass
class Balance:
    """A school and a subject in a plan: what it had too many or too few, gains, gives, and what stays unmet."""

    line: PlanLine
    gains: int = 0
    gives: int = 0
    ways: list[PlanMove] = field(default_factory=list)

    @property
    def over(self) -> int:
        return max(0, self.line.in_post - self.line.need)

    @property
    def short(self) -> int:
        return max(0, self.line.need - self.line.in_post)

    @property
    def unmet(self) -> int:
        return self.short - self.gains


@dataclass
class SchoolBalance:
    """A school in a plan."""

    school: Organisation
    rows: list[Balance]

    @property
    def gains(self) -> int:
        return sum(one.gains for one in self.rows)

    @property
    def gives(self) -> int:
        return sum(one.gives for one in self.rows)

    @property
    def over(self) -> int:
        return sum(one.over for one in self.rows)

    @property
    def short(self) -> int:
        return sum(one.short for one in self.rows)

    @property
    def unmet(self) -> int:
        return sum(one.unmet for one in self.rows)


def schools(user: User, one: Plan, method: PlanMethod = PlanMethod.BEST) -> list[SchoolBalance]:
    """Every school that the plan touches, or leaves short, with its subjects."""
    found: dict[tuple[int, str, str], Balance] = {}
    by_school: dict[Organisation, list[Balance]] = defaultdict(list)
    for line in PlanLine.objects.filter(plan=one).select_related("school").order_by("school__path", "stage", "pk"):
        balance = found[line.school_id, line.stage, line.subject] = Balance(line)
        by_school[line.school].append(balance)
    for way in moves(user, one, method):
        if way.giver_id is not None and (giver := found.get((way.giver_id, way.stage, way.subject))):
            giver.gives += way.posts
            giver.ways.append(way)
        if taker := found.get((way.taker_id, way.stage, way.subject)):
            taker.gains += way.posts
            taker.ways.append(way)
    return [
        SchoolBalance(school, [row for row in rows if row.over or row.short])
        for school, rows in by_school.items()
        if any(row.over or row.short for row in rows)
    ]


@dataclass(frozen=True)
class Cell:
    """Posts from one district to another in two plans."""

    first: int
    second: int

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side: the matrix of districts (the pool as a giver of its own) and the moves in one alone."""

    districts: list[Organisation]
    matrix: list[tuple[str, list[Cell], Cell]]
    only_first: list[PlanMove]
    only_second: list[PlanMove]
    common: int
    largest: int


def compare(user: User, first: Plan, method: PlanMethod, second: Plan, other: PlanMethod) -> Comparison:
    """Both plans are found visible by the caller."""
    left, right = list(moves(user, first, method)), list(moves(user, second, other))
    parents = sorted(
        {
            one
            for way in [*left, *right]
            for one in (way.taker.parent_id, way.giver.parent_id if way.giver else None)
            if one
        }
    )
    districts = list(Organisation.objects.filter(pk__in=parents).order_by("path"))
    sums = [_sums(left), _sums(right)]

    def cell(giver: int | None, taker: int) -> Cell:
        return Cell(sums[0].get((giver, taker), 0), sums[1].get((giver, taker), 0))

    matrix = []
    givers: list[tuple[str, int | None]] = [(one.name, one.pk) for one in districts]
    if any(giver is None for both in sums for giver, _taker in both):
        givers.append(("", None))
    for name, giver in givers:
        cells = [cell(giver, one.pk) for one in districts]
        matrix.append((name, cells, Cell(sum(one.first for one in cells), sum(one.second for one in cells))))
    keys = [_by_way(left), _by_way(right)]
    same = {way for way in keys[0] if way in keys[1] and keys[0][way].posts == keys[1][way].posts}
    largest = max((max(one.first, one.second) for _name, cells, _sum in matrix for one in cells), default=0)
    return Comparison(
        districts, matrix, [row for way, row in keys[0].items() if way not in same],
        [row for way, row in keys[1].items() if way not in same], len(same), largest,
    )  # fmt: skip


def _sums(rows: Iterable[PlanMove]) -> dict[tuple[int | None, int], int]:
    found: dict[tuple[int | None, int], int] = defaultdict(int)
    for way in rows:
        assert way.taker.parent_id is not None
        found[way.giver.parent_id if way.giver else None, way.taker.parent_id] += way.posts
    return found


def _by_way(rows: Iterable[PlanMove]) -> dict[tuple[Any, ...], PlanMove]:
    return {(way.giver_id, way.taker_id, way.stage, way.subject, way.teacher_id): way for way in rows}


def own_record(user: User) -> Teacher | None:
    """The person of the register whom the account belongs to."""
    found: Teacher | None = Teacher.objects.visible_to(user).filter(user=user).select_related("school").first()
    return found


def own_willingness(user: User) -> Willingness | None:
    """What the person said about an exchange."""
    found: Willingness | None = Willingness.objects.visible_to(user).filter(teacher__user=user).first()
    return found


def own_moves(user: User) -> QuerySet[PlanMove]:
    """Moves of accepted plans that name the person."""
    return opened(user).filter(teacher__user=user)
