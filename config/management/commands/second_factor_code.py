"""The present six digits of the demonstration's accounts, in place of a telephone."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management.base import BaseCommand, CommandError

from config.demo.accounts import DemoAccounts, accounts_file

PERIOD = 30  # seconds that a code is shown


class Command(BaseCommand):
    help = "显示示例账号此刻的验证码（代替手机上的身份验证器）；只用于示例城市"
    requires_system_checks: list[str] = []  # the code should be there before it runs out

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", help="one account; all of them without it")

    def handle(self, *args: Any, **options: Any) -> None:
        path = accounts_file()
        secrets = DemoAccounts.read(path).secrets if path.exists() else {}
        name = options["username"]
        if not secrets:
            raise CommandError(f"没有示例账号的密钥（{path}）。本命令只用于示例城市，正式账号请用手机上的身份验证器。")
        if name and name not in secrets:
            raise CommandError(f"“{name}”不是带验证码的示例账号。可用的有：{'、'.join(secrets)}。")
        now = time.time()
        codes = {one: format_hotp_value(hotp_value(secret, int(now) // PERIOD)) for one, secret in secrets.items()}
        if name:
            self.stdout.write(codes[name])
            return
        for one, code in codes.items():
            self.stdout.write(f"  {one:<10} {code}")
        self.stdout.write(f"{PERIOD - int(now) % PERIOD} 秒后更换；每个验证码只能用一次。")
