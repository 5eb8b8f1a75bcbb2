"""Arithmetic of closed month intervals: merge what touches, cut away, measure; no sets of months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from .months import Month

Interval: TypeAlias = tuple[Month, Month]  # first and last month, both included


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same months as disjoint intervals in rising order; touching ones become one."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1] + 1:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def covered(start: Month, end: Month, disjoint: Sequence[Interval]) -> int:
    """How many months of ``start``..``end`` lie in ``disjoint``."""
    months = 0
    for first, last in disjoint:
        if first <= end and last >= start:
            months += min(last, end) - max(first, start) + 1
    return months


def last_outside(start: Month, end: Month, disjoint: Sequence[Interval]) -> Month | None:
    """The last month of ``start``..``end`` that lies outside ``disjoint`` (in rising order), if any."""
    for first, last in reversed(disjoint):
        if first <= end <= last:
            end = first - 1
    return end if end >= start else None
