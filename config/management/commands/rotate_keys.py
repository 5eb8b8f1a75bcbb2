"""Everything sealed gets the newest key; afterwards an older one can be taken out of the ring."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kernel.accounts.actions import command_line_actor
from kernel.audit.actions import record
from kernel.crypto.rotation import Resealer, resealers
from kernel.orgs.actions import plant_city

WIDTH = 30


class Command(BaseCommand):
    help = "用密钥环中的第一把密钥重新加密全部内容；可随时中断、重新执行，期间不影响办理业务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is still under an older key")

    def handle(self, *args: Any, **options: Any) -> None:
        places = [(one, count) for one in resealers() if (count := one.stale())]
        left = sum(count for _one, count in places)
        if options["check"] or not left:
            self._say(places)
            if left:
                raise CommandError(f"仍有 {left} 项使用旧密钥，请执行 manage.py rotate_keys。")
            return
        broken = {one.name: unopened for one, count in places if (unopened := self._work(one, count))}
        with transaction.atomic():
            actor = command_line_actor(plant_city())
            record("keys.rotated", by=actor, subject=actor, values=left - sum(broken.values()))
        again = sum(one.stale() for one, _count in places) - sum(broken.values())
        if broken:
            names = "、".join(f"{name}（{count} 项）" for name, count in broken.items())
            raise CommandError(f"密钥环中没有能打开下列内容的密钥，原样保留，请找回旧密钥后重新执行：{names}。")
        if again > 0:  # written by a process that still has the old ring
            raise CommandError(f"又有 {again} 项以旧密钥写入，请重启所有服务进程后重新执行。")
        self.stdout.write(f"已用新密钥重新加密 {left} 项，旧密钥可以移出密钥环。")

    def _say(self, places: list[tuple[Resealer, int]]) -> None:
        for one, count in places:
            self.stdout.write(f"{one.name}：{count} 项使用旧密钥")
        if not places:
            self.stdout.write("全部内容都已使用密钥环中的第一把密钥。")

    def _work(self, one: Resealer, count: int) -> int:
        done = 0

        def told(number: int) -> None:
            nonlocal done
            done += number
            self._bar(one.name, done, count)

        unopened = one.reseal(told)
        self.stdout.write(f"{one.name}：{done} 项" + (f"，其中 {unopened} 项不能打开" if unopened else ""))
        return unopened

    def _bar(self, name: str, done: int, count: int) -> None:
        """A bar for a person at a screen; a log gets the lines alone."""
        if sys.stderr.isatty():
            full = min(WIDTH, WIDTH * done // max(count, 1))
            end = "\n" if done >= count else ""
            self.stderr.write(f"\r{name} [{'#' * full}{'.' * (WIDTH - full)}] {done}/{count}", ending=end)
