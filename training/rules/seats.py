"""Seats: which quota a claim draws on, who is next on the wait list, when the list is frozen, what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from training.choices import ApprovalChain, EnrolledBy, Step


def quota_for(rows: Mapping[int, str], path: str) -> int | None:
    """The quota row (key -> path of its unit) from which somebody at ``path`` has a seat: the nearest one above.

    A school with seats of its own draws on these alone; without, on what its district has not handed on; and so up.
    None where the session is not for this unit.
    """
    fitting = [(len(unit), key) for key, unit in rows.items() if path.startswith(unit)]
    return max(fitting)[1] if fitting else None


@dataclass(frozen=True)
class InLine:
    """Somebody who waits: how often trained alike before, and since when waiting."""

    key: int
    had_before: int
    asked_at: datetime


def by_need(waiting: Iterable[InLine]) -> list[InLine]:
    """The wait list: who was never trained first, then who was trained less often; among equals who asked first."""
    return sorted(waiting, key=lambda one: (one.had_before, one.asked_at, one.key))


def is_frozen(now: datetime, starts_at: datetime, freeze_hours: int) -> bool:
    """Whether the wait list stands still: so shortly before the start nobody moves up without being asked."""
    return now >= starts_at - timedelta(hours=freeze_hours)


def overlap(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    """Whether two half-open stretches of time share a moment: one that ends at ten and one that begins then do not."""
    return first[0] < second[1] and second[0] < first[1]


def clash(wanted: tuple[datetime, datetime], held: Sequence[tuple[str, datetime, datetime]]) -> str | None:
    """The title of the first of the sessions held that overlaps the wanted one."""
    for title, starts_at, ends_at in held:
        if overlap(wanted, (starts_at, ends_at)):
            return title
    return None


_CHAINS: dict[str, tuple[Step, ...]] = {
    ApprovalChain.NONE: (),
    ApprovalChain.SCHOOL: (Step.SCHOOL,),
    ApprovalChain.DISTRICT: (Step.SCHOOL, Step.DISTRICT),
}


def first_step(chain: str, how: str) -> Step:
    """The step that a fresh enrolment waits for: what the school enrols it has agreed to."""
    steps = _CHAINS[chain]
    if how != EnrolledBy.SELF:
        steps = tuple(step for step in steps if step != Step.SCHOOL) if how == EnrolledBy.SCHOOL else ()
    return steps[0] if steps else Step.NONE


def next_step(chain: str, agreed: str) -> Step:
    """The step after the one that has agreed."""
    steps = _CHAINS[chain]
    place = steps.index(Step(agreed)) + 1
    return steps[place] if place < len(steps) else Step.NONE
