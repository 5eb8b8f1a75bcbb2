"""What the first page of staffing answers: where over, where short, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from staffing.choices import RequestState
from staffing.models import PoolLoan, PoolUnit
from staffing.queries.establishment import SchoolNeed, establishment
from staffing.queries.pool import due, pools, requests, to_sign

MOST = 8


@dataclass(frozen=True)
class First:
    """The numbers of a unit and the schools and loans that stand out."""

    unit: Organisation
    schools: int
    need: int | None
    approved: int | None
    in_post: int
    short: list[SchoolNeed]
    over: list[SchoolNeed]
    excess: list[SchoolNeed]  # more people than approved posts
    missing: list[SchoolNeed]
    short_by: int
    over_by: int
    pools: list[PoolUnit]
    due: list[PoolLoan]
    open_requests: int
    to_sign: int


def first(user: User, unit: Organisation, year: int, today: date) -> First:
    """Everything for the first page; the number of queries does not depend on the number of schools."""
    every = establishment(user, year, today, unit)
    known = [one for one in every if one.gap is not None]
    short = sorted((one for one in known if (one.gap or 0) > 0), key=lambda one: -(one.gap or 0))
    over = sorted((one for one in known if (one.gap or 0) < 0), key=lambda one: one.gap or 0)
    excess = sorted((one for one in every if (one.over or 0) > 0), key=lambda one: -(one.over or 0))
    states = (RequestState.ASKED, RequestState.CHECKED, RequestState.RESERVED)
    return First(
        unit, len(every), sum(one.need.need or 0 for one in known) if known else None,
        _sum([one.approved for one in every]), sum(one.in_post for one in every), short[:MOST], over[:MOST],
        excess[:MOST], [one for one in every if one.need.need is None][:MOST], sum(one.gap or 0 for one in short),
        -sum(one.gap or 0 for one in over), pools(user), due(user, today)[:MOST],
        requests(user).filter(state__in=states).count(), len(to_sign(user)),
    )  # fmt: skip


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
