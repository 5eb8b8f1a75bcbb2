"""The statement of a unit in the pool, like a bank's: every entry, its effect, the balance after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.choices import AccountState, EntryKind
from staffing.errors import refuse
from staffing.models import PoolAccount, PoolEntry, PoolUnit
from staffing.permissions import StaffingPermission as Staffing
from teachers.choices import EmploymentKind, TeacherStatus
from teachers.models import Teacher

AT_HAND = (AccountState.HELD, AccountState.LENT)


@dataclass(frozen=True)
class StatementLine:
    """One entry as the unit sees it. ``change`` is to what it may use, ``stock`` to the pool that it keeps."""

    number: int
    on: date
    at: datetime
    kind: EntryKind
    label: str
    posts: int
    change: int
    balance: int
    stock: int
    stock_balance: int
    with_unit: str
    owner: str
    document: str
    ground: str
    made_by: str
    signed_by: str


@dataclass(frozen=True)
class Statement:
    """The balances of a unit and all that led to them."""

    unit: Organisation
    row: PoolUnit
    in_post: int
    lines: list[StatementLine]

    @property
    def is_pool(self) -> bool:
        return bool(self.unit.kind != OrgKind.SCHOOL)

    @property
    def vacant(self) -> int:
        return max(self.row.disposal - self.in_post, 0)

    @property
    def over(self) -> int:
        return max(self.in_post - self.row.disposal, 0)


def unit_named(user: User, word: str) -> Organisation:
    """The unit that a school code, a division code or a full name means, inside the own scope."""
    rows = Organisation.objects.filter(user.scope(Staffing.VIEW).q("path"))
    for condition in (
        Q(school_code=word, kind=OrgKind.SCHOOL),
        Q(division_code=word) & ~Q(kind=OrgKind.SCHOOL),
        Q(name=word),
    ):
        found = list(rows.filter(condition)[:2]) if word else []
        if len(found) == 1:
            return found[0]
        if found:
            raise refuse("unit_twice", value=word[:60])
    raise refuse("unit_unknown", value=word[:60])


def statement(user: User, unit: Organisation) -> Statement:
    """The statement of a unit that the caller found in scope."""
    row = PoolUnit.objects.filter(unit=unit).first() or PoolUnit(unit=unit)
    people = Teacher.objects.visible_to(user).filter(
        school=unit, status=TeacherStatus.ACTIVE, employment=EmploymentKind.ESTABLISHMENT
    )
    entries = (
        PoolEntry.objects.filter(
            Q(source__owner=unit) | Q(source__holder=unit) | Q(target__owner=unit) | Q(target__holder=unit)
        )
        .select_related("source__holder", "source__owner", "target__holder", "target__owner", "made_by", "signed_by")
        .order_by("pk")
    )
    lines: list[StatementLine] = []
    balance = stock = 0
    for entry in entries:
        change = entry.posts * (_at_hand(entry.target, unit) - _at_hand(entry.source, unit))
        to_stock = entry.posts * (_in_pool(entry.target, unit) - _in_pool(entry.source, unit))
        balance, stock = balance + change, stock + to_stock
        lines.append(_line(entry, unit, change, balance, to_stock, stock))
    return Statement(unit, row, people.count(), lines)


def _at_hand(account: PoolAccount, unit: Organisation) -> int:
    return int(account.holder_id == unit.pk and account.state in AT_HAND)


def _in_pool(account: PoolAccount, unit: Organisation) -> int:
    return int(account.holder_id == unit.pk and account.state == AccountState.POOL)


def _line(
    entry: PoolEntry, unit: Organisation, change: int, balance: int, to_stock: int, stock: int
) -> StatementLine:  # fmt: skip
    parties: Sequence[Organisation] = [
        one for one in (entry.target.holder, entry.source.holder, entry.source.owner) if one.pk != unit.pk
    ]
    return StatementLine(
        entry.pk, entry.happened_on, entry.made_at, EntryKind(entry.kind), entry.get_kind_display(), entry.posts,
        change, balance, to_stock, stock, parties[0].name if parties else "", entry.source.owner.name, entry.document,
        entry.get_ground_display() if entry.ground else "", str(entry.made_by), str(entry.signed_by or ""),
    )  # fmt: skip
