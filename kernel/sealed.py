"""Rows that are written once: no update and no delete through the ORM."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class Sealed(RuntimeError):
    """An attempt to change what is written once."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Sealed(self.model.__name__)

    def delete(self) -> NoReturn:
        raise Sealed(self.model.__name__)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Sealed(self.model.__name__)


class AppendOnlyModel(models.Model):
    """A row that is inserted and then only read."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Sealed(type(self).__name__)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Sealed(type(self).__name__)
