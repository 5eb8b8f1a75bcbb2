"""What the pool may do: which posts go first, terms, notice, and whether a unit stays covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from staffing.choices import RequestState
from staffing.rules.figures import year_on


@dataclass(frozen=True)
class Lot:
    """Posts of one owner in one account."""

    account: int
    owner: int
    balance: int


def draw(lots: Sequence[Lot], posts: int) -> list[tuple[Lot, int]]:
    """Which lots give how many: those put in first go first; [] when together they do not reach."""
    if posts > sum(one.balance for one in lots):
        return []
    taken, left = [], posts
    for one in lots:
        part = min(one.balance, left)
        if part:
            taken.append((one, part))
            left -= part
    return taken


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def term_fault(starts_on: date, ends_on: date, most_years: int) -> str:
    """What is wrong with a term: '' when it is between one year and the longest allowed."""
    if ends_on < years_later(starts_on, 1):
        return "term_short"
    return "term_long" if ends_on > years_later(starts_on, most_years) else ""


def recall_day(noticed_on: date) -> date:
    """The first day after a recall's notice of one whole school year: a school that plans a year keeps its people."""
    return date(year_on(noticed_on) + 2, 9, 1)


def short_by(disposal: int, in_post: int, taken: int) -> int:
    """By how many people a unit would be over when so many posts are taken; 0 when it may give them.

    A unit that is over already may give nothing: existing excess is flagged, never made worse.
    """
    return max(in_post - (disposal - taken), 0)


@dataclass(frozen=True)
class Move:
    """A move of a request: from where to where, and who makes it."""

    name: str
    sources: tuple[RequestState, ...]
    target: RequestState
    who: str  # school, district, city, second, clock


REQUEST_MOVES: tuple[Move, ...] = (
    Move("check", (RequestState.ASKED,), RequestState.CHECKED, "district"),
    Move("refuse", (RequestState.ASKED, RequestState.CHECKED), RequestState.REFUSED, "district or city"),
    Move("reserve", (RequestState.CHECKED,), RequestState.RESERVED, "city"),
    Move("lend", (RequestState.RESERVED,), RequestState.LENT, "second"),
    Move("release", (RequestState.RESERVED,), RequestState.CHECKED, "city"),
    Move("withdraw", (RequestState.ASKED, RequestState.CHECKED), RequestState.WITHDRAWN, "school"),
    Move("expire", (RequestState.RESERVED,), RequestState.EXPIRED, "clock"),
)
BY_NAME = {move.name: move for move in REQUEST_MOVES}
