"""Looking ahead: how many reach 30 and 40 years of teaching in each of the next years, where, and who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When

from honors.choices import Outlook
from honors.models import Certificate
from honors.permissions import HonorPermission
from honors.queries.honoured import BARS
from honors.rules.lookahead import award_year, period, years_ahead
from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city
from kernel.orgs.scoping import Scope
from teachers.choices import TeacherStatus
from teachers.models import Milestone
from teachers.policy import TEACHING_YEARS

Counts = dict[Outlook, int]


@dataclass
class Line:
    """The figures of a unit: (year, threshold) -> how many, by outlook."""

    unit: Organisation
    figures: dict[tuple[int, int], Counts] = field(default_factory=dict)

    def count(self, year: int, threshold: int, outlook: Outlook) -> int:
        return self.figures.get((year, threshold), {}).get(outlook, 0)

    def add(self, year: int, threshold: int, outlook: Outlook, number: int) -> None:
        counts = self.figures.setdefault((year, threshold), {})
        counts[outlook] = counts.get(outlook, 0) + number


@dataclass(frozen=True)
class Forecast:
    """A unit as a whole and unit by unit below it; ``gone`` would have come up but serve no longer."""

    unit: Organisation
    above: list[Organisation]  # units over it that this person may look at, from the top
    years: range
    thresholds: tuple[int, ...]
    total: Line
    lines: list[Line]
    gone: int


def thresholds(today: date) -> tuple[int, ...]:
    """The years of teaching that are honoured, rising."""
    return tuple(sorted(TEACHING_YEARS.on(today).value.thresholds))


def forecast(user: User, today: date, unit_id: int | None = None) -> Forecast:
    """The figures of a unit; DoesNotExist for a neighbour's. Without one, of all that this person may look at."""
    unit, years = unit_of(user, unit_id), years_ahead(today)
    above, below = _around(user, unit)
    lines = {one.pk: Line(one) for one in below}
    total, gone = Line(unit), 0
    key = "teacher__school_id" if unit.kind != OrgKind.CITY else "teacher__school__parent_id"
    rows = _reaching(user, unit, today, period(years)).values(key, "years", "month", "outlook")
    for row in rows.annotate(number=Count("pk")).order_by():
        if row["outlook"] == Outlook.GONE:
            gone += row["number"]
            continue
        # Who is still written at a school that was merged into this one stands in the total alone.
        for line in (total, lines.get(row[key])):
            if line is not None:
                line.add(award_year(row["month"]), row["years"], Outlook(row["outlook"]), row["number"])
    return Forecast(unit, above, years, thresholds(today), total, [one for one in lines.values() if one.figures], gone)


def people(user: User, today: date, unit: Organisation, year: int, threshold: int) -> QuerySet[Milestone]:
    """Who of a unit comes up in one year at one threshold, the surest first."""
    found = _reaching(user, unit, today, period(range(year, year + 1))).filter(years=threshold)
    return (
        found.exclude(outlook=Outlook.GONE)
        .select_related("teacher", "teacher__school", "teacher__school__parent")
        .defer("teacher__id_number", "teacher__phone")
        .order_by("outlook", "teacher__school__path", "month", "teacher__name", "pk")
    )


def _reaching(user: User, unit: Organisation, today: date, months: tuple[date, date]) -> QuerySet[Any]:
    """The milestones of people of a unit in a span of months, each with its outlook; the honoured are left out."""
    given = Certificate.objects.for_system("an honour is given once in a life").filter(BARS)
    given = given.filter(teacher=OuterRef("teacher"), threshold=OuterRef("years"))
    scope = user.scope(HonorPermission.VIEW).q("teacher__school__path")
    found: QuerySet[Milestone] = Milestone.objects.visible_to(user).filter(
        scope, ~Exists(given), teacher__school__path__startswith=unit.path, month__gte=months[0], month__lte=months[1]
    )
    return found.annotate(outlook=_outlook(today))


def _outlook(today: date) -> Case:
    """Who has died, or serves no longer and has not got there, does not come up; who is past the statutory month of
    retirement by then may. Months already complete stay complete whoever has left."""
    gone = Q(teacher__status=TeacherStatus.DECEASED) | (Q(month__gt=today) & ~Q(teacher__status=TeacherStatus.ACTIVE))
    return Case(
        When(gone, then=Value(str(Outlook.GONE))),
        When(serving_until__lt=F("month"), then=Value(str(Outlook.PAST_RETIREMENT))),
        default=Value(str(Outlook.EXPECTED)),
        output_field=TextField(),
    )


def unit_of(user: User, unit_id: int | None) -> Organisation:
    """The unit that is looked at; without a key the lowest one over all that this person may look at."""
    scope = user.scope(HonorPermission.VIEW)
    if unit_id is None:
        return Organisation.objects.get(path=scope.paths[0]) if len(scope.paths) == 1 else city()
    return Organisation.objects.get(_lookable(scope), pk=unit_id)


def _lookable(scope: Scope) -> Q:
    """The units inside the scope. Who has several parts of the tree may stand above them too and sees their sum."""
    inside = scope.q("path")
    if len(scope.paths) < 2:
        return inside
    step = Organisation.steplen
    return inside | Q(path__in={path[:end] for path in scope.paths for end in range(step, len(path), step)})


def _around(user: User, unit: Organisation) -> tuple[list[Organisation], list[Organisation]]:
    """The units above that this person may look at, and those by which its figures are broken down; a school stands
    for itself."""
    over = [unit.path[:end] for end in range(unit.steplen, len(unit.path), unit.steplen)]
    rows = Organisation.objects.filter(Q(path__in=over) | Q(parent=unit) | Q(pk=unit.pk)).order_by("path")
    may = set(rows.filter(_lookable(user.scope(HonorPermission.VIEW))).values_list("pk", flat=True))
    every = list(rows)
    below = [one for one in every if one.parent_id == unit.pk] or [unit]
    return [one for one in every if one.path in over and one.pk in may], below


def sums(line: Line, year: int) -> Mapping[Outlook, int]:
    """The figures of one year over all thresholds."""
    found = dict.fromkeys((Outlook.EXPECTED, Outlook.PAST_RETIREMENT), 0)
    for (one, _threshold), counts in line.figures.items():
        if one == year:
            for outlook, number in counts.items():
                found[outlook] += number
    return found
