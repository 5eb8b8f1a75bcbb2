"""The way of hours through the ledger: who may move them from where to where, and what must be said."""

from __future__ import annotations

from dataclasses import dataclass

PROPOSED, CHECKED, APPROVED, LOCKED = "proposed", "checked", "approved", "locked"
REFUSED, WITHDRAWN, REVERSED = "refused", "withdrawn", "reversed"

COUNTS = frozenset({APPROVED, LOCKED})
OPEN = frozenset({PROPOSED, CHECKED})
HIGHER_LEVELS = frozenset({"nation", "province", "city", "county"})


@dataclass(frozen=True)
class Move:
    """One allowed move: from which states to which one, and whether a reason must be given."""

    name: str
    sources: frozenset[str]
    target: str
    needs_reason: bool = False


MOVES = {
    one.name: one
    for one in (
        Move("check", frozenset({PROPOSED}), CHECKED),
        Move("approve", OPEN, APPROVED),
        Move("refuse", OPEN, REFUSED, needs_reason=True),
        Move("withdraw", frozenset({PROPOSED}), WITHDRAWN),
        Move("lock", frozenset({APPROVED}), LOCKED),
        Move("reverse", COUNTS, REVERSED, needs_reason=True),
    )
}
PAIRS = frozenset((source, one.target) for one in MOVES.values() for source in one.sources)


def is_higher(level: str) -> bool:
    """Whether a level is that of the county or above."""
    return level in HIGHER_LEVELS


def asks_district(level: str) -> bool:
    """Whether hours of a level need the district after the school: all but those of the school itself."""
    return is_higher(level)


def next_step(state: str, level: str, *, is_above: bool) -> str | None:
    """The move by which an approver takes hours on; None when it is not this person's turn.

    The school approves hours of its own level and checks all others; what was checked is approved by somebody above
    the school (``is_above``).
    """
    if state == PROPOSED:
        return "check" if asks_district(level) else "approve"
    return "approve" if state == CHECKED and is_above else None
