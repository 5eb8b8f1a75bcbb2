"""Who is put forward for a long-service honour, who is held, and why.

《泰州市教育强市建设实施方案》任务13: certificates for 30 and for 40 full years of teaching.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from honors.choices import EntryState, HoldReason


@dataclass(frozen=True)
class Bar:
    """What stands against a person on the day: an officer's note or an upheld objection, with its ground."""

    state: EntryState
    reason: HoldReason
    note: str = ""


@dataclass(frozen=True)
class Person:
    """What the decision needs to know. Months are ordinals (year * 12 + month - 1)."""

    months: int  # months of teaching that count before the as-of month
    still_teaching: bool  # an open service record of a kind that counts
    retirement_month: int | None  # statutory; None where sex or birth do not settle it
    history_incomplete: bool
    deceased: bool
    held_thresholds: Collection[int]  # honours the person has already, or may never have again
    bar: Bar | None = None


@dataclass(frozen=True)
class Decision:
    """The threshold reached and what becomes of the person in this round."""

    threshold: int
    state: EntryState
    reason: HoldReason | None = None


def decide(
    person: Person, as_of_month: int, thresholds: Collection[int], *, allow_posthumous: bool = False
) -> Decision | None:
    """The decision on one person; None for who reaches no threshold that is not already honoured.

    Only the highest threshold reached is honoured in a round; each is given once in a life. What stands against a
    person comes before what a school could settle.
    """
    reached = [years for years in thresholds if person.months >= 12 * years]
    if not reached or max(reached) in person.held_thresholds:
        return None
    threshold = max(reached)
    if person.deceased and not allow_posthumous:
        return Decision(threshold, EntryState.EXCLUDED, HoldReason.DECEASED)
    if person.bar is not None:
        return Decision(threshold, person.bar.state, person.bar.reason)
    late = person.still_teaching and person.retirement_month is not None and person.retirement_month < as_of_month
    if person.history_incomplete and late:
        return Decision(threshold, EntryState.HELD, HoldReason.BOTH)
    if person.history_incomplete:
        return Decision(threshold, EntryState.HELD, HoldReason.HISTORY_INCOMPLETE)
    if late:
        return Decision(threshold, EntryState.HELD, HoldReason.PAST_RETIREMENT)
    return Decision(threshold, EntryState.CANDIDATE)
