"""How many people have their hours in a cycle, by district."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from kernel.commands import RegistryCommand
from training.queries.hours_map import compliance


class Command(RegistryCommand):
    help = "一个周期的培训学时达标情况"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--cycle", required=True, type=int, metavar="FIRST_YEAR", help="first year of the cycle")

    def answer(self, **options: Any) -> dict[str, Any]:
        found = compliance(self.actor(options), options["cycle"], timezone.localdate())
        return {
            "cycle": str(found.cycle).replace("–", "-"), "due": found.cycle.due / 10, **found.total.figures(),
            "districts": [{"code": one.code, "name": one.name, **one.figures()} for one in found.lines],
        }  # fmt: skip

    def say(self, answer: dict[str, Any]) -> None:
        rows = [{"name": "全市", **answer}, *answer["districts"]]
        for one in rows:
            self.stdout.write(
                f"{one['name']}：{one['teachers']} 人，达标 {one['passed']} 人（{one['share']:.1%}），"
                f"未达标 {one['short']} 人，人均计入 {one['average']:g} 学时。"
            )
