"""Give a role of PostgreSQL what the application needs, and no more on the trail than to read and to add."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from kernel.audit.models import AuditAnchor, AuditEvent, AuditLink

WRITTEN_ONCE = [model._meta.db_table for model in (AuditEvent, AuditLink, AuditAnchor)]


class Command(BaseCommand):
    help = "在 PostgreSQL 上限定应用所用数据库角色的权限：审计表只可读、只可新增"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the role as which the application connects; it owns no table")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("只有 PostgreSQL 有数据库角色；SQLite 上由触发器禁止修改和删除审计记录。")
        role = options["role"]
        self.demand_bound(role)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(role):
                cursor.execute(statement)
        self.stdout.write(self.style.SUCCESS(f"已限定“{role}”：{'、'.join(WRITTEN_ONCE)} 只可读、只可新增。"))
        self.stdout.write("请用表的所有者执行迁移，应用只用这一角色连接；每次迁移后再执行一次本命令。")

    @staticmethod
    def demand_bound(role: str) -> None:
        """Refuse a role that rights cannot bind: a superuser, or one that owns tables here, itself or as a member."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"没有名为“{role}”的数据库角色，请先由数据库管理员建立。")
            cursor.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() "
                "AND pg_has_role(%s, tableowner, 'MEMBER')",
                [role],
            )
            owned = cursor.fetchone()[0]
        if found[0] or owned:
            raise CommandError(f"“{role}”是超级用户或表的所有者，权限限定不了它；请另建一个角色供应用连接。")


def statements(role: str) -> list[sql.Composed]:
    """The GRANTs and REVOKEs, for the schema of this connection."""
    to, once = sql.Identifier(role), sql.SQL(", ").join(map(sql.Identifier, WRITTEN_ONCE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = sql.Identifier(cursor.fetchone()[0])
    forms = (
        "GRANT USAGE ON SCHEMA {schema} TO {to}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {to}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
        "REVOKE ALL ON {once} FROM {to}, PUBLIC",
        "GRANT SELECT, INSERT ON {once} TO {to}",
    )
    return [sql.SQL(form).format(schema=schema, to=to, once=once) for form in forms]
