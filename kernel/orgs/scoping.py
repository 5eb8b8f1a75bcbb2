"""Who may see which part of the tree, and a manager that refuses to run a query nobody stands behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query

from kernel.sealed import AppendOnlyQuerySet

if TYPE_CHECKING:
    from kernel.accounts.models import User

M = TypeVar("M", bound=models.Model)


class ScopeRequired(RuntimeError):
    """A query of personal records that names neither a user nor a system reason."""


@dataclass(frozen=True)
class Scope:
    """A set of subtrees, as the paths of their topmost units."""

    paths: tuple[str, ...]

    @classmethod
    def of(cls, paths: Iterable[str]) -> Scope:
        """The smallest set of subtrees that covers ``paths``."""
        kept: list[str] = []
        for path in sorted(set(paths)):
            if not (kept and path.startswith(kept[-1])):
                kept.append(path)
        return cls(tuple(kept))

    def __bool__(self) -> bool:
        return bool(self.paths)

    def holds(self, path: str) -> bool:
        """Whether the unit at ``path`` lies inside."""
        return any(path.startswith(top) for top in self.paths)

    def q(self, field: str) -> Q:
        """Condition on a column of tree paths; an empty scope matches nothing."""
        condition = Q(pk__in=[])
        for path in self.paths:
            condition |= Q(**{f"{field}__startswith": path})
        return condition


class _GuardedQuery(Query):
    """A query that stops before any SQL: reads, subqueries, updates and deletes alike."""

    def stop(self) -> None:
        name = self.model.__name__ if self.model else "query"
        raise ScopeRequired(f"{name}: call visible_to(user) or for_system(reason) first")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        if not self.is_empty():
            self.stop()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        if klass is not None and not self.is_empty():  # update() and delete() change the class of the query
            self.stop()
        return super().chain(klass)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that only a named user, or the system for a named reason, may touch."""

    def visible_to(self, user: User) -> Self:
        """The rows this user may see; the model says which by ``visible_q(user)``."""
        return self._opened().filter(self.model.visible_q(user))  # type: ignore[attr-defined]

    def for_system(self, reason: str) -> Self:
        """All rows, for work that no single person's view may limit; the reason is for the reader of the code."""
        if not reason:
            raise ScopeRequired("a system query needs a reason")
        return self._opened()

    def _opened(self) -> Self:
        clone = self._chain()  # type: ignore[attr-defined]
        if isinstance(clone.query, _GuardedQuery):
            clone.query.__class__ = Query  # type: ignore[assignment]
            # Copied along with the query: by its absence a test finds reads that went past both doors.
            clone.query.__dict__["is_opened"] = True
        return clone

    def _raw_delete(self, using: Any) -> Any:
        # Rows on which nothing hangs are deleted past the query's chain().
        if isinstance(self.query, _GuardedQuery):
            self.query.stop()
        return super()._raw_delete(using)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise ScopeRequired("raw SQL has no scope")


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Manager of a personal model: fails closed."""

    def get_queryset(self) -> ScopedQuerySet[Any]:
        return ScopedQuerySet(self.model, query=_GuardedQuery(self.model), using=self._db)


class SealedScopedQuerySet(AppendOnlyQuerySet[M], ScopedQuerySet[M]):  # type: ignore[override]
    """Personal rows that are written once: scoped reads, no update, no delete."""

    def delete(self) -> NoReturn:
        if isinstance(self.query, _GuardedQuery):  # who may not even look is told that first
            self.query.stop()
        super().delete()


class SealedScopedManager(ScopedManager):
    """Manager of a personal model whose rows are written once."""

    def get_queryset(self) -> SealedScopedQuerySet[Any]:
        return SealedScopedQuerySet(self.model, query=_GuardedQuery(self.model), using=self._db)
