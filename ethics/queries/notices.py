"""The anonymised texts of 通报, as they were made for everybody: they name nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ethics.choices.care import WarningLevel
from ethics.models import Warning


@dataclass(frozen=True)
class Notice:
    """One text, by the key under which a page of it is made."""

    key: int
    given_on: date
    text: str


def _notices() -> QuerySet[Warning]:
    rows: QuerySet[Warning] = Warning.objects.for_system("texts that were made for everybody")
    return rows.filter(level=WarningLevel.NOTICE)


def notices_without(used: Collection[int]) -> list[Notice]:
    """Those of which there is no page yet, the newest first."""
    rows = _notices().exclude(pk__in=used).order_by("-given_on", "-pk")
    return [Notice(*row) for row in rows.values_list("pk", "given_on", "public_text")]


def notice(key: int) -> Notice:
    """One of them; DoesNotExist where there is none."""
    return Notice(*_notices().values_list("pk", "given_on", "public_text").get(pk=key))
