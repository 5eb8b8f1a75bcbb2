"""What a roster row changes of a registered person: old and new, field by field. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from teachers.choices import ServiceKind
from teachers.rules.roster_file import SchoolKey

ServiceKey = tuple[date, str]  # (first day of the start month, kind)
ServiceValue = tuple[date | None, str]  # (first day of the end month or None, unit)


@dataclass(slots=True)
class Enrolment:
    """A person as a workbook gives them. ``fields`` is empty for people who only bring service rows."""

    number: str
    row: int
    fields: dict[str, Any]
    school: SchoolKey | None
    joined_on: date | None = None
    services: dict[ServiceKey, ServiceValue] = field(default_factory=dict)
    service_rows: dict[ServiceKey, int] = field(default_factory=dict)
    is_listed: bool = False  # the workbook lists service records, so that rows it lacks can be named
    incomplete: int | None = None  # refused service rows; None: it says nothing of this person's

    def given(self) -> dict[str, Any]:
        """The fields with what the service rows say of the person."""
        if self.incomplete is None:
            return dict(self.fields)
        return {**self.fields, "history_incomplete": self.incomplete > 0, "history_missing": self.incomplete}


@dataclass
class Registered:
    """A person as the register holds them."""

    pk: int
    school: SchoolKey
    school_path: str
    fields: dict[str, Any]
    services: dict[ServiceKey, ServiceValue]


@dataclass(slots=True)
class Difference:
    """What is new. Values are the stored ones; the new school is a key."""

    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    school: tuple[SchoolKey, SchoolKey] | None = None
    new_services: dict[ServiceKey, ServiceValue] = field(default_factory=dict)
    changed_services: dict[ServiceKey, tuple[ServiceValue, ServiceValue]] = field(default_factory=dict)
    remaining: list[ServiceKey] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.school or self.new_services or self.changed_services)


def difference(new: Enrolment, old: Registered) -> Difference:
    """Compare a workbook's person with the register's. A blank cell was not given and changes nothing."""
    found = Difference()
    found.fields = {key: (old.fields[key], value) for key, value in new.fields.items() if old.fields[key] != value}
    if new.school and new.school != old.school:
        found.school = (old.school, new.school)
    for key, value in new.services.items():
        if key not in old.services:
            found.new_services[key] = value
            continue
        was = old.services[key]
        value = (value[0], value[1] or was[1])  # a blank unit says nothing either
        if was != value:
            found.changed_services[key] = (was, value)
    missing = missing_rows(new, old, len(found.new_services) + len(found.changed_services))
    if missing != old.fields["history_missing"]:
        found.fields["history_missing"] = (old.fields["history_missing"], missing)
        if bool(missing) != old.fields["history_incomplete"]:
            found.fields["history_incomplete"] = (old.fields["history_incomplete"], bool(missing))
    if new.is_listed:
        found.remaining = [key for key in old.services if key not in new.services]
    return found


def missing_rows(new: Enrolment, old: Registered, brought: int) -> int:
    """How many service rows of a person are still owed. A refused row is owed until as many new ones have come; a
    workbook with refused rows says anew how many."""
    if new.incomplete is None:
        return int(old.fields["history_missing"])
    return new.incomplete or max(0, int(old.fields["history_missing"]) - brought)


def service_words(key: ServiceKey, value: ServiceValue, kinds: Mapping[str, str]) -> str:
    """A service row as a person reads it."""
    end = f"~ {value[0]:%Y-%m}" if value[0] else "至今"
    return f"{kinds[ServiceKind(key[1])]} {key[0]:%Y-%m} {end} {value[1]}".strip()
