"""Entries of the ledger, one function for each way a post may go. The database moves the balances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from staffing.actions.common import balances, lock_ledger
from staffing.choices import AccountState, EntryKind, LoanState, ReturnGround, TermAct
from staffing.errors import refuse
from staffing.models import LoanTerm, PoolAccount, PoolEntry, PoolLoan, PoolRequest
from staffing.queries.holders import who_holds
from staffing.rules.pool import Lot, draw, short_by


@dataclass(frozen=True)
class Ground:
    """On what an entry rests: the document, the day, who made it and who signed."""

    document: str
    on: date
    by: User
    signed_by: User | None = None
    note: str = ""


def account(
    owner_id: int, holder_id: int, state: AccountState, *, request: PoolRequest | None = None,
    loan: PoolLoan | None = None,
) -> PoolAccount:  # fmt: skip
    """The account of that name, opened when it is needed first."""
    found, _new = PoolAccount.objects.get_or_create(
        owner_id=owner_id, holder_id=holder_id, state=state, request=request, loan=loan
    )
    return found


def post(
    kind: EntryKind, source: PoolAccount, target: PoolAccount, posts: int, ground: Ground, *,
    returned: ReturnGround | None = None,
) -> PoolEntry:  # fmt: skip
    """Write one entry. What the rules above did not catch the database refuses, and that is told in a sentence."""
    entry = PoolEntry(
        kind=kind, source=source, target=target, posts=posts, happened_on=ground.on, document=ground.document,
        ground=returned or "", note=ground.note[:300], made_by=ground.by, signed_by=ground.signed_by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        if "pool_people_left" in str(error):
            raise refuse("unit_over", unit=source.holder.name) from error
        if "poolaccount_never_overdrawn" in str(error) or "poolunit_" in str(error):
            raise refuse("balance_moved") from error
        raise
    return entry


def _documented(ground: Ground, posts: int) -> None:
    if not ground.document.strip():
        raise refuse("document_missing")
    if posts < 1:
        raise refuse("posts_missing")


def _covered(unit: Organisation, posts: int) -> None:
    """Refuse to take posts from a unit whose people need them."""
    row = balances(unit)
    over = short_by(row.disposal, row.in_post, posts)
    if over:
        raise refuse("people_left", unit=unit.name, disposal=row.disposal, in_post=row.in_post, posts=posts, over=over)


@transaction.atomic
def change_approved(*, unit: Organisation, posts: int, ground: Ground) -> PoolEntry | None:
    """Bring the approved number of a unit to ``posts``, as a document of the 编办 says; None when it is so already."""
    _documented(ground, 1)
    lock_ledger()
    now = balances(unit)
    issued, held = (account(unit.pk, unit.pk, state) for state in (AccountState.ISSUED, AccountState.HELD))
    if posts > now.approved:
        return post(EntryKind.APPROVE, issued, held, posts - now.approved, ground)
    if posts < now.approved:
        away = now.approved - posts
        held.refresh_from_db()
        if held.balance < away:
            raise refuse("posts_elsewhere", unit=unit.name, held=held.balance, posts=away, holders=who_holds(unit))
        _covered(unit, away)
        return post(EntryKind.REDUCE, held, issued, away, ground)
    return None


@transaction.atomic
def put_in(*, unit: Organisation, pool: Organisation, posts: int, ground: Ground) -> PoolEntry:
    """Put idle posts of a unit into a pool; the approved number stays with the unit."""
    _documented(ground, posts)
    lock_ledger()
    held = account(unit.pk, unit.pk, AccountState.HELD)
    if held.balance < posts:
        raise refuse("held_short", unit=unit.name, held=held.balance, posts=posts, holders=who_holds(unit))
    _covered(unit, posts)
    return post(EntryKind.POOL, held, account(unit.pk, pool.pk, AccountState.POOL), posts, ground)


@transaction.atomic
def take_out(*, unit: Organisation, pool: Organisation, posts: int, ground: Ground) -> PoolEntry:
    """Give posts that nobody uses back from a pool to the unit that they belong to."""
    _documented(ground, posts)
    lock_ledger()
    lot = account(unit.pk, pool.pk, AccountState.POOL)
    if lot.balance < posts:
        raise refuse(
            "lot_short", unit=unit.name, pool=pool.name, posts=posts, rest=lot.balance, holders=who_holds(unit)
        )
    return post(EntryKind.UNPOOL, lot, account(unit.pk, unit.pk, AccountState.HELD), posts, ground)


def _drawn(pool: Organisation, posts: int, borrower: int | None = None) -> list[tuple[Lot, int]]:
    """What is taken from a pool, those put in first; nobody borrows the own posts."""
    rows = PoolAccount.objects.filter(holder=pool, state=AccountState.POOL, balance__gt=0).order_by("pk")
    if borrower is not None:
        rows = rows.exclude(owner_id=borrower)
    taken = draw([Lot(one.pk, one.owner_id, one.balance) for one in rows], posts)
    if not taken:
        rest = sum(one.balance for one in rows)
        raise refuse(
            "pool_short", pool=pool.name, rest=rest, posts=posts, short=posts - rest, holders=who_holds(pool)
        )  # fmt: skip
    return taken


@transaction.atomic
def shift(*, pool: Organisation, into: Organisation, posts: int, ground: Ground) -> list[PoolEntry]:
    """Move idle posts from one pool into another (a district's into the city's, or back)."""
    _documented(ground, posts)
    lock_ledger()
    return [
        post(EntryKind.SHIFT, PoolAccount.objects.get(pk=lot.account), account(lot.owner, into.pk, AccountState.POOL),
             part, ground)
        for lot, part in _drawn(pool, posts)
    ]  # fmt: skip


@transaction.atomic
def reserve(*, request: PoolRequest, pool: Organisation, ground: Ground) -> list[PoolEntry]:
    """Keep posts of a pool for a request, so that nobody else gets them while it waits for the second signature."""
    _documented(ground, request.posts)
    lock_ledger()
    return [
        post(EntryKind.RESERVE, PoolAccount.objects.get(pk=lot.account),
             account(lot.owner, pool.pk, AccountState.RESERVED, request=request), part, ground)
        for lot, part in _drawn(pool, request.posts, request.school_id)
    ]  # fmt: skip


@transaction.atomic
def release(*, request: PoolRequest, ground: Ground) -> list[PoolEntry]:
    """Give the posts kept for a request back to the pool."""
    lock_ledger()
    kept = PoolAccount.objects.filter(request=request, balance__gt=0).order_by("pk")
    return [
        post(EntryKind.RELEASE, one, account(one.owner_id, one.holder_id, AccountState.POOL), one.balance, ground)
        for one in kept
    ]


@transaction.atomic
def lend(*, loan: PoolLoan, ground: Ground) -> list[PoolEntry]:
    """Lend the posts of a loan: those reserved for its request, else those that the pool has."""
    _documented(ground, loan.posts)
    lock_ledger()
    if loan.request is not None:
        kept = PoolAccount.objects.filter(request=loan.request, balance__gt=0).order_by("pk")
        parts = [(one, one.balance) for one in kept]
        if sum(part for _one, part in parts) != loan.posts:
            raise refuse("reservation_gone")
    else:
        drawn = _drawn(loan.pool, loan.posts, loan.borrower_id)
        parts = [(PoolAccount.objects.get(pk=lot.account), part) for lot, part in drawn]
    entries = []
    for one, part in parts:
        target = account(one.owner_id, loan.borrower_id, AccountState.LENT, loan=loan)
        entries.append(post(EntryKind.LEND, one, target, part, ground))
    note_term(loan, TermAct.LENT, ground)
    return entries


@transaction.atomic
def give_back(*, loan: PoolLoan, posts: int, returned: ReturnGround, ground: Ground) -> list[PoolEntry]:
    """Posts of a loan come back to the pool; refused while people of the borrower stand on them."""
    _documented(ground, posts)
    lock_ledger()
    lots = PoolAccount.objects.filter(loan=loan, balance__gt=0).order_by("pk")
    out = sum(one.balance for one in lots)
    if posts > out:
        raise refuse("loan_short", unit=loan.borrower.name, out=out, posts=posts)
    _covered(loan.borrower, posts)
    taken = draw([Lot(one.pk, one.owner_id, one.balance) for one in lots], posts)
    entries = [
        post(EntryKind.RETURN, PoolAccount.objects.get(pk=lot.account),
             account(lot.owner, loan.pool_id, AccountState.POOL), part, ground, returned=returned)
        for lot, part in taken
    ]  # fmt: skip
    if posts == out:
        loan.state = LoanState.RETURNED
        loan.save(update_fields=["state"])
    return entries


def note_term(loan: PoolLoan, act: TermAct, ground: Ground) -> None:
    """Write down what was agreed about the end of a loan."""
    LoanTerm.objects.create(
        loan=loan, act=act, ends_on=loan.ends_on, document=ground.document, made_by=ground.by,
        signed_by=ground.signed_by,
    )  # fmt: skip
