"""What is shown of a personal field, by its grade from L1 (public) to L4 (most sensitive).

A model names its personal fields and their grades in ``PERSONAL_FIELDS`` and says in ``MASKS`` how those that are
hidden by default are shown; a field of grade L4 without a mask is hidden whole. Lists, pages and exports ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db import models

HIDDEN = "••••••"
LOWEST, HIGHEST = "L1", "L4"
Mask = Callable[[Any], str]


def grade_of(model: type[models.Model], name: str) -> str:
    """The grade of a field; what is not personal is public."""
    grades: Mapping[str, str] = getattr(model, "PERSONAL_FIELDS", {})
    return grades.get(name, LOWEST)


def highest(grades: Iterable[str]) -> str:
    """The highest of some grades."""
    return max(grades, default=LOWEST)


def mask_phone(number: str) -> str:
    """The first three and the last four digits; what is too short for that is hidden whole."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "*" * len(number)


def mask_day(day: Any) -> str:
    """The year alone."""
    return f"{day:%Y}-**-**" if day else ""


def mask_of(model: type[models.Model], name: str) -> Mask | None:
    """How a field is hidden; None for one that may be shown."""
    found: Mask | None = getattr(model, "MASKS", {}).get(name)
    if found is None and grade_of(model, name) == HIGHEST:
        return lambda value: HIDDEN if value else ""
    return found


def masked(row: models.Model, name: str) -> Any:
    """The value of a field as anybody may see it who may see the row."""
    mask, value = mask_of(type(row), name), getattr(row, name)
    return value if mask is None else mask(value)


class Shown:
    """A row as a page shows it: ``shown.phone`` in a template. ``clear`` names the hidden fields that this reader may
    see as they are."""

    def __init__(self, row: models.Model, clear: Collection[str] = ()) -> None:
        self._row, self._clear = row, frozenset(clear)

    def __getitem__(self, name: str) -> Any:
        if name in self._clear:
            value = getattr(self._row, name)
            return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else value
        return masked(self._row, name)
