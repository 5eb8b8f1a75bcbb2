"""Close the accounts that nobody used for long; the chore of every day does the same."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.access.actions.accounts import lapse_accounts
from kernel.commands import RegistryCommand


class Command(RegistryCommand):
    help = "停用长期未用的账号（强角色先停用）；--dry-run 只列出，不停用"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="only tell which accounts would be closed")

    def answer(self, **options: Any) -> dict[str, Any]:
        rows = lapse_accounts(dry_run=options["dry_run"], by=self.actor(options))
        return {"dry_run": options["dry_run"], "accounts": rows}
