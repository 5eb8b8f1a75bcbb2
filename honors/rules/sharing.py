"""How long a holder's link may show a certificate."""

from __future__ import annotations

from datetime import date, timedelta

DEFAULT_DAYS, LONGEST_DAYS = 30, 365


def last_day(today: date, days: int = DEFAULT_DAYS) -> date:
    """The last day on which a link made today for so many days shows anything; today is the first."""
    return today + timedelta(days=days - 1)


def is_allowed(today: date, last: date) -> bool:
    """Whether a link made today may show the certificate up to and including that day."""
    return today <= last <= last_day(today, LONGEST_DAYS)
