"""When a required training is due, how it stands on a day, and when its person is reminded."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from training.choices import RequirementState

SOON = 30  # days before the deadline from which a requirement is said to press


def months_later(day: date, months: int) -> date:
    """The day of the same number so many months on, or the last one of a shorter month.

    《中华人民共和国民法典》第二百零二条: a period of months ends on the day that corresponds to its beginning, on the
    last of the month where there is none.
    """
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(start: date, *, months: int, days: int = 0) -> date:
    """The last day on which the training may be completed."""
    return months_later(start, months) + timedelta(days=days)


def counted_since(start: date, *, months_before: int) -> date:
    """The first day whose hours count: training before the post is taken up counts as far back as the rule says."""
    return months_later(start, -months_before)


@dataclass(frozen=True)
class Hours:
    """Hours of one kind on one day."""

    on: date
    hours: Decimal


def met_on(entries: Sequence[Hours], needed: Decimal) -> date | None:
    """The day on which the hours reach what is needed, None while they do not."""
    total = Decimal(0)
    for one in sorted(entries, key=lambda entry: entry.on):
        total += one.hours
        if total >= needed:
            return one.on
    return None


def state(*, due: date, met: date | None, is_waived: bool, on: date) -> RequirementState:
    """How a requirement stands at the end of a day: the deadline itself is still in time."""
    if met is not None:
        return RequirementState.MET if met <= due else RequirementState.LATE
    if is_waived:
        return RequirementState.WAIVED
    if on > due:
        return RequirementState.OVERDUE
    return RequirementState.SOON if (due - on).days <= SOON else RequirementState.OPEN


def reminder(due: date, on: date, steps: Collection[int], told: Collection[int]) -> int | None:
    """The step (days before the deadline) that is to be told today: the nearest one that was reached, once; a step that
    was slept through is not made up for when a nearer one is reached."""
    reached = [step for step in steps if (due - on).days <= step]
    if not reached:
        return None
    step = min(reached)
    return None if any(old <= step for old in told) else step
