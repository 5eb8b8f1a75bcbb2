"""Print what each school needs, was approved and has."""

from __future__ import annotations

from argparse import ArgumentParser
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from kernel.commands import RegistryCommand
from staffing.choices import Won
from staffing.queries.establishment import SchoolNeed, as_of, establishment
from staffing.queries.standard import sources_on
from staffing.rules.establishment import shown
from staffing.rules.figures import first_day, school_year


class Command(RegistryCommand):
    help = "按学年列出各校编制需求、核定、实有和差额"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", required=True, help="the year in which the school year begins")

    def answer(self, **options: Any) -> dict[str, Any]:
        year = school_year(options["year"])
        if year is None:
            raise CommandError(f"学年“{options['year']}”无法识别，请按 2026 的样式填写。")
        today = timezone.localdate()
        return {
            "year": year, "as_of": as_of(year, today), "rules": sources_on(first_day(year)),
            "results": [_result(one) for one in establishment(self.actor(options), year, today)],
        }  # fmt: skip

    def say(self, answer: dict[str, Any]) -> None:
        self.stdout.write(f"{answer['year']} 学年，人员截至 {answer['as_of']}")
        for one in answer["results"]:
            values = (f"{label} {_dash(one[key])}" for label, key in (
                ("按生师比", "by_ratio"), ("按班师比", "by_class"), ("附加", "extra"), ("需求", "need"),
                ("核定", "approved"), ("实有", "in_post"), ("差额", "gap"),
            ))  # fmt: skip
            self.stdout.write(f"{one['school']}：{'，'.join(values)}")
        if not answer["results"]:
            self.stdout.write("没有学校。")


def _dash(value: object) -> object:
    return "—" if value is None else value


def _number(value: Fraction | None) -> float | None:
    printed: Decimal | None = shown(value)
    return None if printed is None else float(printed)


def _result(one: SchoolNeed) -> dict[str, Any]:
    need = one.need
    return {
        "school": one.school.name, "code": one.school.school_code, "by_ratio": _number(need.by_ratio),
        "by_class": _number(need.by_class), "won": None if need.won is Won.NONE else str(need.won),
        "extra": _number(need.extra), "need": need.need, "approved": one.approved, "in_post": one.in_post,
        "gap": one.gap, "vacant": one.vacant, "over": one.over, "care": need.care,
        "missing": [f"{stage}.{name}" for stage, name in need.missing],
    }  # fmt: skip
