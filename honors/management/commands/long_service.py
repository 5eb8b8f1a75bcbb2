"""Who has taught 30 or 40 years by a day, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.commands import RegistryCommand, day
from teachers.actions.access import reveal_id_numbers
from teachers.policy import TEACHING_YEARS
from teachers.queries.teaching import careers
from teachers.rules.teaching_years import months_only


class Command(RegistryCommand):
    help = "列出截至某日从教满 30 年、40 年的教师"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--on", required=True, metavar="DATE")
        parser.add_argument("--with-id", action="store_true", help="print ID numbers too")

    def answer(self, **options: Any) -> dict[str, Any]:
        actor, on = self.actor(options), day(options["on"])
        rules = TEACHING_YEARS.on(on)
        found: dict[str, list[dict[str, Any]]] = {str(years): [] for years in rules.value.thresholds}
        ids: dict[int, dict[str, Any]] = {}
        for one in careers(actor):
            months = months_only(one.services, on, rules)
            reached = [years for years in rules.value.thresholds if months >= 12 * years]
            if reached:
                row = {"teacher_no": one.teacher_no, "name": one.name, "school": one.school_name, "months": months}
                found[str(max(reached))].append(row)
                ids[one.pk] = row
        if options["with_id"]:
            for pk, number in reveal_id_numbers(teacher_ids=list(ids), purpose="long_service", by=actor).items():
                ids[pk]["id_number"] = number
        return found

    def say(self, answer: dict[str, Any]) -> None:
        for years, rows in answer.items():
            self.stdout.write(f"满 {years} 年：{len(rows)} 人")
            for row in rows:
                self.stdout.write(f"    {row['teacher_no']}  {row['name']}  {row['school']}  {row['months']} 个月")
