"""The hours of one person in the cycle of a day: raw, counted, due, by mode."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.commands import RegistryCommand, day
from training.queries.hours import of_number
from training.rules.hours_rows import word_of_mode


class Command(RegistryCommand):
    help = "一名教师在某日所在周期的培训学时"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--id", required=True, metavar="IDNUMBER", help="identity number")
        parser.add_argument("--on", required=True, metavar="DATE", help="YYYY-MM-DD")

    def answer(self, **options: Any) -> dict[str, Any]:
        found = of_number(self.actor(options), options["id"], day(options["on"]))
        return {
            "id_number": options["id"].strip().upper(), "cycle": str(found.cycle).replace("–", "-"),
            "raw": found.account.raw / 10, "counted": found.account.counted / 10, "due": found.standing.due / 10,
            "buckets": [
                {"mode": word_of_mode(one.mode), "raw": one.raw / 10, "counted": one.counted / 10,
                 "cap": None if one.cap is None else one.cap / 10}
                for one in found.account.buckets
            ],
        }  # fmt: skip

    def say(self, answer: dict[str, Any]) -> None:
        self.stdout.write(
            f"{answer['cycle']} 周期：登记 {answer['raw']:g} 学时，计入 {answer['counted']:g} 学时，"
            f"应修 {answer['due']:g} 学时。"
        )
        for one in answer["buckets"]:
            cap = "不设上限" if one["cap"] is None else f"上限 {one['cap']:g}"
            self.stdout.write(f"  {one['mode']} 登记 {one['raw']:g}，计入 {one['counted']:g}（{cap}）")
