"""What the portrait is made of: plain facts that the trades tell in bulk, and what a measure of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


class Fact(NamedTuple):
    """One fact about a teacher, told by the trade that keeps its source. ``value`` is a whole number in the smallest
    unit of its measure (tenths of an hour, a place in a list of grades); ``of`` what it is to be compared with, where
    the source itself says so; ``key`` names it among the facts of its measure, ``note`` says in words which it is."""

    measure: str
    key: str
    value: int
    on: date
    of: int = 0
    note: str = ""

    @property
    def name(self) -> str:
        """What a dispute names it by."""
        return f"{self.measure}/{self.key}"

    def as_json(self) -> list[Any]:
        """The fact for storing."""
        return [self.measure, self.key, self.value, self.on.isoformat(), self.of, self.note]

    @classmethod
    def of_json(cls, stored: Sequence[Any]) -> Fact:
        """The fact out of a store."""
        measure, key, value, on, of, note = stored
        return cls(measure, key, value, date.fromisoformat(on), of, note)


Told = Iterable[tuple[int, Fact]]
Source = Callable[[Sequence[int], date], Told]  # ids and a day in, (id, fact) out, in a fixed number of queries


@dataclass(frozen=True)
class Measure:
    """What facts of one kind say. ``title``, ``unit`` and ``owner`` are words (lazily translated); ``permission`` is
    held by who keeps the source and answers when it is disputed; ``scale``: so many of ``value`` are one of ``unit``;
    ``words`` stand for values that are grades; ``page`` is the address where the source is corrected."""

    code: str
    title: Any
    unit: Any
    owner: Any
    permission: str
    scale: int = 1
    words: Mapping[int, Any] = field(default_factory=dict)
    page: str = ""

    def shown(self, value: int) -> str:
        """A value as people write it, without its unit."""
        if self.words:
            return str(self.words.get(value, value))
        return f"{value / self.scale:g}" if self.scale > 1 else str(value)
