"""A pool for tests: what units were approved, what they put in, what is lent, through the real entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from world import HAILING, World

from kernel.orgs.models import Organisation
from staffing.actions import ledger
from staffing.actions.common import balances
from staffing.actions.ledger import Ground
from staffing.models import PoolLoan, PoolUnit

ON = date(2026, 9, 1)


def ground(world: World, document: str = "泰编办〔2026〕1号") -> Ground:
    """A document, made by the officer of the city and signed by another."""
    return Ground(document, ON, world["city"], world["approver"])


@dataclass
class Pools:
    """The ledger with short names."""

    world: World

    def unit(self, name: str) -> Organisation:
        return self.world.units[name]

    def row(self, name: str, *, count: bool = False) -> PoolUnit:
        if count:
            balances(self.unit(name))
        return PoolUnit.objects.get(unit=self.unit(name))

    def approve(self, name: str, posts: int) -> None:
        ledger.change_approved(unit=self.unit(name), posts=posts, ground=ground(self.world))

    def put_in(self, name: str, posts: int, pool: str = HAILING) -> None:
        ledger.put_in(unit=self.unit(name), pool=self.unit(pool), posts=posts, ground=ground(self.world))

    def lend(self, name: str, posts: int, pool: str = HAILING) -> PoolLoan:
        loan = PoolLoan.objects.create(
            borrower=self.unit(name), pool=self.unit(pool), posts=posts, starts_on=ON, ends_on=date(2029, 9, 1),
            document="泰编办〔2026〕1号",
        )  # fmt: skip
        ledger.lend(loan=loan, ground=ground(self.world))
        return loan
