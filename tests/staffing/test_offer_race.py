"""Offers at the same moment for the last free place: exactly one, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from recruiting import TODAY, Recruiting
from test_pool_race import _at_once, _several_connections  # noqa: F401 - every thread its own connection
from world import build

from staffing.actions import candidates, recruitment
from staffing.choices import CandidateState
from staffing.models import Candidate, Vacancy

COUNT = 12


def _states() -> list[str]:
    return list(Candidate.objects.for_system("a test counts").values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_offers_for_the_last_place_of_a_school() -> None:
    """Each for a vacancy of its own: nothing but the places of the school stands between them."""
    world = build()
    world.settle()
    hiring = Recruiting(world, posts=3 + COUNT)
    ready = [hiring.ready(hiring.approved(title=f"计划{place}")) for place in range(COUNT)]
    hiring.pools.put_in("海陵区实验小学", COUNT - 1)  # all but one place go into the pool
    outcome = _at_once(
        COUNT, lambda place: candidates.offer(candidate=ready[place], by=world["school"], on=TODAY)
    )  # fmt: skip
    assert sorted(outcome) == ["done"] + ["offer_short"] * (COUNT - 1)
    assert _states().count(CandidateState.OFFERED) == 1
    assert sum(Vacancy.objects.values_list("taken", flat=True)) == 1


@pytest.mark.django_db(transaction=True)
def test_offers_for_the_last_post_of_a_vacancy() -> None:
    """The school has room for all, the vacancy for one."""
    world = build()
    world.settle()
    hiring = Recruiting(world, posts=3 + COUNT)
    vacancy = hiring.approved(1)
    ready = [hiring.ready(vacancy) for _place in range(COUNT)]
    outcome = _at_once(
        COUNT, lambda place: candidates.offer(candidate=ready[place], by=world["school"], on=TODAY)
    )  # fmt: skip
    assert sorted(outcome) == ["done"] + ["vacancy_full"] * (COUNT - 1)
    assert Vacancy.objects.get().taken == 1


@pytest.mark.django_db(transaction=True)
def test_plans_for_the_same_places() -> None:
    """Plans that are submitted at the same moment never count the same places."""
    world = build()
    world.settle()
    hiring = Recruiting(world, posts=5)
    plans = [hiring.plan(title=f"计划{place}") for place in range(6)]
    for one in plans:
        hiring.vacancy(one, 2)
    outcome = _at_once(6, lambda place: recruitment.submit(plan=plans[place], by=world["district"]))
    assert sorted(outcome) == ["done"] + ["recruit_short"] * 5
