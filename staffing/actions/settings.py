"""Deciding on the local standard: dated rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from staffing.actions.common import need
from staffing.errors import refuse
from staffing.models import StaffingSetting
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules.figures import first_day, year_on


@transaction.atomic
def set_standard(*, effective_from: date, by: User, on: date, **values: Any) -> StaffingSetting:
    """A new standard from a day on; a row is never changed, a later one takes its place. The present school year may
    still be given one, an ended one keeps the rule of its day."""
    need(by, Staffing.ESTABLISH, None, "设定编制标准")
    first = first_day(year_on(on))
    if effective_from < first:
        raise refuse("setting_past", day=first)
    row, is_new = StaffingSetting.objects.get_or_create(
        effective_from=effective_from, defaults={**values, "set_by": by}
    )
    if not is_new:
        raise refuse("setting_exists", day=effective_from)
    record("staffing.standard_set", by=by, subject=row, document=row.document, on=effective_from.isoformat())
    return row
