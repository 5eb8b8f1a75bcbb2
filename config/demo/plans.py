"""What plans and forecasts of the demonstration rest on: places of schools, births, teachers who are willing."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.actions.ground import note_births, note_place
from staffing.actions.plans import make_plan, solve_plan
from staffing.queries.plans import years_with_figures

# Longitude and latitude of the towns, by division code; schools are strewn about them.
TOWNS = {
    "321200": (119.92, 32.46), "321202": (119.92, 32.49), "321203": (119.88, 32.32), "321204": (120.13, 32.51),
    "321281": (119.85, 32.91), "321282": (120.27, 32.02), "321283": (120.05, 32.17),
}  # fmt: skip
BIRTHS = {"321200": 0, "321202": 3600, "321203": 2500, "321204": 4200, "321281": 6500, "321282": 4000, "321283": 5800}
SOURCE = "示例数据，不是统计"


def ground(today: date, by: User) -> None:
    """Places and births, always the same ones; fewer children each year."""
    for school in Organisation.objects.filter(kind=OrgKind.SCHOOL, closed_on__isnull=True):
        dice = random.Random(f"321299 {school.name}")  # noqa: S311 - demonstration data, no secret
        longitude, latitude = TOWNS.get(school.division_code, TOWNS["321200"])
        place = [Decimal(str(round(dice.gauss(one, 0.06), 6))) for one in (longitude, latitude)]
        note_place(school=school, longitude=place[0], latitude=place[1], source=SOURCE, by=by)
    for unit in Organisation.objects.filter(kind=OrgKind.DISTRICT):
        for place_, year in enumerate(range(today.year - 4, today.year)):
            births = round(BIRTHS.get(unit.division_code, 0) * 0.93**place_ / (1 if _is_whole() else 40))
            if births:
                note_births(unit=unit, year=year, births=births, source=SOURCE, by=by)


def _is_whole() -> bool:
    """Whether this is the demonstration at full size."""
    return Organisation.objects.filter(kind=OrgKind.SCHOOL).count() > 100


def first_plan(by: User) -> None:
    """A plan of the newest year with figures, solved and waiting for its officer."""
    years = years_with_figures()
    if not years:
        return
    city = Organisation.objects.get(kind=OrgKind.CITY)
    plan = make_plan(unit=city, year=years[0], by=by, background=False)
    solve_plan(plan=plan, by=by)


def load_plans(officer: User, by: User, today: date) -> None:
    """The ground, and in the small city a first plan; in the whole city the officer solves it."""
    ground(today, by)
    if not _is_whole():
        first_plan(officer)
