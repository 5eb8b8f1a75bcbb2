"""Run the chores once, for a machine where a timer stands in for the worker."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kernel.jobs.chores import run_chores


class Command(BaseCommand):
    help = "执行到期的例行事务；另一进程正在执行的不重复执行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help="only these, by their name in settings.CHORES")
        parser.add_argument("--now", action="store_true", help="also what is not due yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := sorted(set(options["names"]) - settings.CHORES.keys()):
            raise CommandError(f"没有名为“{'、'.join(unknown)}”的例行事务，可用的有：{'、'.join(settings.CHORES)}。")
        done = run_chores(only=options["names"], even_if_not_due=options["now"])
        for name, ended_well in done.items():
            self.stdout.write(f"{name}  {'完成' if ended_well else '未完成，原因见日志'}")
        if not done:
            self.stdout.write("没有到期的例行事务。")
        if not all(done.values()):
            raise CommandError("有例行事务未完成。")
