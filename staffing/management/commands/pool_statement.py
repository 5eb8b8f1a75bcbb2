"""Print the statement of a unit in the quota pool."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.commands import RegistryCommand
from staffing.queries.statement import statement, unit_named


class Command(RegistryCommand):
    help = "打印单位的编制周转对账单"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--unit", required=True, metavar="CODE", help="school code, division code or full name")

    def answer(self, **options: Any) -> dict[str, Any]:
        user = self.actor(options)
        found = statement(user, unit_named(user, options["unit"].strip()))
        row = found.row
        return {
            "unit": found.unit.name, "code": found.unit.school_code or found.unit.division_code,
            "kind": found.unit.kind,
            "balances": {
                "approved": row.approved, "pooled_out": row.pooled_out, "lent_out": row.lent_out,
                "borrowed_in": row.borrowed_in, "disposal": row.disposal, "in_post": found.in_post,
                "vacant": found.vacant, "over": found.over, "stock": row.stock, "reserved": row.reserved,
            },
            "entries": [
                {"number": one.number, "on": one.on, "kind": one.kind, "label": one.label, "posts": one.posts,
                 "change": one.change, "balance": one.balance, "stock": one.stock,
                 "stock_balance": one.stock_balance, "with": one.with_unit, "owner": one.owner,
                 "document": one.document, "ground": one.ground, "made_by": one.made_by, "signed_by": one.signed_by}
                for one in found.lines
            ],
        }  # fmt: skip

    def say(self, answer: dict[str, Any]) -> None:
        now = answer["balances"]
        self.stdout.write(f"{answer['unit']} 编制周转对账单")
        for one in answer["entries"]:
            self.stdout.write(
                f"{one['on']} {one['label']} {one['posts']} 名 {one['with']}："
                f"可用 {one['change']:+d}，余 {one['balance']}；{one['document']}"
            )
        self.stdout.write(
            f"核定 {now['approved']}，入池未借出 {now['pooled_out']}，借出 {now['lent_out']}，"
            f"借入 {now['borrowed_in']}，"
            f"可用 {now['disposal']}，实有 {now['in_post']}，空编 {now['vacant']}，超编 {now['over']}"
        )
