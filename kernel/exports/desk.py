"""The port: what a trade gives so that a list can be taken out. ``settings.EXPORTERS`` names kind -> class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from kernel.accounts.models import User
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table

Options = Mapping[str, Any]  # plain values that can be kept as JSON
Progress = Callable[[int, int], None]
Seen = Callable[[Iterable[models.Model]], None]  # told of the people whose rows were written


@dataclass(frozen=True)
class Taken:
    """A list that was taken out, as the trade's own audit lines are told of it."""

    options: Options
    number: str
    title: str
    reason: str
    rows: int
    people: Sequence[Any]


class Exporter(Protocol):
    """One kind of list. Everything is asked in the name of who takes it out; ``within`` narrows it further."""

    permission: str  # in the scope of which the rows lie
    at_once: bool  # small ones are made while the person waits

    def title(self, options: Options) -> str: ...

    def grade(self, options: Options) -> str:
        """The highest grade of its columns, masked ones included."""

    def filters(self, options: Options, user: User) -> str:
        """The filters in words."""

    def count(self, options: Options, user: User, within: Scope) -> int: ...

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]: ...

    def note(self, taken: Taken, user: User) -> None:
        """Leave the trade's own audit lines: among them that each of the people was looked at."""


@cache
def exporters() -> dict[str, Exporter]:
    """All of them by kind."""
    return {kind: import_string(path)() for kind, path in settings.EXPORTERS.items()}


def exporter(kind: str) -> Exporter:
    """One of them; KeyError for a kind that no trade has."""
    return exporters()[kind]


def both(first: Scope, second: Scope) -> Scope:
    """What lies in both: the smaller of each pair of subtrees of which one holds the other."""
    inner = [path for path in first.paths if second.holds(path)]
    return Scope.of([*inner, *(path for path in second.paths if first.holds(path))])
