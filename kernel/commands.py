"""The base of the registry's commands: an actor, one JSON object, one sentence for a refusal."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.accounts.queries import user_named
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from kernel.orgs.actions import plant_city
from kernel.orgs.queries import city
from kernel.policy import BeforeFirstEdition


class RegistryCommand(BaseCommand):
    """Runs in its own process as the command line, or as ``--by USER``; exit 1 only when the command itself failed."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--by", metavar="USER", help="act as this account instead of the command line")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actor = self.actor(options)
            answer = self.answer(**options)
            name = type(self).__module__.rpartition(".")[2]
            record("command.run", by=actor, subject=city(), command=name)
        except (RuleBroken, CommandError, BeforeFirstEdition) as refusal:
            if options["json"]:
                code = refusal.code if isinstance(refusal, RuleBroken) else "usage"
                self.stdout.write(json.dumps({"error": code, "message": str(refusal)}, ensure_ascii=False))
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
        else:
            self.say(answer)

    def answer(self, **options: Any) -> dict[str, Any]:
        """Do the work; the returned object is what ``--json`` prints."""
        raise NotImplementedError

    def say(self, answer: dict[str, Any]) -> None:
        """Print the answer for a person."""
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str))

    @staticmethod
    def actor(options: dict[str, Any]) -> User:
        """Who acts."""
        if options.get("by"):
            return user_named(options["by"])
        return command_line_actor(plant_city())


class ImportCommand(RegistryCommand):
    """Takes a workbook through the import desk; ``summary`` is filled with the counts of the answer."""

    kind = ""
    summary = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="judge only, write nothing")

    def desk_options(self, options: dict[str, Any]) -> dict[str, Any]:
        """What this kind of import asks beside the file."""
        return {}

    def answer(self, **options: Any) -> dict[str, Any]:
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件“{path}”，请核对路径和权限。") from error
        judgement = import_now(
            data=data, filename=path.name, kind=self.kind, options=self.desk_options(options), by=self.actor(options),
            dry_run=options["dry_run"],
        )  # fmt: skip
        counted = ("accepted", "created", "updated", "unchanged", "set_aside")
        return {name: judgement.counts.get(name, 0) for name in counted} | {
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
        self.stdout.write(self.summary.format_map({**answer, "rejected": len(answer["rejected"])}))
        for one in answer["rejected"]:
            self.stdout.write(f"  {one['sheet']} 第 {one['row']} 行 {one['code']}：{one['message']}")
        for note in answer["notes"]:
            self.stdout.write(f"  提示 {note['sheet']} {note['row'] or ''} {note['message']}")


def day(text: str) -> date:
    """A day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}”不是日期，请按 2026-09-10 的样式填写。") from error
