"""Model fields that are sealed at rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

from kernel.crypto.seal import seal, seal_each, unseal


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Text kept as AES-GCM ciphertext; it cannot be searched (keep a digest beside it where it must be found)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def _check_str_default_value(self) -> list[Any]:
        return []  # the value of this field is text, its column is binary

    def get_default(self) -> Any:
        return None if self.null else self._from_text("")

    @property
    def _context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return None if self.null else b""  # an absent value is not worth hiding
        return seal(self._to_text(value).encode(), self._context)

    def prepare_each(self, values: Sequence[Any], connection: Any) -> list[Any]:
        """What ``get_db_prep_save`` gives for each of many values; absent ones stay unsealed."""
        there = [place for place, value in enumerate(values) if value is not None and value != ""]
        sealed = seal_each([self._to_text(values[place]).encode() for place in there], self._context)
        found: list[Any] = [None if self.null else b""] * len(values)
        for place, value in zip(there, sealed, strict=True):
            found[place] = connection.Database.Binary(value)
        return found

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None or len(value) == 0:
            return self._from_text("")
        return self._from_text(unseal(value, self._context).decode())

    def to_python(self, value: Any) -> Any:
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed; look it up by its digest")

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.name} is sealed and is not dumped")

    def _to_text(self, value: Any) -> str:
        return str(value)

    def _from_text(self, text: str) -> Any:
        return text


class SealedJSONField(SealedTextField):
    """JSON kept as AES-GCM ciphertext."""

    def _to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def _from_text(self, text: str) -> Any:
        return json.loads(text) if text else None


def filled(name: str) -> Q:
    """The condition of a constraint that a sealed field is not empty: an empty value is stored as no bytes at all."""
    return Q(GreaterThan(Length(F(name)), 0))
