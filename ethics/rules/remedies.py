"""Reviews and appeals: which route leads where, within which limits, and that an answer is never heavier.

《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）;
《事业单位工作人员申诉规定》（人社部发〔2014〕45号）;
《中华人民共和国教师法》第三十九条; 《中华人民共和国行政复议法》第二十条.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ethics.choices.cases import ClockKind, Level, RemedyState, RemedyStep, Route
from ethics.rules.powers import WEIGHT, heaviest

R, C, L = RemedyStep, ClockKind, Level


@dataclass(frozen=True)
class Way:
    """One step of one route: after which step it comes, how long one may lodge it, who answers and how soon."""

    route: Route
    step: RemedyStep
    after: RemedyStep | None
    lodge: ClockKind
    decide: ClockKind
    body: Level
    then: ClockKind | None = None  # the clock that an answer starts


D12, PUBLIC = Route.D12, Route.PUBLIC_INSTITUTION
WAYS: tuple[Way, ...] = (
    Way(D12, R.REVIEW, None, C.REVIEW_LODGE, C.REVIEW_DECIDE, L.DEPARTMENT, C.APPEAL_LODGE),
    Way(D12, R.APPEAL, R.REVIEW, C.APPEAL_LODGE, C.APPEAL_DECIDE, L.UPPER),
    Way(PUBLIC, R.REVIEW, None, C.REVIEW_LODGE, C.REVIEW_DECIDE, L.DEPARTMENT, C.APPEAL_LODGE),
    Way(PUBLIC, R.APPEAL, R.REVIEW, C.APPEAL_LODGE, C.APPEAL_DECIDE, L.UPPER, C.REAPPEAL_LODGE),
    Way(PUBLIC, R.REAPPEAL, R.APPEAL, C.REAPPEAL_LODGE, C.REAPPEAL_DECIDE, L.UPPER),
    Way(Route.TEACHERS_LAW, R.LAW, None, C.LAW_LODGE, C.LAW_DECIDE, L.DEPARTMENT),
    Way(Route.ADMIN_RECONSIDERATION, R.RECONSIDER, None, C.RECONSIDER_LODGE, C.RECONSIDER_DECIDE, L.UPPER),
)
ANSWERED = (RemedyState.UPHELD, RemedyState.LIGHTENED, RemedyState.ANNULLED)


def way(route: Route, step: RemedyStep) -> Way | None:
    """The step of a route; None where the route has no such step."""
    return next((one for one in WAYS if (one.route, one.step) == (route, step)), None)


def open_ways(
    served_on: date | None, done: Collection[tuple[Route, RemedyStep, RemedyState, date | None]], *, private: bool
) -> list[Way]:
    """The steps that may be lodged after the decision was served: first steps that were not taken, and what follows an
    answered one. The rules of public institutions do not reach private schools."""
    if served_on is None:
        return []
    taken = {(route, step): state for route, step, state, _on in done}
    found = []
    for one in WAYS:
        if private and one.route == Route.PUBLIC_INSTITUTION:
            continue
        if (one.route, one.step) in taken:
            continue
        if one.after is None or taken.get((one.route, one.after)) in ANSWERED:
            found.append(one)
    return found


def starts_on(one: Way, served_on: date, done: Collection[tuple[Route, RemedyStep, RemedyState, date | None]]) -> date:
    """The event from which the time to lodge runs: the service of the decision, or the answer before."""
    if one.after is None:
        return served_on
    days = [on for route, step, _state, on in done if (route, step) == (one.route, one.after) and on is not None]
    return max(days, default=served_on)


@dataclass(frozen=True)
class Handling:
    """What was decided together: its kinds, the domains barred, and the longest bar in months."""

    kinds: frozenset[str]
    domains: frozenset[str] = frozenset()
    months: int = 0


def is_lighter(before: Handling, after: Handling) -> bool:
    """Whether what takes the place of a decision is lighter in some respect and heavier in none (加重处理 is not
    allowed): its heaviest kind, each domain barred, the length of the bar, a quota of supervisors."""
    if not after.kinds or heaviest(after.kinds) > heaviest(before.kinds):
        return False
    if after.domains - before.domains or after.months > before.months or ("Q6" in after.kinds - before.kinds):
        return False
    weights = tuple(sorted((WEIGHT[kind] for kind in after.kinds), reverse=True))
    known = tuple(sorted((WEIGHT[kind] for kind in before.kinds), reverse=True))
    if weights != known:
        return weights < known
    return after.domains < before.domains or after.months < before.months
