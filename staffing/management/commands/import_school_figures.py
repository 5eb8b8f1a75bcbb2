"""Import a workbook of yearly school figures from the command line."""

from __future__ import annotations

from kernel.commands import ImportCommand


class Command(ImportCommand):
    help = "导入学校年度数据工作簿（.xlsx、.xls、.csv）"
    kind = "figures"
    summary = (
        "可写入 {accepted} 行：新增 {created}，更新 {updated}，无变化 {unchanged}；退回 {rejected} 行，"
        "随之退回 {set_aside} 行。"
    )
