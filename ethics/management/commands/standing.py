"""Whether people may be put forward, from the command line: one by ID number, or a list."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from ethics.actions.asking import note_asked
from ethics.importers import people_of
from ethics.permissions import EthicsPermission
from ethics.queries.people import Asked, asked
from kernel.commands import RegistryCommand, day
from teachers.rules.roster import read_id


def told(one: Asked) -> dict[str, Any]:
    """The answer as programs read it."""
    return {
        "answer": one.standing.answer,
        "reasons": [
            {"code": reason.code, "from": _day(reason.from_on), "until": _day(reason.until_on),
             "document": reason.document or None}
            for reason in one.standing.reasons
        ],
    }  # fmt: skip


def _day(one: date | None) -> str | None:
    return one.isoformat() if one else None


class Command(RegistryCommand):
    help = "查询某人（或一份名单）某日能否推荐：职称评审、岗位聘用、推优评先等"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--id", metavar="IDNUMBER", help="ID number of one person")
        parser.add_argument("--file", metavar="LIST", help="workbook with a column 身份证件号")
        parser.add_argument("--purpose", required=True)
        parser.add_argument("--on", metavar="DATE", help="the day asked about (today)")

    def answer(self, **options: Any) -> dict[str, Any]:
        actor = self.actor(options)
        on = day(options["on"]) if options["on"] else timezone.localdate()
        if bool(options["id"]) == bool(options["file"]):
            raise CommandError("请用 --id 给出一个证件号，或用 --file 给出一份名单，二者选一。")
        if options["id"]:
            number, raw = read_id(options["id"])
            (one,) = asked(actor, EthicsPermission.ASK, [(number or raw, "")], options["purpose"], on)
            note_asked(by=actor, purpose=options["purpose"], on=on, people=1)
            return told(one)
        rows = people_of(self.bytes_of(options["file"]), options["file"])
        people = [(number, name) for _row, number, name in rows]
        found = asked(actor, EthicsPermission.ASK, people, options["purpose"], on)
        note_asked(by=actor, purpose=options["purpose"], on=on, people=len(found))
        answers = [
            {"row": row, "id": number, "name": name, **told(one)}
            for (row, number, name), one in zip(rows, found, strict=True)
        ]
        counts = {word: sum(one["answer"] == word for one in answers) for word in ("clear", "barred", "hold")}
        return {"purpose": options["purpose"], "on": on.isoformat(), "counts": counts, "people": answers}

    @staticmethod
    def bytes_of(name: str) -> bytes:
        try:
            return Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件“{name}”，请核对路径和权限。") from error
