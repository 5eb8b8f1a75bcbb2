"""Looking ahead: from which month on somebody has taught for 30 or 40 years."""

from __future__ import annotations

from collections.abc import Iterable

from ..policy import TEACHING_YEARS, Treatment
from .months import Month
from .teaching_years import Row, Rules, count_before


def month_reached(services: Iterable[Row], years: int, rules: Rules | None = None) -> Month | None:
    """The first as-of month at which ``years`` full years of teaching are complete, if open rows go on; else None.

    《泰州市教育强市建设实施方案》任务13. Meant for "who may reach it by that day": the count can fall again later
    (leave or secondment that outgrows its limit excludes months already counted), so ``teaching_years`` decides on
    the day.
    """
    values = (rules or tuple(TEACHING_YEARS)[-1]).value
    rows = [row for row in services if row[1] is None or row[1] >= row[0]]
    if not rows:
        return None
    target = years * 12
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
