"""Go along the chain of the trail and name the first place where it does not hold."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kernel.audit.chores import verify_and_note
from kernel.audit.verification import Verification

WIDTH = 40


class Command(BaseCommand):
    help = "核验审计链：指出第一处断点，报告尚未入链的记录；链断时退出码非零"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--since", metavar="DAY", help="begin at the newest anchor of that day or before")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            since = date.fromisoformat(options["since"]) if options["since"] else None
        except ValueError as error:
            raise CommandError(f"“{options['since']}”不是日期，请按 2026-09-10 的样式填写。") from error
        shown = not options["json"] and self.stderr.isatty()
        found = verify_and_note(since=since, progress=self.progress if shown else None)
        if shown and found.checked:
            self.stderr.write("")
        if options["json"]:
            self.stdout.write(json.dumps(answer(found), ensure_ascii=False))
        else:
            self.tell(found)
        if found.broken:
            raise CommandError(f"审计链核验不通过：{found.broken.message}")

    def progress(self, done: int, total: int) -> None:
        """One bar, drawn over itself."""
        full = WIDTH * done // max(total, 1)
        self.stderr.write(f"\r[{'█' * full}{'·' * (WIDTH - full)}] {done:,} / {total:,}", ending="")
        self.stderr.flush()

    def tell(self, found: Verification) -> None:
        """The figures for a person."""
        self.stdout.write(
            f"已核验第 {found.first} 环起的 {found.checked:,} 环，锚点 {found.anchors} 个（与库外文件比对 "
            f"{found.anchors_in_file} 个）。"
        )
        if found.unsealed and found.oldest_unsealed:
            oldest = timezone.localtime(found.oldest_unsealed)
            self.stdout.write(f"尚未入链 {found.unsealed:,} 条，最早的一条记于 {oldest:%Y-%m-%d %H:%M:%S}。")
        if not found.broken:
            self.stdout.write(self.style.SUCCESS("审计链完好。"))


def answer(found: Verification) -> dict[str, Any]:
    """What ``--json`` prints."""
    broken = found.broken
    return {
        "ok": broken is None,
        "first": found.first,
        "last": found.last,
        "checked": found.checked,
        "anchors": found.anchors,
        "anchors_in_file": found.anchors_in_file,
        "unsealed": found.unsealed,
        "oldest_unsealed": found.oldest_unsealed and found.oldest_unsealed.isoformat(),
        "broken": broken
        and {
            "code": broken.code,
            "sequence": broken.sequence,
            "event": broken.event,
            "day": broken.day and broken.day.isoformat(),
            "message": broken.message,
        },
    }
