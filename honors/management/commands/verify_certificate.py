"""Check a certificate by number and name, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from honors.queries.check import NOT_FOUND, UNKNOWN, by_number
from kernel.commands import RegistryCommand


class Command(RegistryCommand):
    help = "按编号和姓名核验证书"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("number")
        parser.add_argument("--name", required=True)

    def answer(self, **options: Any) -> dict[str, Any]:
        found = by_number(options["number"], options["name"])
        return {"status": found.status} if found.status in {NOT_FOUND, UNKNOWN} else asdict(found)
