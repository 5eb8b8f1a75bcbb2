"""Reads of the tree. Units are public; personal rows hang below them in the trades."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation, OrganisationName
from kernel.orgs.scoping import Scope


def city() -> Organisation:
    """The root of the tree."""
    return Organisation.objects.get(kind=OrgKind.CITY)


def districts() -> list[Organisation]:
    """The districts in the order of the tree."""
    return list(Organisation.objects.filter(kind=OrgKind.DISTRICT).order_by("path"))


def schools(scope: Scope | None = None) -> list[Organisation]:
    """Schools that are not closed (inside ``scope``, where one is given), in the order of the tree: for choosers."""
    rows = every_school().filter(closed_on=None)
    return list(rows if scope is None else rows.filter(scope.q("path")))


def every_school() -> QuerySet[Organisation]:
    """Schools with the closed ones, in the order of the tree; a merged school stands below its successor."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(kind=OrgKind.SCHOOL).select_related("parent")
    return rows.order_by("path")


def successor(school: Organisation) -> Organisation | None:
    """The school that stands for a merged one today: the last of the chain."""
    found = school.merged_into
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


class NamesOverTime:
    """The names of some units; a unit without dated names has its present one on every day."""

    def __init__(self, units: Iterable[Organisation]) -> None:
        self._present = {unit.pk: unit.name for unit in units}
        self._rows: dict[int, list[OrganisationName]] = defaultdict(list)
        for row in OrganisationName.objects.filter(org__in=self._present).order_by("pk"):
            self._rows[row.org_id].append(row)

    def on(self, pk: int, day: date | None) -> str:
        """What the unit was called that day (None: today)."""
        if day is not None:
            for row in self._rows[pk]:
                if (row.valid_from or date.min) <= day < (row.valid_until or date.max):
                    return row.name
        return self._present[pk]


def former_names() -> list[OrganisationName]:
    """Names that schools no longer bear, those given up last first."""
    rows = OrganisationName.objects.filter(valid_until__isnull=False).select_related("org")
    return list(rows.order_by("-valid_until", "-pk"))
