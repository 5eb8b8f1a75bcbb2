"""Giving sealed values the newest key: in batches, begun anew at any time, beside people who go on writing.

The first bytes of a sealed value tell its key, so there is nothing to remember: what is still under an old key is
looked for. A value is exchanged only where its old bytes still stand (compare and set): what somebody wrote meanwhile
bears the newest key already and stays. The content does not change, so that rows which are written once may be sealed
anew, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils.module_loading import import_string

from kernel.crypto.fields import SealedTextField
from kernel.crypto.seal import CannotOpen, newest_head, seal, unseal

BATCH = 500
Told = Callable[[int], None]  # called with the number of values looked at since the last call


class Resealer(Protocol):
    """A place in which sealed values lie. ``settings.RESEALERS`` names functions that give those of the trades."""

    @property
    def name(self) -> str:
        """What a person is told of it."""

    def stale(self) -> int:
        """How many values are not under the newest key."""

    def reseal(self, told: Told) -> int:
        """Give them the newest key; how many could not be opened with any key of the ring, and stay as they are."""


def resealers() -> Iterator[Resealer]:
    """Every sealed field of every model, then what the settings name."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedTextField):
                yield SealedColumn(model, field)
    for path in settings.RESEALERS:
        yield from import_string(path)()


@dataclass(frozen=True)
class SealedColumn:
    """One sealed field of one model."""

    model: type[models.Model]
    field: models.Field[Any, Any]
    context: str = ""

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    def stale(self) -> int:
        with connection.cursor() as cursor:
            sql = "SELECT COUNT(*) FROM {table} WHERE {old}"
            cursor.execute(self._sql(sql), [_binary(newest_head())])
            return int(cursor.fetchone()[0])

    def reseal(self, told: Told) -> int:
        """Each batch is a transaction of its own: nobody waits for long."""
        last: Any = None
        unopened = 0
        while True:
            with transaction.atomic():
                batch = self._batch(last)
                unopened += sum(not self._exchange(pk, bytes(value)) for pk, value in batch)
            if not batch:
                return unopened
            last = batch[-1][0]
            told(len(batch))

    def _batch(self, last: Any) -> list[tuple[Any, bytes]]:
        after = "" if last is None else "AND {key} > %s"
        sql = "SELECT {key}, {column} FROM {table} WHERE {old} " + after + f" ORDER BY {{key}} LIMIT {BATCH:d}"  # noqa: S608 - names of the model
        with connection.cursor() as cursor:
            cursor.execute(self._sql(sql), [_binary(newest_head()), *([] if last is None else [last])])
            return list(cursor.fetchall())

    def _exchange(self, pk: Any, old: bytes) -> bool:
        """Whether the value could be opened; where it changed meanwhile there is nothing to do."""
        context = self.context or f"{self.model._meta.label_lower}.{self.field.name}"
        try:
            new = seal(unseal(old, context), context)
        except CannotOpen:
            return False
        sql = "UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"
        with connection.cursor() as cursor:
            cursor.execute(self._sql(sql), [_binary(new), pk, _binary(old)])
        return True

    def _sql(self, text: str) -> str:
        quote, meta = connection.ops.quote_name, self.model._meta
        column, key = quote(str(self.field.column)), quote(str(meta.pk and meta.pk.column))
        old = f"length({column}) > 0 AND substr({column}, 1, {len(newest_head())}) <> %s"
        return text.format(table=quote(meta.db_table), column=column, key=key, old=old)


def _binary(value: bytes) -> Any:
    return connection.Database.Binary(value)  # type: ignore[attr-defined]
