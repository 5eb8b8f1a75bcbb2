"""Counting working days over plain values.

《全国年节及纪念日放假办法》（国务院令第795号修订）; the calendar of each year is set by a yearly notice
(国务院办公厅关于部分节假日安排的通知). The day of an event is not counted (《民法典》第二百零一条).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

ONE = timedelta(days=1)


@cache
def published_years() -> frozenset[int]:
    """Years whose calendar the library holds."""
    return frozenset(day.year for day in chinese_calendar.constants.workdays)


@dataclass(frozen=True)
class WorkCalendar:
    """Published years; ``special`` are the days that officers set, which win, and ``added`` the years they added."""

    special: Mapping[date, bool] = field(default_factory=dict)
    added: frozenset[int] = frozenset()

    def is_published(self, year: int) -> bool:
        """Whether the holidays of a year are known; if not, only weekends are counted as free."""
        return year in self.added or year in published_years()

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.special:
            return self.special[day]
        if day.year in published_years() and day.year not in self.added:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5

    def days_after(self, start: date, count: int) -> list[date]:
        """The next ``count`` working days after ``start``, whose own day is not counted."""
        found: list[date] = []
        day = start
        while len(found) < count:
            day += ONE
            if self.is_working(day):
                found.append(day)
        return found

    def last_day(self, start: date, count: int) -> date:
        """The day at whose end ``count`` working days after ``start`` have passed; ``start`` itself for none."""
        return self.days_after(start, count)[-1] if count else start

    def unpublished(self, first: date, last: date) -> list[int]:
        """Years between two days whose calendar is not known yet: an end in them may still move."""
        return [year for year in range(first.year, last.year + 1) if not self.is_published(year)]
