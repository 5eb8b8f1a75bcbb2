"""What only an administrator of the database may do: get past the triggers that hold what is written once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def as_dba() -> Iterator[None]:
    """A block without triggers; afterwards they are there again. The program has no such way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = origin")
            else:
                for _name, sql in triggers:
                    cursor.execute(sql)


def tamper(sql: str, params: Sequence[Any] = ()) -> None:
    """One statement of somebody who owns the database."""
    with as_dba(), connection.cursor() as cursor:
        cursor.execute(sql, params)
