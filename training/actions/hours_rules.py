"""What the city decides about hours: a new version of the caps, a new cycle. Versions are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from training.choices import Mode
from training.errors import refuse
from training.models import HourCap, HourCycle, HourRule
from training.permissions import TrainingPermission
from training.policy import HOURS_DUE
from training.rules.hours import share
from training.rules.hours_entry import shown


def set_rule(
    *, effective_from: date, document: str, minutes: int, day_limit: int, higher_percent: int,
    caps: Mapping[str, tuple[int | None, int | None]], by: User, on: date,
) -> HourRule:  # fmt: skip
    """Put down a version from today or a later day on; ``caps`` gives tenths in a year and in a cycle for each mode."""
    demand(by, TrainingPermission.SET_RULES, what="设定学时规则")
    if effective_from < on:
        raise refuse("hour_rule_past")
    if not document.strip():
        raise refuse("hour_document_missing")
    for mode, (year, cycle) in caps.items():
        if year is not None and cycle is not None and year > cycle:
            raise refuse("hour_cap_inverted", mode=str(Mode(mode).label))
    with transaction.atomic():
        if HourRule.objects.filter(effective_from=effective_from).exists():
            raise refuse("hour_rule_exists", day=effective_from)
        rule = HourRule(
            effective_from=effective_from, minutes=minutes, day_tenths=day_limit, higher_percent=higher_percent,
            document=document.strip()[:120], set_by=by,
        )  # fmt: skip
        rule.save()
        HourCap.objects.bulk_create(
            HourCap(rule=rule, mode=mode, year_tenths=year, cycle_tenths=cycle) for mode, (year, cycle) in caps.items()
        )
        record("hours.rule_set", by=by, subject=rule, effective_from=str(effective_from), modes=len(caps))
    return rule


def add_cycle(*, first_year: int, last_year: int, due: int, document: str, by: User) -> HourCycle:
    """Put down the next cycle, which follows the one before without a gap."""
    demand(by, TrainingPermission.SET_RULES, what="设定学时周期")
    if not document.strip():
        raise refuse("hour_document_missing")
    least = HOURS_DUE.on(date(first_year, 1, 1))
    floor = share(least.value.tenths, last_year - first_year + 1, least.value.years)
    if last_year >= first_year and due < floor:
        raise refuse("hour_cycle_low", least=shown(floor), document=str(least.source))
    with transaction.atomic():
        last = HourCycle.objects.order_by("-last_year").first()
        if (last is not None and first_year <= last.last_year) or last_year < first_year:
            raise refuse("hour_cycle_overlaps", first=first_year, last=last_year)
        if last is not None and first_year != last.last_year + 1:
            raise refuse("hour_cycle_gap", year=last.last_year + 1)
        cycle = HourCycle(
            first_year=first_year, last_year=last_year, due_tenths=due, document=document.strip()[:120], set_by=by
        )
        cycle.save()
        record("hours.cycle_set", by=by, subject=cycle, years=str(cycle), due=cycle.due_shown)
    return cycle
