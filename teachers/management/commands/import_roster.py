"""Import a roster workbook from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.commands import ImportCommand


class Command(ImportCommand):
    help = "导入教师名册工作簿（.xlsx、.xls、.csv）"
    kind = "roster"
    summary = (
        "可写入 {accepted} 人：新增 {created}，更新 {updated}，无变化 {unchanged}；退回 {rejected} 行，"
        "随人退回的经历 {set_aside} 行。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-schools", action="store_true", help="first add the schools of the sheet 学校")

    def desk_options(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"with_schools": options["with_schools"]}
