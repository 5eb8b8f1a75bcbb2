"""What plans and forecasts rest on besides the register: where schools stand, how many children were born."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.actions.common import need
from staffing.errors import refuse
from staffing.models import Births, SchoolPlace
from staffing.permissions import StaffingPermission as Staffing


@transaction.atomic
def note_births(*, unit: Organisation, year: int, births: int, source: str, by: User) -> Births:
    """Note how many children were born in a district in a year, or correct it."""
    need(by, Staffing.PLAN, unit, "登记出生人数")
    if unit.kind != OrgKind.DISTRICT:
        raise refuse("births_district")
    if not source.strip():
        raise refuse("source_missing")
    found, _new = Births.objects.update_or_create(
        unit=unit, year=year, defaults={"births": births, "source": source.strip()[:160]}
    )
    record("births.noted", by=by, subject=unit, year=year, births=births)
    return found


@transaction.atomic
def note_place(*, school: Organisation, longitude: Decimal, latitude: Decimal, source: str, by: User) -> SchoolPlace:
    """Note where a school stands; distances of plans are measured from it."""
    need(by, Staffing.PLAN, school, "登记学校位置")
    if not (Decimal(73) <= longitude <= Decimal(136) and Decimal(3) <= latitude <= Decimal(54)):
        raise refuse("place_outside", longitude=longitude, latitude=latitude)
    if not source.strip():
        raise refuse("source_missing")
    found, _new = SchoolPlace.objects.update_or_create(
        school=school, defaults={"longitude": longitude, "latitude": latitude, "source": source.strip()[:160]}
    )
    record("place.noted", by=by, subject=school)
    return found
