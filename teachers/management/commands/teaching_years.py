"""Years of teaching with their arithmetic, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from kernel.commands import RegistryCommand, day
from teachers.actions.access import reveal_id_numbers
from teachers.choices import chinese
from teachers.queries.teaching import careers
from teachers.rules.id_number import clean
from teachers.rules.months import text as month_text
from teachers.rules.roster import modern
from teachers.rules.teaching_years import teaching_years


class Command(RegistryCommand):
    help = "计算教龄并列出算法"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--id", action="append", default=[], metavar="IDNUMBER", nargs="+")
        parser.add_argument("--all", action="store_true")
        parser.add_argument("--on", required=True, metavar="DATE")

    def answer(self, **options: Any) -> dict[str, Any]:
        wanted = [modern(clean(number)) for group in options["id"] for number in group]
        if not wanted and not options["all"]:
            raise CommandError("请用 --id 给出证件号码，或用 --all 计算全部。")
        actor, on = self.actor(options), day(options["on"])
        people = list(careers(actor, numbers=None if options["all"] else wanted))
        numbers = reveal_id_numbers(teacher_ids=[one.pk for one in people], purpose="teaching_years", by=actor)
        missing = sorted(set(wanted) - set(numbers.values())) if not options["all"] else []
        results = []
        for one in people:
            years = teaching_years(one.services, on)
            lines = [
                {"from": month_text(line.start), "to": month_text(line.end), "kind": chinese(line.kind),
                 "months": line.months, "counted": line.counted, "rule": line.rule, "document": line.document}
                for line in years.lines
            ]  # fmt: skip
            results.append({"id_number": numbers[one.pk], "months": years.months, "years": years.years, "lines": lines})
        return {"results": results, "unknown": missing}

    def say(self, answer: dict[str, Any]) -> None:
        if answer["unknown"]:
            self.stdout.write(f"名册中没有证件号码 {'、'.join(answer['unknown'])}，请核对。")
        for one in answer["results"]:
            self.stdout.write(f"{one['id_number']}  {one['months']} 个月 = {one['years']} 周年")
            for line in one["lines"]:
                self.stdout.write(
                    f"    {line['from']} ~ {line['to']} {line['kind']} {line['months']} 月，"
                    f"计入 {line['counted']}：{line['rule']}（{line['document']}）"
                )
