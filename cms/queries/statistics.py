"""Figures for everybody: sums alone, nothing below ten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cms.rules.small_numbers import LEAST, Shown, shown
from honors.queries.roll import years_of_the_roll
from kernel.orgs.queries import districts
from teachers.choices import Stage
from teachers.queries.public import headcounts
from training.queries.public import held_by_year


@dataclass(frozen=True)
class Row:
    """A row of the table of teachers."""

    label: str
    cells: list[Shown]


def figures() -> dict[str, Any]:
    """Teachers by district and by stage, honours by year, programmes by year."""
    counts = headcounts()
    by_place: dict[str, int] = defaultdict(int)
    by_stage: dict[str, int] = defaultdict(int)
    for place, stage, count in counts:
        by_place[place] += count
        by_stage[stage] += count
    named = {str(label): by_stage.get(stage, 0) for stage, label in Stage.choices if by_stage.get(stage, 0)}
    places = {one.name: by_place.get(one.name, 0) for one in districts()}
    whole = sum(by_place.values())
    honours = {year: {str(at): of.get(at, 0) for at in (40, 30)} for year, of in years_of_the_roll().items()}
    widest = max([one.count or 0 for one in shown(places)] or [0])
    return {
        "whole": whole if whole >= LEAST else None, "stages": shown(named), "places": shown(places), "widest": widest,
        "honours": [(year, shown(of)) for year, of in honours.items()],
        "programmes": held_by_year(), "on": timezone.localdate(), "least": LEAST,
    }  # fmt: skip
