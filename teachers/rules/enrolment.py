"""What a roster row changes of a registered person: old and new, field by field. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class Corrected:
    """What an approved request for a correction did: a name or a service row given up, and the row in its place."""

    on: date
    name: str = ""
    old: tuple[ServiceKey, ServiceValue] | None = None
    new: tuple[ServiceKey, ServiceValue] | None = None

    def is_undone_by(self, key: ServiceKey, value: ServiceValue, here: Mapping[ServiceKey, ServiceValue]) -> bool:
        """Whether a row would bring back what was corrected; ``here`` are the rows of the register."""
        if self.old is None or self.old[0] != key:
            return False
        if key not in here:
            return True  # taken away, or moved to another month or kind
        if self.new is None or self.new[0] != key:
            return False  # corrected away once and there again
        (end, unit), (new_end, new_unit) = self.old[1], self.new[1]
        return (value[0] == end != new_end) or (value[1] == unit != new_unit)


@dataclass
class Registered:
    """A person as the register holds them."""

    pk: int
    school: SchoolKey
    school_path: str
    fields: dict[str, Any]
    services: dict[ServiceKey, ServiceValue]
    corrected: list[Corrected] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    """What is new. Values are the stored ones; the new school is a key. ``withheld`` is what would undo a correction: a
    service row or, under None, the name, with the day of the correction."""

    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    school: tuple[SchoolKey, SchoolKey] | None = None
    new_services: dict[ServiceKey, ServiceValue] = field(default_factory=dict)
    changed_services: dict[ServiceKey, tuple[ServiceValue, ServiceValue]] = field(default_factory=dict)
    remaining: list[ServiceKey] = field(default_factory=list)
    withheld: dict[ServiceKey | None, date] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.school or self.new_services or self.changed_services)


def difference(new: Enrolment, old: Registered) -> Difference:
    """Compare a workbook's person with the register's. A blank cell was not given and changes nothing."""
    found = Difference()
    found.fields = {key: (old.fields[key], value) for key, value in new.fields.items() if old.fields[key] != value}
    if new.school and new.school != old.school:
        found.school = (old.school, new.school)
    if "name" in found.fields and (day := _day(one for one in old.corrected if one.name == new.fields["name"])):
        found.withheld[None] = day
        del found.fields["name"]
    for key, value in new.services.items():
        was = old.services.get(key)
        if was is not None:
            value = (value[0], value[1] or was[1])  # a blank unit says nothing either
        if was == value:
            continue
        if day := _day(one for one in old.corrected if one.is_undone_by(key, value, old.services)):
            found.withheld[key] = day
        elif was is None:
            found.new_services[key] = value
        else:
            found.changed_services[key] = (was, value)
    missing = missing_rows(new, old, len(found.new_services) + len(found.changed_services))
    if missing != old.fields["history_missing"]:
        found.fields["history_missing"] = (old.fields["history_missing"], missing)
        if bool(missing) != old.fields["history_incomplete"]:
            found.fields["history_incomplete"] = (old.fields["history_incomplete"], bool(missing))
    if new.is_listed:
        found.remaining = [key for key in old.services if key not in new.services]
    return found


def _day(corrected: Iterable[Corrected]) -> date | None:
    return max((one.on for one in corrected), default=None)


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
