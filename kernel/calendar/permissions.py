"""What may be done with the calendar."""

from __future__ import annotations

from enum import StrEnum


class CalendarPermission(StrEnum):
    SET = "calendar.set"
