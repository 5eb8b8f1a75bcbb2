"""Print the table of moves, as docs/rules/ethics-cases.md shows it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from ethics.choices.cases import CaseState, ClockKind, Duty, Lacking, PaperKind
from ethics.rules.case_moves import MOVES, Move

HEAD = ("办理", "状态", "到", "谁", "案卷", "须先有", "条件（缺则说明）", "起算", "停止")


def row(move: Move) -> tuple[str, ...]:
    """One move in words."""
    who = str(Duty(move.duty).label) if move.duty else "教师本人"
    return (
        move.label, "、".join(str(CaseState(one).label) for one in move.sources),
        str(CaseState(move.target).label) if move.target else "—",
        f"{who} `{move.permission}`" if move.permission else who,
        str(PaperKind(move.brings).label) if move.brings else "—",
        "、".join(str(PaperKind(one).label) for one in move.needs) or "—",
        "；".join(str(Lacking(one).label) for one in move.extra) or "—",
        "、".join(str(ClockKind(one).label) for one in move.starts) or "—",
        "、".join(str(ClockKind(one).label) for one in move.stops) or "—",
    )  # fmt: skip


def table() -> str:
    """The whole table in Markdown."""
    with translation.override("zh-hans"):
        lines = ["| " + " | ".join(HEAD) + " |", "| " + " | ".join("---" for _ in HEAD) + " |"]
        lines += ["| " + " | ".join(row(move)) + " |" for move in MOVES.values()]
    return "\n".join(lines)


class Command(BaseCommand):
    help = "打印师德案件办理步骤表"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table())
