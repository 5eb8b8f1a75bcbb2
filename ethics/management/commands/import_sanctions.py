"""Import decided sanctions of the past from the command line."""

from __future__ import annotations

from kernel.commands import ImportCommand


class Command(ImportCommand):
    help = "导入已作出的师德处理决定（.xlsx、.xls、.csv）"
    kind = "sanctions"
    summary = "可写入 {accepted} 条：新增 {created}，已登记 {unchanged}；退回 {rejected} 行。"
