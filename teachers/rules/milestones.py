"""Looking ahead: from which month on somebody has taught for 30 or 40 years."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..policy import TEACHING_YEARS, CountingRules, Treatment
from .months import Month
from .teaching_years import Row, Rules, count_before


def month_reached(services: Iterable[Row], years: int, rules: Rules | None = None) -> Month | None:
    """The first as-of month at which ``years`` full years of teaching are complete, if open rows go on; else None.

    《泰州市教育强市建设实施方案》任务13. Meant for "who may reach it by that day": the count can fall again later
    (leave or secondment that outgrows its limit excludes months already counted), so ``teaching_years`` decides on
    the day.
    """
    return months_reached(services, (years,), rules).get(years)


def months_reached(
    services: Iterable[Row], thresholds: Collection[int], rules: Rules | None = None
) -> dict[int, Month]:
    """``month_reached`` of each of the ``thresholds`` that is ever reached."""
    values = (rules or tuple(TEACHING_YEARS)[-1]).value
    rows = [row for row in services if row[1] is None or row[1] >= row[0]]
    if not rows:
        return {}
    if values.always.issuperset([row[2] for row in rows]):
        return _walked(rows, thresholds)
    found = {years: _searched(rows, years * 12, values) for years in thresholds}
    return {years: month for years, month in found.items() if month is not None}


def _walked(rows: list[Row], thresholds: Collection[int]) -> dict[int, Month]:
    """Most people's rows all count, whatever follows: one walk over their months tells."""
    found: dict[int, Month] = {}
    waiting = sorted(thresholds, reverse=True)
    counted, reached = 0, -1
    for start, end, _kind in sorted(rows, key=lambda row: row[0]):
        start = max(start, reached + 1)
        while waiting and (end is None or counted + end - start + 1 >= waiting[-1] * 12):
            years = waiting.pop()
            found[years] = start + years * 12 - counted
        if end is None or not waiting:
            break
        if end >= start:
            counted, reached = counted + end - start + 1, end
    return found


def _searched(rows: list[Row], target: int, values: CountingRules) -> Month | None:
    """The month at which ``target`` months count, where some rows are limited, excluded or made good later."""
    marks = [row[0] for row in rows] + [row[1] for row in rows if row[1] is not None]
    # Past this month every limit is decided, and the count grows by one a month or no more.
    settled = max(marks) + max(rule.limit or 0 for rule in values.kinds.values()) + 2
    # In k months the count grows by k and by past study that a return to teaching makes good, never by more.
    made_good = sum(
        row[1] - row[0] + 1
        for row in rows
        if row[1] is not None and values.kinds[row[2]].treatment is Treatment.COUNTED_IF_RESUMED
    )
    month = min(marks) + 1
    while True:
        missing = target - (counted := count_before(rows, month, values))
        if missing <= 0:
            return month
        if month >= settled:
            return month + missing if count_before(rows, month + 1, values) > counted else None
        month += max(1, missing - made_good)
