"""Two hundred ask for the last ten posts at the same moment: exactly ten get one, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from pools import ON, Pools, ground
from world import HAILING, SCHOOL, SISTER, build

from kernel.errors import RuleBroken
from staffing.actions import ledger
from staffing.choices import AccountState, EntryKind, FigureStage
from staffing.models import PoolAccount, PoolEntry, PoolLoan, PoolRequest, PoolUnit

COUNT, LAST = 200, 10


@pytest.fixture(autouse=True)
def _several_connections(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite the rows lie in a file as in a house without a server, so that every thread has its own connection;
    the database of the tests lies in memory and locks whole tables for all readers of its cache."""
    if connection.vendor != "sqlite":
        yield
        return
    file, before = tmp_path / "race.sqlite3", connection.settings_dict["NAME"]
    connection.ensure_connection()
    connection.inc_thread_sharing()
    memory: Any = connection.connection
    with closing(sqlite3.connect(file)) as copy:
        memory.backup(copy)
    connection.settings_dict["NAME"], connection.connection = str(file), None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = before, memory
        connection.dec_thread_sharing()


def _pool() -> Pools:
    pools = Pools(build())
    pools.approve(SISTER, 50)
    pools.put_in(SISTER, LAST)
    return pools


def _at_once(count: int, work: Callable[[int], object]) -> list[str]:
    """What became of each: all begin together; at most so many as the server has connections for are inside."""
    gate, door, outcome = threading.Barrier(count), threading.Semaphore(30), list[str]()

    def one(place: int) -> None:
        gate.wait()
        with door:
            try:
                work(place)
                outcome.append("done")
            except RuleBroken as refusal:
                outcome.append(refusal.code)
            except Exception as error:
                outcome.append(repr(error))
            finally:
                connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


@pytest.mark.django_db(transaction=True)
def test_two_hundred_requests_for_the_last_ten_posts() -> None:
    pools = _pool()
    requests = PoolRequest.objects.bulk_create(
        PoolRequest(
            school=pools.unit(SCHOOL), subject="数学", stage=FigureStage.PRIMARY, posts=1, reason="缺员",
            starts_on=ON, ends_on=date(2029, 9, 1), asked_by=pools.world["school"],
        )
        for _ in range(COUNT)
    )  # fmt: skip
    pool, basis = pools.unit(HAILING), ground(pools.world)
    outcome = _at_once(COUNT, lambda place: ledger.reserve(request=requests[place], pool=pool, ground=basis))
    assert sorted(set(outcome)) == ["done", "pool_short"]
    assert outcome.count("done") == LAST
    assert PoolEntry.objects.filter(kind=EntryKind.RESERVE).aggregate(n=Sum("posts"))["n"] == LAST
    row = PoolUnit.objects.get(unit=pool)
    assert (row.stock, row.reserved) == (0, LAST)


@pytest.mark.django_db(transaction=True)
def test_past_the_lock_the_database_alone_gives_ten() -> None:
    """The same without any lock of the actions: entries written straight into the table."""
    pools = _pool()
    world = pools.world
    lot = PoolAccount.objects.get(holder=pools.unit(HAILING), state=AccountState.POOL)
    targets = [
        ledger.account(lot.owner_id, pools.unit(SCHOOL).pk, AccountState.LENT, loan=_loan(pools)) for _ in range(40)
    ]

    def lend(place: int) -> None:
        PoolEntry.objects.create(
            kind=EntryKind.LEND, source=lot, target=targets[place], posts=1, happened_on=ON, document="文号",
            made_by=world["city"], signed_by=world["approver"],
        )  # fmt: skip

    outcome = _at_once(40, lend)
    assert outcome.count("done") == LAST
    assert all("never_overdrawn" in one for one in outcome if one != "done")
    lender, borrower = PoolUnit.objects.get(unit=pools.unit(SISTER)), PoolUnit.objects.get(unit=pools.unit(SCHOOL))
    assert (lender.lent_out, borrower.borrowed_in) == (LAST, LAST)


def _loan(pools: Pools) -> PoolLoan:
    """A loan row each, so that every thread lends into an account of its own."""
    return PoolLoan.objects.create(
        borrower=pools.unit(SCHOOL), pool=pools.unit(HAILING), posts=1, starts_on=ON, ends_on=date(2029, 9, 1),
        document="文号",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_unit_that_gives_twice_at_the_same_moment_keeps_its_people() -> None:
    """Two entries from two accounts of one unit: no write skew leaves its people without a post."""
    pools = Pools(build())
    pools.world.settle()
    pools.approve(SCHOOL, 5)
    outcome = _at_once(8, lambda _place: pools.put_in(SCHOOL, 1))
    assert outcome.count("done") == 2  # three people stay
    assert set(outcome) == {"done", "people_left"}
    assert pools.row(SCHOOL).disposal == 3
