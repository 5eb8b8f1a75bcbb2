"""Figures for everybody tell of no person: nothing below ten is shown, nor what would give it away.

《中华人民共和国个人信息保护法》第四条: what has been anonymised is no personal information.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 10


@dataclass(frozen=True)
class Shown:
    """A figure as everybody may see it; None where it is not told."""

    label: str
    count: int | None


def shown(counts: Mapping[str, int]) -> list[Shown]:
    """The figures of one row whose sum is told elsewhere.

    A figure from 1 to 9 is not told. Where only one is left out, the sum would give it away: the smallest of the
    others, if there is any, is left out with it.
    """
    hidden = {label for label, count in counts.items() if 0 < count < LEAST}
    if len(hidden) == 1:
        others = [label for label, count in counts.items() if count and label not in hidden]
        hidden |= set(sorted(others, key=lambda label: counts[label])[:1])
    return [Shown(label, None if label in hidden else count) for label, count in counts.items()]


def total(counts: Mapping[str, int]) -> int | None:
    """The sum of a row, where it may be told: not below ten, and not where it is the only figure left to tell."""
    whole = sum(counts.values())
    if 0 < whole < LEAST:
        return None
    filled = [count for count in counts.values() if count]
    return None if len(filled) == 1 and filled[0] < LEAST else whole
