"""Reads of the tree. Units are public; personal rows hang below them in the trades."""

from __future__ import annotations

from collections import defaultdict

from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope


def city() -> Organisation:
    """The root of the tree."""
    return Organisation.objects.get(kind=OrgKind.CITY)


def districts() -> list[Organisation]:
    """The districts in the order of the tree."""
    return list(Organisation.objects.filter(kind=OrgKind.DISTRICT).order_by("path"))


def schools(scope: Scope | None = None) -> list[Organisation]:
    """Schools (inside ``scope``, where one is given), in the order of the tree."""
    rows = Organisation.objects.filter(kind=OrgKind.SCHOOL).select_related("parent").order_by("path")
    return list(rows if scope is None else rows.filter(scope.q("path")))


def schools_by_name() -> dict[str, list[Organisation]]:
    """Every school under its name; a name that stands twice belongs to two districts."""
    found: dict[str, list[Organisation]] = defaultdict(list)
    for school in schools():
        found[school.name].append(school)
    return dict(found)
