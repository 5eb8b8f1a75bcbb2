"""How long a session may be, and how many hours it may give: 1 学时 is 45 minutes, to a tenth, rounded down."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

LONGEST = timedelta(hours=12)
MINUTES_PER_HOUR = 45


def most_hours(starts_at: datetime, ends_at: datetime) -> Decimal:
    """The most hours that the stretch holds."""
    minutes = Decimal((ends_at - starts_at) // timedelta(minutes=1))
    return (minutes / MINUTES_PER_HOUR).quantize(Decimal("0.1"), ROUND_DOWN)


def still_open(hours: Decimal, given: Decimal) -> Decimal:
    """What a make-up session gives: its hours, and none where what it makes up for has given some already, by itself or
    by another make-up: it is counted once."""
    return Decimal(0) if given else hours
