"""Writes of the tree."""

from __future__ import annotations

from django.db import transaction

from kernel.errors import RuleBroken
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation

# GB/T 2260 codes. 医药高新区 is a functional zone on the ground of 高港区 and has no code of its own.
CITY = ("泰州市", "321200")
DISTRICTS = (
    ("海陵区", "321202", ""),
    ("医药高新区（高港区）", "321203", "医药高新区"),
    ("姜堰区", "321204", ""),
    ("靖江市", "321282", ""),
    ("泰兴市", "321283", ""),
    ("兴化市", "321281", ""),
    ("市直属", "321200", ""),
)


@transaction.atomic
def plant_city() -> Organisation:
    """Make the city and its districts where they are missing; running it again changes nothing."""
    city = Organisation.objects.filter(kind=OrgKind.CITY).first()
    if city is None:
        city = Organisation.add_root(kind=OrgKind.CITY, name=CITY[0], division_code=CITY[1])
    have = set(Organisation.objects.filter(kind=OrgKind.DISTRICT).values_list("division_code", flat=True))
    for name, code, zone in DISTRICTS:
        if code not in have:
            city.refresh_from_db()
            city.add_child(kind=OrgKind.DISTRICT, name=name, parent=city, division_code=code, zone_name=zone)
    return city


@transaction.atomic
def add_school(*, district: Organisation, name: str, stage: str = "", **fields: str) -> Organisation:
    """Add a school below a district; RuleBroken when the district already has one of that name."""
    # The parent is locked: two children added at once would otherwise be given the same path.
    parent = Organisation.objects.select_for_update().get(pk=district.pk, kind=OrgKind.DISTRICT)
    if Organisation.objects.filter(parent=parent, name=name).exists():
        raise RuleBroken("school_exists", f"“{parent.name}”已有名为“{name}”的学校，请核对名称。")
    school: Organisation = parent.add_child(
        kind=OrgKind.SCHOOL, name=name, stage=stage, parent=parent, division_code=parent.division_code, **fields
    )
    return school
