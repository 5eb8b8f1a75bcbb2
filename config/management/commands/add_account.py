"""Make an account with a role: the first ones of an empty installation, and any later one."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.access.queries.administrators import missing
from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User
from kernel.accounts.passwords import initial_password
from kernel.accounts.roles import role_table
from kernel.commands import RegistryCommand
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation

FIRST = "由命令行开通"


class Command(RegistryCommand):
    help = "开通账号并授予角色；初始密码只显示这一次，本人首次登录时须修改并登记第二因素。先开通三员"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--role", required=True, choices=[code for code in role_table() if code != "command_line"])
        parser.add_argument(
            "--unit", required=True, help="name of the unit; with 市（区）/学校 where a school's is not unique"
        )

        parser.add_argument(
            "--emergency", default="", metavar="REASON",
            help="grant a strong role past the second signature, although there are security administrators",
        )  # fmt: skip

    def answer(self, **options: Any) -> dict[str, Any]:
        actor = self.actor(options)
        district, _slash, name = options["unit"].rpartition("/")
        units = Organisation.objects.filter(name=name)
        if district:
            units = units.filter(parent__name=district)
        if units.count() != 1:
            raise RuleBroken(
                "unit_unclear",
                "名为“{name}”的单位有 {count} 个，请按“市（区）/学校”写全。",
                name=options["unit"],
                count=units.count(),
            )
        role, emergency = role_table()[options["role"]], options["emergency"].strip()
        if role.is_strong and not emergency and not {role.code, "security_admin"} & missing().keys():
            raise RuleBroken(
                "needs_signature",
                "角色“{role}”须由两名安全管理员在页面“人员与角色”办理；他们都不能登录时，请加 --emergency 理由。",
                role=role.label,
            )
        if User.objects.filter(username=options["username"]).exists():
            raise RuleBroken("user_exists", "账号“{name}”已存在，请另取用户名。", name=options["username"])
        password = initial_password()
        with transaction.atomic():  # a role that does not fit leaves no account behind
            user = add_user(username=options["username"], full_name=options["name"], password=password, by=actor)
            grant_role(
                user=user, role=role.code, org=units[0], on=timezone.localdate(), by=actor, reason=emergency or FIRST
            )
        return {
            "username": user.username, "role": role.code, "unit": str(units[0]), "password": password,
            "needed": missing(),
        }  # fmt: skip

    def say(self, answer: dict[str, Any]) -> None:
        super().say(answer)
        for code, count in answer["needed"].items():
            self.stdout.write(f"还需要{role_table()[code].label} {count} 名，用 --role {code} --unit 泰州市 开通。")
