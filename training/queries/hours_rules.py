"""The rules of hours that the city decides: cycles and dated caps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from training.errors import refuse
from training.models import HourCap, HourCycle, HourRule
from training.rules.hours import Cap, Caps, Cycle, in_force


@dataclass(frozen=True)
class RuleBook:
    """All cycles and versions, read at once: three queries."""

    cycles: tuple[Cycle, ...]
    ids: dict[int, int]  # first year of a cycle -> its row
    versions: tuple[tuple[date, Caps], ...]

    def caps(self, on: date) -> Caps:
        """The version in force on a day."""
        if not self.versions:
            raise refuse("hours_no_rules")
        return in_force(self.versions, on)

    def find(self, on: date) -> Cycle | None:
        """The cycle that a day belongs to, if there is one."""
        return next((one for one in self.cycles if one.holds(on)), None)

    def cycle_on(self, on: date) -> Cycle:
        """The cycle of a day; RuleBroken where there is none."""
        found = self.find(on)
        if found is None:
            raise refuse("hours_no_cycle", day=on)
        return found

    def cycle_of(self, first_year: int) -> Cycle:
        """The cycle that begins in a year; RuleBroken where there is none."""
        found = next((one for one in self.cycles if one.first_year == first_year), None)
        if found is None:
            raise refuse("hour_cycle_unknown", year=first_year)
        return found


def rule_book() -> RuleBook:
    """The rules as they stand now."""
    cycles = list(HourCycle.objects.order_by("first_year"))
    caps: dict[int, dict[str, Cap]] = {}
    for row in HourCap.objects.all():
        caps.setdefault(row.rule_id, {})[row.mode] = Cap(row.year_tenths, row.cycle_tenths)
    versions = tuple(
        (
            rule.effective_from,
            Caps(
                str(rule), rule.document, caps.get(rule.pk, {}), higher_percent=rule.higher_percent,
                day_limit=rule.day_tenths, minutes=rule.minutes,
            ),
        )
        for rule in HourRule.objects.order_by("effective_from")
    )  # fmt: skip
    return RuleBook(
        tuple(Cycle(one.first_year, one.last_year, one.due_tenths) for one in cycles),
        {one.first_year: one.pk for one in cycles}, versions,
    )  # fmt: skip


def rules() -> list[HourRule]:
    """All versions with their caps, the newest first."""
    return list(HourRule.objects.order_by("-effective_from").select_related("set_by").prefetch_related("caps"))


def cycles() -> list[HourCycle]:
    """All cycles, the newest first."""
    return list(HourCycle.objects.order_by("-first_year").select_related("set_by"))
