"""Dated editions: what a higher authority's document sets, each with its number and its first day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class BeforeFirstEdition(LookupError):
    """A day on which no edition was in force yet; the message is a sentence for the user."""


@dataclass(frozen=True)
class Source:
    """Where a rule stands: title and number of the official document, and the article when there is one."""

    title: str
    number: str = ""
    article: str = ""

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{self.article}"


@dataclass(frozen=True)
class Edition(Generic[T]):
    """One dated version of a rule set. Editions are never edited; a new one is added."""

    effective_from: date
    source: Source
    value: T


class Editions(Generic[T]):
    """All versions of one rule set, in order of their first day."""

    def __init__(self, editions: Sequence[Edition[T]]) -> None:
        starts = [edition.effective_from for edition in editions]
        if not editions or starts != sorted(set(starts)):
            raise ValueError("editions need distinct first days in rising order")
        self._editions = tuple(editions)

    def on(self, day: date) -> Edition[T]:
        """The edition in force on ``day``; BeforeFirstEdition before the first one."""
        for edition in reversed(self._editions):
            if edition.effective_from <= day:
                return edition
        raise BeforeFirstEdition(f"{day} 早于现行规则最早适用的日期，请重新选择。")

    def __iter__(self) -> Iterator[Edition[T]]:
        return iter(self._editions)
