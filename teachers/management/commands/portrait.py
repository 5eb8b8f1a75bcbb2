"""Portraits from the command line: scores, bands, version and facts of a person on a day; or everybody's anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from kernel.commands import RegistryCommand, day
from teachers.actions import portrait_uses, portraits
from teachers.queries.register import by_numbers
from teachers.rules.id_number import clean
from teachers.rules.roster import modern


class Command(RegistryCommand):
    help = "计算并列出教师数字画像，或用 --refresh 重新计算全市画像"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--id", action="append", default=[], metavar="IDNUMBER", nargs="+")
        parser.add_argument("--refresh", action="store_true", help="compute everybody's portraits of the day anew")
        parser.add_argument("--on", required=True, metavar="DATE")

    def answer(self, **options: Any) -> dict[str, Any]:
        wanted = [modern(clean(number)) for group in options["id"] for number in group]
        if not wanted and not options["refresh"]:
            raise CommandError("请用 --id 给出证件号码，或用 --refresh 重新计算全市画像。")
        actor, on = self.actor(options), day(options["on"])
        if options["refresh"]:
            return {"refreshed": portraits.ask_refresh(by=actor, on=on), "on": str(on)}
        people = by_numbers(actor, wanted)
        portrait_uses.note_told(people=list(people.values()), by=actor)
        found = portraits.computed([one.pk for one in people.values()], on)
        results = [{"id_number": number, **found[one.pk]} for number, one in people.items() if one.pk in found]
        return {"on": str(on), "results": results, "unknown": sorted(set(wanted) - people.keys())}

    def say(self, answer: dict[str, Any]) -> None:
        if "refreshed" in answer:
            self.stdout.write(f"已重新计算 {answer['refreshed']} 人 {answer['on']} 的画像。")
            return
        for number in answer["unknown"]:
            self.stdout.write(f"名册中没有证件号码 {number}，请核对。")
        for one in answer["results"]:
            self.stdout.write(f"{one['id_number']}  维度第 {one['version']} 版  {answer['on']}")
            for found in one["dimensions"]:
                score = "数据不足" if found["score"] is None else f"{found['score']:.1f}"
                self.stdout.write(f"    {found['label']} {score}（完整度 {found['complete']}%）")
