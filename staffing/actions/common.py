"""What the actions of staffing share: the permission at a unit, the people of a unit, the lock of the ledger."""

from __future__ import annotations

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city
from staffing.errors import refuse
from staffing.models import PoolUnit
from staffing.permissions import StaffingPermission
from teachers.choices import EmploymentKind, TeacherStatus
from teachers.models import Teacher


def need(by: User, permission: StaffingPermission, unit: Organisation | None, what: str) -> None:
    """Refuse a person without the permission, or without it over the unit."""
    if not by.holds(permission):
        raise refuse("no_permission", what=what)
    if unit is not None and not by.scope(permission).holds(unit.path):
        raise refuse("out_of_scope", unit=unit.name, what=what)


def in_post_now(unit_id: int) -> int:
    """How many people in the establishment a unit has in the register."""
    rows = Teacher.objects.for_system("invariant of the pool: the people of a unit, counted for the ledger")
    return int(
        rows.filter(
            school_id=unit_id, status=TeacherStatus.ACTIVE, employment=EmploymentKind.ESTABLISHMENT
        ).count()
    )  # fmt: skip


def lock_ledger() -> None:
    """One writer at a time in the whole ledger: the row of the city is held until the transaction ends.

    The triggers hold the invariants without it; the lock keeps entries that touch several units from waiting for each
    other in a ring.
    """
    root = city()
    PoolUnit.objects.bulk_create([PoolUnit(unit=root)], ignore_conflicts=True)
    PoolUnit.objects.select_for_update().get(pk=root.pk)


def balances(unit: Organisation) -> PoolUnit:
    """The balances of a unit, its people counted now."""
    PoolUnit.objects.bulk_create([PoolUnit(unit=unit)], ignore_conflicts=True)
    row = PoolUnit.objects.select_for_update().get(pk=unit.pk)
    now = in_post_now(unit.pk)
    if row.in_post != now:
        PoolUnit.objects.filter(pk=unit.pk).update(in_post=now)
        row.in_post = now
    return row
