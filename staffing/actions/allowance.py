"""Deciding on the allowance for years of teaching, and noting that a list of it left the registry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from staffing.actions.common import need
from staffing.errors import refuse
from staffing.models import AllowanceEdition, AllowanceTier
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules.allowance import Tier, fault_of


@transaction.atomic
def set_allowance(
    *, effective_from: date, tiers: Sequence[Tier], document: str, by: User, on: date, **counting: Any
) -> AllowanceEdition:
    """A new edition from a day on, with all its tiers; the months that are past keep theirs."""
    need(by, Staffing.ESTABLISH, None, "设定教龄津贴标准")
    first = on.replace(day=1)
    if effective_from < first:
        raise refuse("edition_past", day=first)
    if not document.strip():
        raise refuse("edition_document")
    if found := fault_of(tiers):
        raise refuse(found[0], years=found[1])
    edition, is_new = AllowanceEdition.objects.get_or_create(
        effective_from=effective_from, defaults={**counting, "document": document.strip()[:160], "set_by": by}
    )
    if not is_new:
        raise refuse("edition_exists", day=effective_from)
    AllowanceTier.objects.bulk_create([AllowanceTier(edition=edition, years=one.years, yuan=one.yuan) for one in tiers])
    record(
        "allowance.set", by=by, subject=edition, tiers=len(tiers), on=effective_from.isoformat(),
        document=edition.document,
    )  # fmt: skip
    return edition
