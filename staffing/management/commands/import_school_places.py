"""Where the schools stand, from a CSV of 学校标识码 (or 学校名称), 经度, 纬度; refused rows have their sentence."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from kernel.commands import RegistryCommand
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation
from staffing.actions.ground import note_place
from staffing.errors import refuse


class Command(RegistryCommand):
    help = "导入学校位置（CSV：学校标识码、学校名称、经度、纬度）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE")

    def answer(self, **options: Any) -> dict[str, Any]:
        actor, path = self.actor(options), options["file"]
        if not path.is_file():
            raise CommandError(f"没有找到文件 {path}。")
        written, refused = 0, []
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                try:
                    self.note(row, actor, path.name)
                    written += 1
                except RuleBroken as refusal:
                    refused.append({"row": number, "code": refusal.code, "message": refusal.message})
        return {"written": written, "refused": refused}

    @staticmethod
    def note(row: dict[str, str], by: Any, source: str) -> None:
        """One row."""
        code, name = (row.get("学校标识码") or "").strip(), (row.get("学校名称") or "").strip()
        schools = Organisation.objects.filter(kind="school")
        found = schools.filter(school_code=code) if code else schools.filter(name=name)
        if not (code or name) or found.count() != 1:
            raise refuse("place_school", value=code or name)
        try:
            longitude, latitude = (Decimal((row.get(title) or "").strip()) for title in ("经度", "纬度"))
        except InvalidOperation as error:
            raise refuse("place_number") from error
        note_place(school=found.get(), longitude=longitude, latitude=latitude, source=source, by=by)
