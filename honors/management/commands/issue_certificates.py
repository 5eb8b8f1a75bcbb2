"""Draw the certificates of a round, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from honors.actions import certificates, checking, computing, papers, rounds
from honors.choices import EntryState, RoundState
from honors.errors import refuse
from honors.models import HonorRound
from honors.queries import rounds as queries
from honors.queries.certificates import of_round
from kernel.accounts.models import User
from kernel.accounts.queries import user_named
from kernel.commands import RegistryCommand, day

UNATTENDED = "无人值守办理：学校核对、本人确认和公示已在系统外完成"


class Command(RegistryCommand):
    help = "为已审批的一轮制证，并把证书存入一个文件夹"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--on", required=True, metavar="DATE")
        parser.add_argument("--out", required=True, metavar="DIR")
        parser.add_argument(
            "--unattended", action="store_true", help="walk the whole round: --by makes, --second approves"
        )
        parser.add_argument("--second", metavar="USER", help="the second person, who approves")

    def answer(self, **options: Any) -> dict[str, Any]:
        actor, on, out = self.actor(options), day(options["on"]), Path(options["out"])
        if options["unattended"]:
            if not (options["by"] and options["second"]):
                raise CommandError("无人值守办理须用 --by 指定经办人、用 --second 指定另一名审批人。")
            one = self.walk(on, actor, user_named(options["second"]))
        else:
            found = HonorRound.objects.filter(as_of=on, state__in=[RoundState.APPROVED, RoundState.ISSUED]).first()
            if found is None:
                raise refuse("no_round", day=on)
            one = found
        total = certificates.issue(one=one, by=actor)
        out.mkdir(parents=True, exist_ok=True)
        files = 0
        for copy in of_round(actor, one):
            (out / f"{copy.title}.pdf").write_bytes(papers.hand_out(copy=copy, by=actor))
            files += 1
        held = queries.entries(actor, one, EntryState.HELD)
        return {
            "on": str(on), "issued": total, "files": files, "out": str(out),
            "held": [{"teacher_no": row.teacher.teacher_no, "name": row.teacher.name, "school": row.school.name,
                      "reason": row.hold_reason} for row in held],
        }  # fmt: skip

    def walk(self, on: date, maker: User, second: User) -> HonorRound:
        """Take the round from where it stands to its approval; every step by its own person and audited."""
        one = HonorRound.objects.filter(as_of=on).first() or rounds.make_round(as_of=on, by=maker, background=False)
        if one.state == RoundState.COMPUTING:
            computing.compute(one=one, by=maker)
        if one.state == RoundState.DRAFT:
            rounds.send_out(one=one, by=maker)
        if one.state == RoundState.CHECKING and queries.is_live(one):
            raise refuse("round_live")
        if one.state == RoundState.CHECKING:
            rounds.recompute_changed(one=one, by=maker, on=timezone.localdate())
            checking.close_checking(one=one, by=maker, note=UNATTENDED, accept=True)
            rounds.publish(one=one, by=maker, on=timezone.localdate(), elsewhere=UNATTENDED)
        if one.state == RoundState.PUBLICITY:
            rounds.submit(one=one, by=maker)
        if one.state == RoundState.SUBMITTED:
            rounds.approve(one=one, by=second, seen=one.stamp, background=False)
        return one
