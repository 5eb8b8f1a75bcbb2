"""Compute the months of 30 and 40 years anew: once after the upgrade that brought them, and after a change of rules."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.commands import RegistryCommand
from teachers.actions import milestones


class Command(RegistryCommand):
    help = "重新推算全市教师达到从教 30 年、40 年的年月"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--after", type=int, default=0, metavar="KEY", help="go on after this key of a person")
        parser.add_argument("--background", action="store_true", help="leave it to a worker")

    def answer(self, **options: Any) -> dict[str, Any]:
        by = self.actor(options)
        if options["background"]:
            return {"job": milestones.ask_for_refresh(by=by).pk}
        written = milestones.refresh_all(by=by, after=options["after"], progress=self.progress)
        return {"written": written}

    def progress(self, done: int, total: int) -> None:
        """How far it is, on the error channel: the answer stays one object."""
        self.stderr.write(f"{done} / {total}")

    def say(self, answer: dict[str, Any]) -> None:
        self.stdout.write(f"已更新 {answer['written']} 条。" if "written" in answer else "已交后台处理。")
