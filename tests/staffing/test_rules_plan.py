"""The best plan equals brute force on everything small enough to enumerate, and is never worse than the greedy one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_oracle import best

from staffing.rules.plan import Demand, Instance, Limits, PinsConflict, Place, Supply, broken, value_of
from staffing.rules.plan_greedy import greedy
from staffing.rules.plan_solve import solve

PLACES = (
    Place(1, 1, 119.90, 32.45),
    Place(2, 1, 119.95, 32.47),
    Place(3, 2, 120.10, 32.50),
    Place(4, 2, 120.30, 32.60),
)


def small(seed: int) -> Instance:
    """A random instance of four schools, two districts and at most seven ways."""
    dice = random.Random(seed)
    supplies = [
        Supply(f"s{place}", dice.choice((1, 2, 3)), dice.choice("语数"), dice.choice((1, 1, 2)),
               most_km=dice.choice((None, None, 20.0)), early=dice.choice((0, 0, 2)))
        for place in range(3)
    ]  # fmt: skip
    wanted = {(dice.choice((1, 2, 3, 4)), dice.choice("语数")) for _ in range(3)}
    demands = [Demand(*key, dice.choice((1, 2)), dice.choice((5, 10, 11))) for key in sorted(wanted)]
    limits = Limits(
        most_km=dice.choice((15.0, 60.0)), reserve=dice.choice((0, 1)),
        school_out={1: dice.choice((1, 2))} if dice.random() < 0.5 else {},
        school_in={3: 1} if dice.random() < 0.5 else {},
        district_out={1: dice.choice((0, 1, 2))} if dice.random() < 0.5 else {},
        district_in={2: 1} if dice.random() < 0.3 else {},
    )  # fmt: skip
    surplus = {(1, "语"): 1} if dice.random() < 0.3 else {}
    bans = frozenset({(1, 3, None)}) if dice.random() < 0.2 else frozenset()
    pins = {}
    if dice.random() < 0.2:
        pins[supplies[0].school, demands[0].school, demands[0].subject] = 1
    return Instance(PLACES, supplies, demands, limits, surplus, pins, bans)


@pytest.mark.parametrize("seed", range(150))
def test_the_same_optimum_as_brute_force(seed: int) -> None:
    instance = small(seed)
    truth = best(instance)
    if truth is None:
        with pytest.raises(PinsConflict):
            solve(instance)
        return
    plan, proof = solve(instance)
    assert plan.objective == truth
    assert (proof.status, proof.gap, proof.bounds) == ("optimal", 0.0, truth)
    assert not broken(instance, plan.moves, plan.reserve)


def test_the_instances_are_no_trivial_ones() -> None:
    values = [best(small(seed)) for seed in range(150)]
    assert sum(value is None for value in values) >= 3  # pins that cannot be kept
    assert sum(value is not None and value.moves >= 2 for value in values) >= 30
    assert sum(value is not None and value.unmet > 0 and value.moves > 0 for value in values) >= 30


def test_greedy_spoils_what_the_optimum_keeps() -> None:
    """The near school takes the only post that the far one could have had."""
    places = (Place(1, 1), Place(2, 1), Place(3, 2), Place(4, 1))
    limits = Limits(same_district_km=10, other_district_km=30, most_km=40)
    supplies = [Supply("a", 1, "语", 1), Supply("b", 2, "语", 1, most_km=15)]
    demands = [Demand(4, "语", 1, 11), Demand(3, "语", 1, 10)]
    instance = Instance(places, supplies, demands, limits)
    plan, proof = solve(instance)
    simple = greedy(instance)
    assert (plan.objective.unmet, plan.objective.moves, plan.objective.hectometres) == (0, 2, 400)
    assert simple.objective.unmet == 10
    assert proof.status == "optimal"


def test_golden_plan() -> None:
    """Worked by hand: two schools have 数 to spare, the nearer one gives; the reserve fills what nobody has."""
    places = (Place(1, 1), Place(2, 1), Place(3, 2))
    instance = Instance(
        places, [Supply("1数", 1, "数", 2), Supply("3数", 3, "数", 2)],
        [Demand(2, "数", 2, 10), Demand(2, "英", 1, 15)], Limits(reserve=1),
    )  # fmt: skip
    plan, _ = solve(instance)
    assert [(m.giver, m.taker, m.subject, m.count, m.hectometres) for m in plan.moves] == [(1, 2, "数", 2, 120)]
    assert plan.reserve == {(2, "英"): 1}
    assert plan.objective.levels == (0, 2, 0, 240)


def test_the_same_instance_gives_the_same_plan() -> None:
    instance = town(3)
    assert solve(instance)[0] == solve(instance)[0]


def town(seed: int, schools: int = 30, subjects: int = 4) -> Instance:
    """Some dozens of schools in three districts."""
    dice = random.Random(seed)
    places = [
        Place(n, n % 3, 119.6 + dice.random() * 0.5, 32.2 + dice.random() * 0.5) for n in range(schools)
    ]  # fmt: skip
    supplies, demands = [], []
    for n in range(schools):
        for k in range(subjects):
            turn = dice.random()
            if turn < 0.35:
                supplies.append(Supply(f"{n}/{k}", n, str(k), dice.randint(1, 4)))
            elif turn < 0.8:
                demands.append(Demand(n, str(k), dice.randint(1, 4), dice.choice((10, 15, 18))))
    limits = Limits(
        most_km=25, reserve=5, school_out=dict.fromkeys(range(schools), 4), school_in=dict.fromkeys(range(schools), 5),
        district_out={0: 6, 1: 4, 2: 9},
    )  # fmt: skip
    return Instance(places, supplies, demands, limits)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_never_worse_than_greedy_and_no_rule_broken(seed: int) -> None:
    instance = town(seed)
    plan, proof = solve(instance)
    simple = greedy(instance)
    assert not broken(instance, simple.moves, simple.reserve)
    assert not broken(instance, plan.moves, plan.reserve)
    assert plan.objective.levels <= simple.objective.levels
    assert plan.objective == value_of(instance, plan.moves, plan.reserve)
    assert proof.status == "optimal"


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_a_pin_that_the_optimum_has_changes_nothing_and_a_ban_never_helps(seed: int) -> None:
    instance = town(seed, schools=15, subjects=2)
    plan, _ = solve(instance)
    if not plan.moves:
        return
    one = plan.moves[0]
    way = (one.giver, one.taker, one.subject)
    pinned = Instance(
        instance.places, instance.supplies, instance.demands, instance.limits, pins={way: one.count}
    )  # fmt: skip
    assert solve(pinned)[0].objective == plan.objective
    banned = Instance(instance.places, instance.supplies, instance.demands, instance.limits, bans=frozenset({way}))
    other, _ = solve(banned)
    assert other.objective.levels >= plan.objective.levels
    assert all((m.giver, m.taker, m.subject) != way for m in other.moves)


def test_the_check_of_plans_can_fail() -> None:
    instance = town(1)
    plan, _ = solve(instance)
    doubled = [*plan.moves, *plan.moves, *plan.moves, *plan.moves, *plan.moves]
    assert broken(instance, doubled, plan.reserve)
    assert broken(instance, plan.moves, {(0, "0"): 99})


def test_nothing_to_give_or_nothing_short() -> None:
    nothing, proof = solve(Instance(PLACES, [], [Demand(1, "语", 2)]))
    assert (nothing.objective.unmet, nothing.moves, proof.status) == (20, (), "optimal")
    calm, proof = solve(Instance(PLACES, [Supply("a", 1, "语", 2)], []))
    assert (calm.objective.levels, proof.status) == ((0, 0, 0, 0), "optimal")
