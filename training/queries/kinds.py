"""Hours of one kind of training, and the cycle of a day: what duties ask of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from teachers.queries.teaching import one_of
from training.models import HourCycle, HourEntry
from training.rules.hours_moves import COUNTS
from training.rules.requirements import Hours


@dataclass(frozen=True)
class Cycle:
    """A cycle of training, its years both included."""

    first_year: int
    last_year: int

    @property
    def starts_on(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def ends_on(self) -> date:
        return date(self.last_year, 12, 31)


def hours_of_kind(teacher_ids: Collection[int], kind: str, since: date, until: date) -> dict[int, list[Hours]]:
    """The approved hours of these people of one kind in a time, both ends included, before any cap: person -> days and
    hours."""
    rows = HourEntry.objects.for_system("whether people met what is asked of them").filter(
        one_of("teacher_id", teacher_ids), kind=kind, standing__state__in=COUNTS, ended_on__gte=since,
        ended_on__lte=until,
    )  # fmt: skip
    found: dict[int, list[Hours]] = defaultdict(list)
    for pk, tenths, ended in rows.values_list("teacher_id", "tenths", "ended_on"):
        found[pk].append(Hours(ended, Decimal(tenths) / 10))
    return found


def cycle_of(on: date) -> Cycle | None:
    """The cycle that holds a day, None where the city has set none."""
    row = HourCycle.objects.filter(first_year__lte=on.year, last_year__gte=on.year).first()
    return Cycle(row.first_year, row.last_year) if row else None
