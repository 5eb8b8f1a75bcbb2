"""What a correction does to somebody's service rows, and whether it can be done. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from teachers.choices import ServiceKind
from teachers.rules.enrolment import ServiceKey, ServiceValue
from teachers.rules.months import month_of
from teachers.rules.teaching_years import Row

Services = Mapping[ServiceKey, ServiceValue]


@dataclass(frozen=True)
class Entry:
    """One service row as a request speaks of it: first days of months, None for a row that still goes on."""

    start: date
    end: date | None
    kind: str
    unit: str = ""

    @property
    def key(self) -> ServiceKey:
        return (self.start, self.kind)

    @property
    def value(self) -> ServiceValue:
        return (self.end, self.unit)

    @property
    def row(self) -> tuple[ServiceKey, ServiceValue]:
        return (self.key, self.value)

    def as_json(self) -> dict[str, Any]:
        """The row for storing."""
        end = self.end.isoformat() if self.end else None
        return {"start": self.start.isoformat(), "end": end, "kind": str(self.kind), "unit": self.unit}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any] | None) -> Entry | None:
        """The row out of a store; None where there was none."""
        if stored is None:
            return None
        end = date.fromisoformat(stored["end"]) if stored["end"] else None
        return cls(date.fromisoformat(stored["start"]), end, stored["kind"], stored["unit"])


def problem(services: Services, old: Entry | None, new: Entry | None, on: date) -> str:
    """Why the change cannot be made, as the code of a sentence; empty where it can.

    A row is known by its start month and kind. Rows may overlap (months count once), but not run backwards, and what
    has not happened yet is no service.
    """
    if old is not None and services.get(old.key) != old.value:
        return "service_changed"
    if new is None:
        return ""
    if new == old:
        return "nothing_new"
    if new.end is not None and new.end < new.start:
        return "period_backwards"
    if max(month_of(new.start), month_of(new.end or new.start)) > month_of(on):
        return "service_later"
    if new.key in services and (old is None or new.key != old.key):
        return "service_there"
    return ""


def applied(services: Services, old: Entry | None, new: Entry | None) -> dict[ServiceKey, ServiceValue]:
    """The rows as they stand after the change."""
    found = dict(services)
    if old is not None:
        found.pop(old.key, None)
    if new is not None:
        found[new.key] = new.value
    return found


def rule_rows(services: Services) -> list[Row]:
    """The rows as the counting rule wants them."""
    return [
        (month_of(start), month_of(end) if end else None, str(ServiceKind(kind)))
        for (start, kind), (end, _unit) in services.items()
    ]


def still_owed(missing: int, *, supplied: bool) -> int:
    """How many rows of the roster are owed after a request that says which of them it brings."""
    return max(0, missing - 1) if supplied else missing
