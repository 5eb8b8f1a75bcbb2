"""Import a workbook of hours from the command line."""

from __future__ import annotations

from kernel.commands import ImportCommand


class Command(ImportCommand):
    help = "导入培训学时工作簿（.xlsx、.xls、.csv）"
    kind = "hours"
    summary = "可登记 {accepted} 条：新增 {created}，无变化 {unchanged}；退回 {rejected} 行。"
