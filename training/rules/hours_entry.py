"""Judging hours before they are proposed: the day, the length of a day, what else the person did that day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

IN_PLACE = frozenset({"face", "practice"})  # modes that need the person in one place
LONGEST = 5 * 366  # days from the first to the last: a course longer than a cycle is a slip of the pen


@dataclass(frozen=True)
class Stretch:
    """Hours with their days, the last one included."""

    name: str
    mode: str
    started_on: date
    ended_on: date
    tenths: int

    @property
    def days(self) -> int:
        return (self.ended_on - self.started_on).days + 1


@dataclass(frozen=True)
class Problem:
    """What is wrong: a code, the field, the words of the sentence."""

    code: str
    field: str
    words: tuple[tuple[str, object], ...] = ()


def judge(one: Stretch, *, born_on: date | None, on: date, day_limit: int) -> list[Problem]:
    """Everything that is wrong with hours taken alone."""
    found = []
    if one.ended_on < one.started_on:
        return [Problem("hours_backwards", "ended_on")]
    if one.ended_on > on:
        found.append(Problem("hours_future", "ended_on", (("day", one.ended_on),)))
    if born_on is not None and one.started_on <= born_on:
        found.append(Problem("hours_before_birth", "started_on", (("day", one.started_on),)))
    if one.days > LONGEST:
        found.append(Problem("hours_long", "ended_on"))
    if one.tenths <= 0:
        found.append(Problem("hours_none", "tenths"))
    elif one.tenths > one.days * day_limit:
        most = one.days * day_limit
        words = (("hours", shown(one.tenths)), ("days", one.days), ("limit", shown(day_limit)), ("most", shown(most)))
        found.append(Problem("hours_exceed_day", "tenths", words))
    return found


def clash(one: Stretch, others: Iterable[Stretch], *, day_limit: int) -> Problem | None:
    """Hours that need the person in one place are taken as spread evenly over their days; on no day may they and what
    else the person did in place come to more than the limit of a day."""
    if one.mode not in IN_PLACE:
        return None
    near = [
        other for other in others
        if other.mode in IN_PLACE and other.started_on <= one.ended_on and one.started_on <= other.ended_on
    ]  # fmt: skip
    edges = {max(one.started_on, other.started_on) for other in near}
    for day in sorted(edges):
        there = [other for other in near if other.started_on <= day <= other.ended_on]
        load = sum(other.tenths / other.days for other in there) + one.tenths / one.days
        if there and load > day_limit + 1e-9:
            other = max(there, key=lambda each: each.tenths)
            words = (("other", other.name), ("first", other.started_on), ("last", other.ended_on),
                     ("limit", shown(day_limit)))  # fmt: skip
            return Problem("hours_overlap", "started_on", words)
    return None


def shown(tenths: int) -> str:
    """Tenths as people write them: 12 or 12.5."""
    whole, odd = divmod(tenths, 10)
    return f"{whole}.{odd}" if odd else str(whole)


def tenths_of(text: str) -> int | None:
    """Tenths out of what people write; None for what is no number or has more than one decimal."""
    plain = text.strip().removesuffix("学时").removesuffix("课时").strip()
    whole, dot, odd = plain.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 5):
        return None
    odd = odd.rstrip("0")
    if (dot and odd and not (odd.isascii() and odd.isdigit())) or len(odd) > 1:
        return None
    return int(whole) * 10 + int(odd or 0)


def hours_of_minutes(minutes: int, per_hour: int) -> int:
    """Tenths out of minutes of teaching: so many minutes are one 学时; what is left below a tenth is not counted."""
    return minutes * 10 // per_hour


def key_of(*parts: object) -> str:
    """What hours are for, as 64 hexadecimal digits: the same thing has the same key."""
    return hashlib.sha256("\x1f".join(str(one).strip().casefold() for one in parts).encode()).hexdigest()
