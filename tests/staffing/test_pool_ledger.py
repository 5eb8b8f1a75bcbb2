"""The ledger of the pool: what moves, what is refused, by the action and by the database itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum
from pools import ON, Pools, ground
from world import HAILING, SCHOOL, SISTER, World

from kernel.errors import RuleBroken
from kernel.sealed import Sealed
from staffing.actions import ledger
from staffing.choices import AccountState, EntryKind, FigureStage, RequestState, ReturnGround
from staffing.models import LoanTerm, PoolAccount, PoolEntry, PoolLoan, PoolRequest, PoolUnit


@pytest.fixture
def pools(settled: World) -> Pools:
    """海陵区实验小学 was approved 12 posts and has three people, 第二初级中学 20 and nobody."""
    found = Pools(settled)
    found.approve(SCHOOL, 12)
    found.approve(SISTER, 20)
    return found


def _invariants() -> None:
    found = PoolUnit.objects.aggregate(lent=Sum("lent_out"), borrowed=Sum("borrowed_in"))
    assert found["lent"] == found["borrowed"]


def test_approved_is_at_disposal(pools: Pools) -> None:
    row = pools.row(SCHOOL)
    assert (row.approved, row.disposal, row.lent_out, row.in_post) == (12, 12, 0, 3)


def test_lending_never_changes_an_approved_number(pools: Pools) -> None:
    pools.put_in(SISTER, 8)
    assert pools.row(SISTER).pooled_out == 8
    loan = pools.lend(SCHOOL, 5)
    lender, borrower, pool = pools.row(SISTER), pools.row(SCHOOL), pools.row(HAILING)
    assert (lender.approved, lender.disposal, lender.pooled_out, lender.lent_out) == (20, 12, 3, 5)
    assert (borrower.approved, borrower.disposal, borrower.borrowed_in) == (12, 17, 5)
    assert (pool.stock, pool.approved) == (3, 0)
    _invariants()
    ledger.give_back(loan=loan, posts=2, returned=ReturnGround.ATTRITION, ground=ground(pools.world))
    assert (pools.row(SCHOOL).borrowed_in, pools.row(HAILING).stock) == (3, 5)
    ledger.give_back(loan=loan, posts=3, returned=ReturnGround.EXPIRY, ground=ground(pools.world))
    loan.refresh_from_db()
    assert loan.state == "returned"
    ledger.take_out(unit=pools.unit(SISTER), pool=pools.unit(HAILING), posts=8, ground=ground(pools.world))
    row = pools.row(SISTER)
    assert (row.approved, row.disposal, row.pooled_out, row.lent_out) == (20, 20, 0, 0)
    _invariants()


def test_an_overdraft_names_the_balance_the_request_and_who_holds_the_rest(pools: Pools) -> None:
    pools.put_in(SISTER, 8)
    pools.lend(SCHOOL, 5)
    with pytest.raises(RuleBroken) as refused:
        pools.lend(SCHOOL, 4)
    assert refused.value.code == "pool_short"
    for part in ("海陵区", "可用编制 3 名", "申请 4 名", "缺 1 名", f"{SCHOOL}借用 5 名"):
        assert part in refused.value.message


def test_a_unit_keeps_what_its_people_need(pools: Pools) -> None:
    with pytest.raises(RuleBroken) as refused:
        pools.put_in(SCHOOL, 10)
    assert refused.value.code == "people_left"
    assert "将超编 1 人" in refused.value.message
    pools.put_in(SCHOOL, 9)
    assert pools.row(SCHOOL).disposal == 3


def test_excess_that_is_there_is_flagged_and_not_made_worse(pools: Pools) -> None:
    far = "姜堰区实验小学"
    pools.approve(far, 0)
    pools.world.enrol()
    row = pools.row(far, count=True)
    assert (row.disposal, row.in_post) == (0, 1)  # one person, no post: over, and shown as that
    pools.approve(far, 1)
    with pytest.raises(RuleBroken) as refused:
        pools.approve(far, 0)
    assert refused.value.code == "people_left"


def test_a_return_that_would_leave_people_without_a_post_is_refused(pools: Pools) -> None:
    pools.put_in(SCHOOL, 9)
    pools.put_in(SISTER, 8)
    loan = pools.lend("姜堰区实验小学", 1, pool=HAILING)
    with pytest.raises(RuleBroken) as refused:
        ledger.give_back(loan=loan, posts=1, returned=ReturnGround.EXPIRY, ground=ground(pools.world))
    assert refused.value.code == "people_left"


def test_more_than_a_loan_does_not_come_back(pools: Pools) -> None:
    pools.put_in(SISTER, 8)
    loan = pools.lend(SCHOOL, 5)
    with pytest.raises(RuleBroken, match="尚未归还 5 名"):
        ledger.give_back(loan=loan, posts=6, returned=ReturnGround.EARLY, ground=ground(pools.world))


def test_nobody_borrows_the_own_posts(pools: Pools) -> None:
    pools.put_in(SISTER, 8)
    with pytest.raises(RuleBroken) as refused:
        pools.lend(SISTER, 1)
    assert refused.value.code == "pool_short"


def test_a_reduction_of_posts_that_are_elsewhere_is_refused(pools: Pools) -> None:
    pools.put_in(SISTER, 15)
    with pytest.raises(RuleBroken) as refused:
        pools.approve(SISTER, 10)
    assert refused.value.code == "posts_elsewhere"
    pools.approve(SISTER, 16)
    assert pools.row(SISTER).approved == 16


# --- what the database refuses, past every action ---------------------------------------------------------------------


def _raw(pools: Pools, kind: EntryKind, source: PoolAccount, target: PoolAccount, posts: int) -> PoolEntry:
    by = pools.world
    return PoolEntry.objects.create(
        kind=kind, source=source, target=target, posts=posts, happened_on=ON, document="泰编办〔2026〕1号",
        made_by=by["city"], signed_by=by["approver"],
    )  # fmt: skip


def _account(pools: Pools, owner: str, holder: str, state: AccountState, **more: Any) -> PoolAccount:
    return ledger.account(pools.unit(owner).pk, pools.unit(holder).pk, state, **more)


def test_the_database_refuses_an_overdraft(pools: Pools) -> None:
    held, pool = (
        _account(pools, SISTER, SISTER, AccountState.HELD),
        _account(pools, SISTER, HAILING, AccountState.POOL),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        _raw(pools, EntryKind.POOL, held, pool, 21)
    assert pools.row(SISTER).disposal == 20


def test_the_database_refuses_to_change_the_owner_of_a_post(pools: Pools) -> None:
    held, pool = _account(pools, SISTER, SISTER, AccountState.HELD), _account(pools, SCHOOL, HAILING, AccountState.POOL)
    with pytest.raises(IntegrityError, match="pool_owner_changed"), transaction.atomic():
        _raw(pools, EntryKind.POOL, held, pool, 1)


@pytest.mark.parametrize("kind", [EntryKind.LEND, EntryKind.RETURN, EntryKind.APPROVE, EntryKind.RESERVE])
def test_the_database_refuses_a_move_that_is_none(pools: Pools, kind: EntryKind) -> None:
    held, pool = _account(pools, SISTER, SISTER, AccountState.HELD), _account(pools, SISTER, HAILING, AccountState.POOL)
    with pytest.raises(IntegrityError, match="pool_no_such_move"), transaction.atomic():
        _raw(pools, kind, held, pool, 1)


def test_the_database_refuses_to_leave_people_without_a_post(pools: Pools) -> None:
    pools.row(SCHOOL, count=True)
    held, pool = _account(pools, SCHOOL, SCHOOL, AccountState.HELD), _account(pools, SCHOOL, HAILING, AccountState.POOL)
    with pytest.raises(IntegrityError, match="pool_people_left"), transaction.atomic():
        _raw(pools, EntryKind.POOL, held, pool, 10)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staffing_poolaccount SET balance = balance + 1 WHERE state = 'held'",
        "UPDATE staffing_poolunit SET disposal = disposal + 1, approved = approved + 1",
        "DELETE FROM staffing_poolentry",
        "UPDATE staffing_poolentry SET posts = 99",
        "DELETE FROM staffing_poolaccount",
        "DELETE FROM staffing_poolunit",
        "INSERT INTO staffing_poolaccount (owner_id, holder_id, state, balance) "
        "SELECT owner_id, owner_id, 'pool', 5 FROM staffing_poolaccount WHERE state = 'held'",
    ],
)
def test_no_hand_gets_past_the_entries(pools: Pools, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_terms_are_written_once(pools: Pools) -> None:
    pools.put_in(SISTER, 8)
    pools.lend(SCHOOL, 2)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE staffing_loanterm SET ends_on = '2099-01-01'")
    with pytest.raises(Sealed):
        LoanTerm.objects.all().delete()
    with pytest.raises(Sealed):
        PoolEntry.objects.get(kind=EntryKind.LEND).delete()


def test_what_needs_a_second_signature_has_one(pools: Pools) -> None:
    held, pool = _account(pools, SISTER, SISTER, AccountState.HELD), _account(pools, SISTER, HAILING, AccountState.POOL)
    given = {"kind": EntryKind.POOL, "source": held, "target": pool, "posts": 1, "happened_on": ON, "document": "文号"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolEntry.objects.create(**given, made_by=pools.world["city"])
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolEntry.objects.create(**given, made_by=pools.world["city"], signed_by=pools.world["city"])


def test_a_lent_request_names_two_more_people(pools: Pools) -> None:
    world = pools.world
    one = PoolRequest.objects.create(
        school=world.units[SCHOOL], subject="数学", stage=FigureStage.PRIMARY, posts=1, reason="缺员",
        starts_on=date(2026, 9, 1), ends_on=date(2029, 9, 1), asked_by=world["school"],
    )  # fmt: skip
    for values in (
        {"state": RequestState.LENT},
        {"state": RequestState.LENT, "reserved_by": world["city"], "decided_by": world["city"]},
        {"state": RequestState.LENT, "reserved_by": world["city"], "decided_by": world["school"]},
        {"checked_by": world["school"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PoolRequest.objects.filter(pk=one.pk).update(**values)


def test_a_term_goes_forward(pools: Pools) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolLoan.objects.create(
            borrower=pools.unit(SCHOOL), pool=pools.unit(HAILING), posts=1, starts_on=ON, ends_on=ON, document="文号"
        )
