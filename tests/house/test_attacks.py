"""The scripted attack run: nothing of 海陵区实验小学 gets out to a neighbour, and no row of it changes.

The count of probes is printed (pytest -s). Each kind of probe is shown able to fail on a house that was broken for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attacks import changing, oddities, reaching, sending, steering
from attacks.ground import Ground
from django.db.models import Q
from django.test import Client
from house_records import build
from world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(settled: World, at_once: Any, sign_in: Callable[[str], Client]) -> Ground:
    return Ground(build(settled, at_once), sign_in)


def run(ground: Ground, attack: Callable[[Ground], None]) -> list[str]:
    attack(ground)
    for kind, count in ground.tally.probes.items():
        print(f"\n{kind}: {count} probes, {len(ground.tally.leaks)} leaks", end="")
    return ground.tally.leaks


REACHING = [
    (reaching.keys_in_addresses, 1000), (reaching.keys_in_forms, 500), (reaching.keys_in_queries, 500),
    (reaching.exports, 100), (reaching.files_and_jobs, 60), (reaching.partials, 150),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "least"), REACHING, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_gets_over_the_fence(ground: Ground, attack: Any, least: int) -> None:
    assert run(ground, attack) == []
    assert ground.tally.probes.total() >= least


CHANGING = [
    (changing.assigned, 400), (changing.overridden, 800), (changing.forged, 500), (steering.leading_away, 1000),
    (steering.sessions, 10), (steering.hosts, 90), (steering.filters, 800),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "least"), CHANGING, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_is_changed_or_led_astray(ground: Ground, attack: Any, least: int) -> None:
    assert run(ground, attack) == []
    assert ground.tally.probes.total() >= least


SENDING = [
    (sending.explosives, 150), (sending.masses, 36), (sending.names, 200), (sending.formulas, 40), (oddities.in_forms, 500),
    (oddities.in_queries, 800),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "least"), SENDING, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_that_is_sent_does_harm(ground: Ground, attack: Any, least: int) -> None:
    assert run(ground, attack) == []
    assert ground.tally.probes.total() >= least
