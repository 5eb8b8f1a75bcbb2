"""In which year's round somebody comes up who completes the years at a given month.

《泰州市教育强市建设实施方案》任务13: rounds are held on Teachers' Day, 10 September, and count the months before it.
"""

from __future__ import annotations

from datetime import date

from teachers.policy import TEACHING_YEARS

AWARD_MONTH, AWARD_DAY = tuple(TEACHING_YEARS)[-1].value.award_month_day
YEARS_AHEAD = 10


def first_year(today: date) -> int:
    """The year of the next Teachers' Day, today's included."""
    return today.year + (today > date(today.year, AWARD_MONTH, AWARD_DAY))


def years_ahead(today: date) -> range:
    """The years that are looked ahead to."""
    return range(first_year(today), first_year(today) + YEARS_AHEAD)


def award_year(month: date) -> int:
    """The year in whose September the first as-of month ``month`` (its first day) has come."""
    return month.year + (month.month > AWARD_MONTH)


def period(years: range) -> tuple[date, date]:
    """The first days of the first and of the last month that belong to the years."""
    return date(years[0] - 1, AWARD_MONTH + 1, 1), date(years[-1], AWARD_MONTH, 1)
