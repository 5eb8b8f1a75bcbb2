"""Reads of the calendar; it is public."""

from __future__ import annotations

from kernel.calendar.days import WorkCalendar
from kernel.calendar.models import CalendarDay, CalendarYear


def calendar() -> WorkCalendar:
    """The calendar as it stands now."""
    special = dict(CalendarDay.objects.values_list("day", "is_working"))
    return WorkCalendar(special, frozenset(CalendarYear.objects.values_list("year", flat=True)))


def years() -> list[CalendarYear]:
    """The years that officers added, the newest first."""
    return list(CalendarYear.objects.order_by("-year").prefetch_related("days").select_related("noted_by"))
