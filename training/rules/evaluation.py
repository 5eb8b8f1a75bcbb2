"""What the answers to a survey come to, and when there are too few to show any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST, MOST = 1, 5  # of the scale


@dataclass(frozen=True)
class Item:
    """A question of the scale: how many answered it, their mean to one decimal, how many gave each mark from 1 to 5."""

    code: str
    count: int
    mean: Decimal
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """The result of some answers; ``is_hidden``: there are some, and too few to show what any of them says."""

    is_hidden: bool
    count: int
    items: tuple[Item, ...]
    mean: Decimal | None


def outcome(answers: Iterable[Mapping[str, int]], codes: Sequence[str], threshold: int) -> Outcome:
    """Sum up. Fewer answers than the threshold show nothing of themselves, so that nobody can be recognised."""
    rows = list(answers)
    if len(rows) < max(threshold, 1):
        return Outcome(bool(rows), len(rows), (), None)
    items, shown = [], set[str]()
    for code in codes:
        marks = [row[code] for row in rows if code in row]
        # A question that few answered says too much about them, however many answered the others.
        if len(marks) >= max(threshold, 1):
            spread = tuple(marks.count(mark) for mark in range(LEAST, MOST + 1))
            shown.add(code)
            items.append(Item(code, len(marks), _tenths(sum(marks), len(marks)), spread))
    given = [mark for row in rows for code, mark in row.items() if code in shown]
    return Outcome(False, len(rows), tuple(items), _tenths(sum(given), len(given)) if given else None)


def _tenths(total: int, count: int) -> Decimal:
    return (Decimal(total) / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
