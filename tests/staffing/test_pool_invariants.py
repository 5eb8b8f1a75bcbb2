"""Whatever is done in whatever order: the invariants of the pool hold after every step."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pools import Pools, ground
from world import FAR_SCHOOL, HAILING, SCHOOL, SISTER, World

from kernel.errors import RuleBroken
from staffing.actions import ledger
from staffing.actions.common import in_post_now
from staffing.choices import AccountState, ReturnGround
from staffing.models import PoolAccount, PoolEntry, PoolLoan, PoolUnit

UNITS = (SCHOOL, SISTER, FAR_SCHOOL)
STEP = st.tuples(
    st.sampled_from(["approve", "put_in", "take_out", "shift", "lend", "give_back"]), st.sampled_from(UNITS),
    st.integers(0, 9),
)  # fmt: skip


def _do(pools: Pools, name: str, unit: str, posts: int) -> None:
    world, one = pools.world, pools.unit(unit)
    if name == "approve":
        pools.approve(unit, posts)
    elif name == "put_in":
        pools.put_in(unit, posts, HAILING if unit != FAR_SCHOOL else "泰州市")
    elif name == "take_out":
        ledger.take_out(unit=one, pool=pools.unit(HAILING), posts=posts, ground=ground(world))
    elif name == "shift":
        ledger.shift(pool=pools.unit(HAILING), into=world.city, posts=posts, ground=ground(world))
    elif name == "lend":
        pools.lend(unit, posts or 1, HAILING if posts % 2 else "泰州市")
    else:
        loan = PoolLoan.objects.filter(borrower=one).exclude(state="returned").first()
        if loan is not None:
            ledger.give_back(loan=loan, posts=posts, returned=ReturnGround.EARLY, ground=ground(world))


def _approved() -> dict[int, int]:
    return {row.unit_id: row.approved for row in PoolUnit.objects.all()}


def _excess() -> dict[int, int]:
    """How many people of each unit have no post; of the register, since a row knows only its last count."""
    return {row.unit_id: max(in_post_now(row.unit_id) - row.disposal, 0) for row in PoolUnit.objects.all()}


def _check() -> None:
    sums = PoolUnit.objects.aggregate(lent=Sum("lent_out", default=0), borrowed=Sum("borrowed_in", default=0))
    assert sums["lent"] == sums["borrowed"]
    assert (
        PoolAccount.objects.aggregate(n=Sum("balance", default=0))["n"] == 0
    )  # double entry: all of it adds to nothing
    for row in PoolUnit.objects.all():
        own = PoolAccount.objects.filter(owner=row.unit_id).exclude(state=AccountState.ISSUED)
        assert own.aggregate(n=Sum("balance", default=0))["n"] == row.approved
        here = PoolAccount.objects.filter(holder=row.unit_id, state__in=[AccountState.HELD, AccountState.LENT])
        assert here.aggregate(n=Sum("balance", default=0))["n"] == row.disposal


@settings(
    max_examples=10, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(st.lists(STEP, min_size=5, max_size=14))
@pytest.mark.django_db
def test_any_sequence_of_acts_keeps_the_invariants(settled: World, steps: list[tuple[str, str, int]]) -> None:
    _run(settled, steps)


def _run(world: World, steps: Any) -> None:
    """In a savepoint of its own, so that each example begins with an empty ledger."""
    with transaction.atomic():
        pools = Pools(world)
        pools.approve(SISTER, 9)
        pools.put_in(SISTER, 6)
        for name, unit, posts in steps:
            before, entries, excess = _approved(), PoolEntry.objects.count(), _excess()
            try:
                _do(pools, name, unit, posts)
            except RuleBroken:
                assert PoolEntry.objects.count() == entries  # what is refused leaves nothing behind
            if name != "approve":
                assert {unit: n for unit, n in _approved().items() if n} == {unit: n for unit, n in before.items() if n}
            for unit_id, over in _excess().items():
                assert over <= excess.get(unit_id, over)  # a unit without a row had no posts to lose
            _check()
        transaction.set_rollback(True)
