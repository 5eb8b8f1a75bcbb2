"""Writes of the tree."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from kernel.errors import RuleBroken
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation, OrganisationName
from kernel.orgs.queries import successor

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
def add_school(
    *, district: Organisation, name: str, stage: str = "", on: date | None = None, **fields: str
) -> Organisation:
    """Add a school below a district, from a day where one is known; RuleBroken when the name is taken there."""
    # The parent is locked: two children added at once would otherwise be given the same path.
    parent = Organisation.objects.select_for_update().get(pk=district.pk, kind=OrgKind.DISTRICT)
    _refuse_taken(parent, name, on)
    school: Organisation = parent.add_child(
        kind=OrgKind.SCHOOL, name=name, stage=stage, parent=parent, division_code=parent.division_code, **fields
    )
    OrganisationName.objects.create(org=school, name=name, valid_from=on)
    return school


def _refuse_taken(district: Organisation, name: str, on: date | None, but: Organisation | None = None) -> None:
    """A name belongs to one school of a district on any day."""
    rows = OrganisationName.objects.filter(org__parent=district, name=name).select_related("org")
    if on is not None:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    taken = rows.exclude(org=but).first() if but else rows.first()
    if taken is None:
        return
    if taken.valid_until is None:
        raise RuleBroken(
            "school_exists", "“{district}”已有名为“{name}”的学校，请核对名称。", district=district.name, name=name
        )
    raise RuleBroken(
        "name_taken",
        "“{name}”在 {valid_until} 之前是“{school}”使用的名称，请换一个名称或调整启用日。",
        name=name,
        valid_until=taken.valid_until,
        school=taken.org.name,
    )


def may_be_renamed(school: Organisation, name: str, on: date) -> None:
    """RuleBroken when the school cannot bear the name from that day."""
    _refuse_closed(school)
    if not name or len(name) > 60:
        raise RuleBroken("name_length", "请填写新校名，不超过 60 个字。")
    if name == school.name:
        raise RuleBroken("same_name", "学校现在的名称就是“{name}”，不需要更名。", name=name)
    current = school.names.filter(valid_until=None).first()
    if current and current.valid_from and on <= current.valid_from:
        raise RuleBroken(
            "name_earlier", "现用名称自 {valid_from} 启用，新名称的启用日应晚于这一天。", valid_from=current.valid_from
        )
    assert school.parent is not None
    _refuse_taken(school.parent, name, on, but=school)


@transaction.atomic
def rename(*, school: Organisation, name: str, on: date, document: str) -> Organisation:
    """Give a school another name from a day; what was written under the old name keeps it."""
    now, _district = locked(school)
    may_be_renamed(now, name, on)
    ended = now.names.filter(valid_until=None).update(valid_until=on)
    if not ended:  # a school that came into the tree without its first name
        OrganisationName.objects.create(org=now, name=now.name, valid_until=on)
    OrganisationName.objects.create(org=now, name=name, valid_from=on, document=document)
    now.name = name
    now.save(update_fields=["name"])
    return now


def may_be_closed(school: Organisation, on: date, into: Organisation | None) -> None:
    """RuleBroken when the school cannot end that day, or not in that other school."""
    _refuse_closed(school)
    current = school.names.filter(valid_until=None).first()
    if current and current.valid_from and on <= current.valid_from:
        raise RuleBroken(
            "closed_early", "现用名称自 {valid_from} 启用，停办日应晚于这一天。", valid_from=current.valid_from
        )
    if into is None:
        return
    _refuse_closed(into)
    if into.pk == school.pk:
        raise RuleBroken("merged_into_itself", "学校不能并入自己，请另选并入的学校。")
    if into.parent_id != school.parent_id or into.kind != OrgKind.SCHOOL:
        raise RuleBroken("merged_elsewhere", "只能并入同一市（区）的学校；跨市（区）调整请先办理隶属关系变更。")


@transaction.atomic
def close(*, school: Organisation, on: date, document: str, into: Organisation | None = None) -> Organisation:
    """End a school, alone or in another one. Who is there must have been moved before: a trade's action sees to it.

    A merged school hangs below its successor from then on: who answers for the successor answers for what it left.
    """
    now, _district = locked(school, into)
    target = Organisation.objects.get(pk=into.pk) if into else None
    may_be_closed(now, on, target)
    if not now.names.filter(valid_until=None).update(valid_until=on):
        OrganisationName.objects.create(org=now, name=now.name, valid_until=on)
    now.closed_on, now.closed_by, now.merged_into = on, document, target
    now.save(update_fields=["closed_on", "closed_by", "merged_into"])
    if target is not None:
        now.move(target, "last-child")
    return Organisation.objects.get(pk=now.pk)


def locked(school: Organisation, *others: Organisation | None) -> tuple[Organisation, Organisation]:
    """The school as it stands now and its district, locked so that names and paths of the district stand still.

    A trade that moves the people of a school calls this before it looks who is there, and locks people afterwards:
    units first, each by key, as everywhere.
    """
    district = Organisation.objects.select_for_update().get(pk=school.parent_id)
    keys = [one.pk for one in (school, *others) if one is not None]
    rows = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return rows[school.pk], district


def _refuse_closed(school: Organisation) -> None:
    if school.closed_on is None:
        return
    heir = successor(school)
    where = f"，并入“{heir.name}”" if heir else ""
    raise RuleBroken(
        "school_closed",
        "“{name}”已于 {closed_on} 停办{where}，请核对所选学校。",
        name=school.name,
        closed_on=school.closed_on,
        where=where,
    )
