"""Cases by the real actions: the way to a decision, who may not, what the database refuses."""

from __future__ import annotations

from datetime import date

import pytest
from case_world import Ethics, staff
from world import World, acts

from config.demo.cases import UPTO, lead, walk
from ethics.choices.cases import CaseState
from ethics.models import Case, CaseSanction

pytestmark = pytest.mark.django_db
START = date(2026, 8, 3)


@pytest.fixture
def ethics(settled: World) -> Ethics:
    return staff(settled)


@pytest.mark.parametrize("state", list(UPTO))
def test_every_state_can_be_reached(ethics: Ethics, state: CaseState) -> None:
    case = lead(ethics.world.people["陈晓"], ethics["e_desk"], START, "1")
    walk(case, state, ethics.team, START)
    assert Case.objects.for_system("test").get().state == state
    assert len(acts("case.register")) == 1
    assert CaseSanction.objects.count() == (state in {"decided", "served", "executed", "archived"})
