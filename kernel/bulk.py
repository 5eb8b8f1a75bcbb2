"""Many rows at once: written without a model instance for each, held without looking for cycles among them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3._functions import _sqlite_datetime_extract  # type: ignore[import-untyped]
from django.dispatch import receiver
from django.utils import timezone


@receiver(connection_created)
def remember_days(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """SQLite asks Python for the day of a date wherever a constraint does, some times a row; the dates are few."""
    if connection.vendor == "sqlite":
        extract = lru_cache(maxsize=1 << 14)(_sqlite_datetime_extract)
        connection.connection.create_function("django_date_extract", 2, extract, deterministic=True)


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """INSERT ``rows``: values by column name (a foreign key by its ``_id``); what a row does not name has its default.

    A key that the database counts is left to it. Constraints hold as ever; signals and ``save()`` are passed by.
    """
    if not rows:
        return
    connection, now = connections[router.db_for_write(model)], timezone.now()
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)  # type: ignore[arg-type]
    named = set().union(*{tuple(row) for row in rows})  # rows mostly name the same columns
    columns = [_column(field, rows, named, connection, now) for field in fields]
    empty = [column[0] is None and column.count(None) == len(column) for column in columns]
    marks = ", ".join("NULL" if nothing else "%s" for nothing in empty)
    columns = [column for column, nothing in zip(columns, empty, strict=True) if not nothing]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608 - names of the model
            list(zip(*columns, strict=True)),
        )


def _column(
    field: models.Field[Any, Any],
    rows: Sequence[Mapping[str, Any]],
    named: set[str],
    connection: BaseDatabaseWrapper,
    now: datetime,
) -> list[Any]:
    """The values of one field, as the database takes them."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return [field.get_db_prep_save(now, connection)] * len(rows)
    if field.attname not in named and not callable(field.default) and not hasattr(field, "prepare_each"):
        return [_bare(connection)(field.get_db_prep_save(field.get_default(), connection))] * len(rows)
    values = _given(field, rows)
    if isinstance(field, models.CharField) and all(issubclass(kind, str) for kind in set(map(type, values))):
        # Text goes as it is; a member of a choice as bare text, which the driver need not adapt.
        return [value if value.__class__ is str else str.__str__(value) for value in values]
    if isinstance(field, models.ForeignKey) and all(value.__class__ is int for value in values):
        return values  # keys go as they are
    if prepare_each := getattr(field, "prepare_each", None):  # sealed: each value on its own
        return list(map(_bare(connection), prepare_each(values, connection)))
    # What is written many times is prepared once; a JSON value cannot be compared, the same object can.
    keys: list[Any] = [id(value) for value in values] if isinstance(field, models.JSONField) else values
    bare = _bare(connection)
    prepared = {
        key: bare(field.get_db_prep_save(value, connection))
        for key, value in dict(zip(keys, values, strict=True)).items()
    }
    return [prepared[key] for key in keys]


def _bare(connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    """How to spare SQLite's driver the search for an adapter: it makes one for all but bare numbers, text and bytes."""
    if connection.vendor != "sqlite":
        return lambda value: value
    kinds: dict[type, type] = {bool: int, bytes: bytearray, memoryview: bytearray}
    return lambda value: kinds[value.__class__](value) if value.__class__ in kinds else value


def _given(field: models.Field[Any, Any], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    name = field.attname
    if callable(field.default):  # asked anew for each row
        return [row[name] if name in row else field.get_default() for row in rows]
    default = field.get_default()
    return [row.get(name, default) for row in rows]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Leave the cycle collector off: rows refer to no row; looking through them all takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
