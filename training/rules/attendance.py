"""What check-ins come to when a session is over, and when they may be made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from training.choices import CheckPoint, Outcome

TENTH = Decimal("0.1")


def outcome_of(
    *, first: bool, second: bool, needs_second: bool, excused: bool, hours: Decimal
) -> tuple[Outcome, Decimal]:
    """The outcome and the hours of one person: all of them when every check was made, half of them (to a tenth, half
    up) when one of two was, none otherwise."""
    made = first + (second if needs_second else first)
    if made == 2:
        return Outcome.ATTENDED, hours
    if made == 1:
        return Outcome.PARTLY, max((hours / 2).quantize(TENTH, ROUND_HALF_UP), TENTH)
    return (Outcome.EXCUSED if excused else Outcome.ABSENT), Decimal(0)


def first_window(
    starts_at: datetime, ends_at: datetime, opens_minutes: int, late_minutes: int
) -> tuple[datetime, datetime]:
    """From when until when one may check in: half-open, never past the end of the session."""
    return starts_at - timedelta(minutes=opens_minutes), min(starts_at + timedelta(minutes=late_minutes), ends_at)


def is_asked(made: Collection[str], second_from: datetime | None, second_until: datetime | None, now: datetime) -> bool:
    """Whether somebody who made these checks of a session that runs is to make one more now: the second one while it
    is held, else the first."""
    is_second = second_from is not None and second_until is not None and second_from <= now < second_until
    return (CheckPoint.SECOND if is_second else CheckPoint.FIRST) not in made


def second_moment(starts_at: datetime, ends_at: datetime, late_minutes: int, part: float) -> datetime:
    """The random moment of the second check: ``part`` (0 to 1) of the way between the end of the first check and nine
    tenths of the session."""
    begin = min(starts_at + timedelta(minutes=late_minutes), starts_at + (ends_at - starts_at) / 4)
    end = starts_at + (ends_at - starts_at) * 9 / 10
    return begin + (end - begin) * part
