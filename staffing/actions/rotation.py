"""Deciding on the years after which an exchange is due: a dated row of the rules that the planner goes by as well."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from staffing.actions.common import need
from staffing.errors import refuse
from staffing.models import PlanSetting
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.plan_inputs import setting_on
from staffing.rules.figures import first_day, year_on


@transaction.atomic
def set_rotation(
    *, effective_from: date, due_years: int, head_years: int, exchange_percent: int, exempt_years_most: int,
    document: str, by: User, on: date,
) -> PlanSetting:  # fmt: skip
    """A new row from a day of the present school year or later; whatever else the row holds goes along unchanged."""
    need(by, Staffing.ESTABLISH, None, "设定交流轮岗规则")
    first = first_day(year_on(on))
    if effective_from < first:
        raise refuse("edition_past", day=first)
    if not document.strip():
        raise refuse("edition_document")
    if PlanSetting.objects.filter(effective_from=effective_from).exists():
        raise refuse("edition_exists", day=effective_from)
    row = setting_on(effective_from)
    row.pk, row._state.adding = None, True
    row.effective_from, row.document = effective_from, document.strip()[:160]
    row.due_years, row.head_years = due_years, head_years
    row.exchange_percent, row.exempt_years_most = exchange_percent, exempt_years_most
    row.save()
    record("rotation.set", by=by, subject=row, years=due_years, on=effective_from.isoformat(), document=row.document)
    return row
