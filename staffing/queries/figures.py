"""The yearly figures that a person may see, and the schools that a workbook may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.queries import every_school
from staffing.models import EstablishmentApproval, SchoolFigures
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules.figures import Jump, jumps, last_day

COUNTS = ("pupils", "classes", "boarders")


def schools_of(user: User, year: int, unit: Organisation | None = None) -> QuerySet[Organisation]:
    """Schools in scope (below ``unit``) that were open in the school year, in the order of the tree."""
    rows = every_school().filter(user.scope(Staffing.VIEW).q("path"))
    if unit is not None:
        rows = rows.filter(path__startswith=unit.path)
    return rows.filter(Q(closed_on=None) | Q(closed_on__gt=date(year, 9, 1)))


def unit_of(user: User, pk: int | None) -> Organisation:
    """The unit asked about, else the topmost of the own scope; DoesNotExist outside the scope."""
    scope = user.scope(Staffing.VIEW)
    if pk is None:
        found: Organisation = Organisation.objects.filter(scope.q("path")).order_by("path")[:1].get()
        return found
    return Organisation.objects.get(scope.q("path"), pk=pk)


def school_of(user: User, pk: int, permission: Staffing = Staffing.VIEW) -> Organisation:
    """A school in scope; DoesNotExist for any other."""
    return Organisation.objects.get(user.scope(permission).q("path"), pk=pk, kind=OrgKind.SCHOOL)


def rows_of(schools: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], list[SchoolFigures]]:
    """The rows of schools that the caller found visible, by school and year."""
    found: dict[tuple[int, int], list[SchoolFigures]] = defaultdict(list)
    rows = SchoolFigures.objects.filter(school__in=list(schools), year__in=list(years)).order_by("pk")
    for row in rows:
        found[row.school_id, row.year].append(row)
    return found


def approvals(units: Iterable[int], year: int) -> dict[int, EstablishmentApproval]:
    """The approved number of units that holds in a school year: the newest one up to its last day."""
    rows = EstablishmentApproval.objects.filter(unit__in=list(units), effective_from__lte=last_day(year))
    return {row.unit_id: row for row in rows.order_by("effective_from")}


@dataclass
class StageBeside:
    """One stage of this year with last year's beside it."""

    stage: str
    label: str
    now: SchoolFigures | None
    before: SchoolFigures | None
    jumps: list[Jump] = field(default_factory=list)


def counts_of(row: SchoolFigures | None) -> dict[str, int | None]:
    """The counted figures of a row; all unknown where there is none."""
    return {name: getattr(row, name) if row is not None else None for name in COUNTS}


def beside(school: Organisation, year: int, percent: int) -> list[StageBeside]:
    """Every stage of a visible school in a year with the year before, and what jumped."""
    rows = rows_of([school.pk], [year, year - 1])
    now = {row.stage: row for row in rows.get((school.pk, year), [])}
    before = {row.stage: row for row in rows.get((school.pk, year - 1), [])}
    return [
        StageBeside(
            stage, (now.get(stage) or before[stage]).get_stage_display(), now.get(stage), before.get(stage),
            jumps(counts_of(before.get(stage)), counts_of(now.get(stage)), percent),
        )
        for stage in dict.fromkeys([*before, *now])
    ]  # fmt: skip


@dataclass(frozen=True)
class SchoolRef:
    """A school as a workbook may name it."""

    pk: int
    name: str
    code: str
    district: str
    is_mine: bool
    closed_on: date | None
    location: str


def school_refs(user: User) -> list[SchoolRef]:
    """Every school (lists of units are public), and whether this person may state its figures."""
    scope = user.scope(Staffing.FIGURES)
    return [
        SchoolRef(
            one.pk, one.name, one.school_code, one.parent.name if one.parent else "", scope.holds(one.path),
            one.closed_on, one.location_type,
        )
        for one in every_school()
    ]  # fmt: skip
