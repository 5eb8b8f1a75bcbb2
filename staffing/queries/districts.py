"""The way through the tree: what stands above a unit and below it, for who asks."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.permissions import StaffingPermission as Staffing


@dataclass(frozen=True)
class Around:
    """The units above that this person may look at, and the districts below."""

    above: list[Organisation]
    below: list[Organisation]


def around(user: User, unit: Organisation) -> Around:
    """Where one may go from a unit."""
    scope = user.scope(Staffing.VIEW)
    step = Organisation.steplen
    paths = [unit.path[:end] for end in range(step, len(unit.path), step) if scope.holds(unit.path[:end])]
    above = list(Organisation.objects.filter(path__in=paths).order_by("path")) if paths else []
    below = []
    if unit.kind == OrgKind.CITY:
        below = list(Organisation.objects.filter(kind=OrgKind.DISTRICT, parent=unit).order_by("path"))
    return Around(above, below)
