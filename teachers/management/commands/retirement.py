"""Retirement months by group and month of birth, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from kernel.commands import RegistryCommand
from teachers.choices import RetirementGroup
from teachers.rules.months import parse
from teachers.rules.months import text as month_text
from teachers.rules.retirement import window


class Command(RegistryCommand):
    help = "计算法定退休年月和弹性退休范围"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--group", required=True, choices=RetirementGroup.values)
        parser.add_argument("--born", action="append", required=True, metavar="YYYY-MM", nargs="+")

    def answer(self, **options: Any) -> dict[str, Any]:
        group = RetirementGroup(options["group"])
        results = []
        for born in (text for texts in options["born"] for text in texts):
            try:
                month = parse(born)
            except ValueError as error:
                raise CommandError(f"“{born}”不是年月，请按 1970-01 的样式填写。") from error
            found = window(group, date(month // 12, month % 12 + 1, 1))
            results.append(
                {"born": born, "group": str(group), "statutory": month_text(found.statutory),
                 "earliest": month_text(found.earliest), "latest": month_text(found.latest),
                 "age_months": found.age_months}
            )  # fmt: skip
        return {"results": results}
