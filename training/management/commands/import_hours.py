"""Import a workbook of hours from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from kernel.commands import RegistryCommand
from kernel.imports.actions import import_now


class Command(RegistryCommand):
    help = "导入培训学时工作簿（.xlsx、.xls、.csv）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="judge only, write nothing")

    def answer(self, **options: Any) -> dict[str, Any]:
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件“{path}”，请核对路径和权限。") from error
        judgement = import_now(
            data=data, filename=path.name, kind="hours", options={}, by=self.actor(options),
            dry_run=options["dry_run"],
        )  # fmt: skip
        counts = judgement.counts
        return {
            "accepted": counts["accepted"], "created": counts["created"], "updated": counts["updated"],
            "unchanged": counts["unchanged"], "set_aside": counts["set_aside"],
            "rejected": [
                {"sheet": one.sheet, "row": one.row, "column": one.column, "code": one.code, "also": list(one.also),
                 "message": one.message}
                for one in judgement.refusals
            ],
            "ignored_columns": list(dict.fromkeys(title for _sheet, title in judgement.ignored_columns)),
            "notes": [{"sheet": sheet, "row": row, "message": text} for sheet, row, text in judgement.notes],
            "remaining": judgement.remaining,
        }  # fmt: skip

    def say(self, answer: dict[str, Any]) -> None:
        self.stdout.write(
            f"可登记 {answer['accepted']} 条：新增 {answer['created']}，无变化 {answer['unchanged']}；"
            f"退回 {len(answer['rejected'])} 行。"
        )
        for one in answer["rejected"]:
            self.stdout.write(f"  {one['sheet']} 第 {one['row']} 行 {one['code']}：{one['message']}")
        for note in answer["notes"]:
            self.stdout.write(f"  提示 {note['sheet']} {note['row'] or ''} {note['message']}")
