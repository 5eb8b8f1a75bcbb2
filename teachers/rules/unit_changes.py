"""Changes of a school that need two people: another name, a merger, an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from teachers.errors import UNIT_CHANGES

SIGNED_AS = "units.change"  # the kind of request: a school has one open at a time, whatever it asks for
RENAME, MERGE, CLOSE = CHANGES = ("rename", "merge", "close")


@dataclass(frozen=True)
class UnitChange:
    """What is asked for: from which day, by which document, and for a merger into which school with how many people."""

    change: str
    on: date
    document: str
    name: str = ""  # the new name, or that of the successor
    into: int | None = None
    people: int = 0

    @classmethod
    def of(cls, detail: Mapping[str, Any]) -> UnitChange:
        """The change out of the detail of a request."""
        return cls(on=date.fromisoformat(detail["on"]), **{key: detail[key] for key in _PLAIN})

    @property
    def detail(self) -> dict[str, Any]:
        """The change as a request keeps it."""
        return {"on": self.on.isoformat(), **{key: getattr(self, key) for key in _PLAIN}}

    def sentence(self, school: str) -> str:
        """What is asked for, in one sentence."""
        return UNIT_CHANGES[self.change].format(school=school, on=self.on, name=self.name, people=self.people)


_PLAIN = ("change", "document", "name", "into", "people")


def begins(on: date, held_since: date | None) -> date:
    """The day on which a post at the successor begins: that of the merger or, if later, of the present post."""
    return max(on, held_since) if held_since else on
