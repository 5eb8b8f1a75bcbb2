"""Steps of migrations that seal a column which held clear text: a new column beside it, the move, the exchange.

Three migrations, one concern each: ``added``, ``moved``, ``exchanged``. The move goes in batches and can be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import migrations, models

from kernel.crypto.fields import SealedTextField
from kernel.crypto.seal import seal, unseal

BATCH = 1000
Columns = Mapping[str, Sequence[str]]  # model -> fields


def _beside(name: str) -> str:
    return f"{name}_sealed"


def added(columns: Columns) -> list[Any]:
    """An empty binary column beside each."""
    return [
        migrations.AddField(model_name=model, name=_beside(name), field=models.BinaryField(default=b"", editable=True))
        for model, names in columns.items()
        for name in names
    ]


def moved(app: str, columns: Columns) -> Any:
    """Seal what lies in clear; taken back, what is sealed is put in clear."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        for model, names in columns.items():
            _seal(apps.get_model(app, model), names, schema_editor.connection)

    def backwards(apps: Any, schema_editor: Any) -> None:
        for model, names in columns.items():
            _open(apps.get_model(app, model), names)

    return migrations.RunPython(forwards, backwards)


def exchanged(model: str, name: str, field: SealedTextField) -> list[Any]:
    """The sealed column takes the place of the clear one."""
    return [
        _Dropped(model_name=model, name=name),
        migrations.RenameField(model_name=model, old_name=_beside(name), new_name=name),
        migrations.AlterField(model_name=model, name=name, field=field),
    ]


class _Dropped(migrations.RemoveField):
    """A column taken away that, taken back, is empty before it is filled."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        field = to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
        if not field.has_default():
            field.default = ""
        schema_editor.add_field(from_state.apps.get_model(app_label, self.model_name), field)


def _rows(model: Any, names: Sequence[str]) -> Any:
    """Batches of (key, values)."""
    last, first = None, model._base_manager.order_by("pk")
    while True:
        rows = first if last is None else first.filter(pk__gt=last)
        batch = list(rows.values_list("pk", *names)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1][0]


def _seal(model: Any, names: Sequence[str], connection: Any) -> None:
    quote, binary = connection.ops.quote_name, connection.Database.Binary
    places = [f"{model._meta.label_lower}.{name}" for name in names]
    for batch in _rows(model, names):
        changed = []
        for pk, *values in batch:
            texts = [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values]
            if any(texts):
                sealed = [
                    seal(text.encode(), place) if text else b"" for text, place in zip(texts, places, strict=True)
                ]
                changed.append([*map(binary, sealed), pk])
        sets = ", ".join(f"{quote(_beside(name))} = %s" for name in names)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(model._meta.pk.column)} = %s",  # noqa: S608 - names of the model
                changed,
            )


def _open(model: Any, names: Sequence[str]) -> None:
    for batch in _rows(model, [_beside(name) for name in names]):
        rows = []
        for pk, *values in batch:
            row = model(pk=pk)
            for name, value in zip(names, values, strict=True):
                text = unseal(bytes(value), f"{model._meta.label_lower}.{name}").decode() if len(value) else ""
                is_json = isinstance(model._meta.get_field(name), models.JSONField)
                setattr(row, name, (json.loads(text) if text else {}) if is_json else text)
            rows.append(row)
        model._base_manager.bulk_update(rows, names)
