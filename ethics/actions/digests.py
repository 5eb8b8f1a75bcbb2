"""Digests under the newest look-up key: the sealed value is opened and digested anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.db import models, transaction

from ethics.models import Clearance, Prohibition, Sanction, StandingReceipt
from kernel.crypto.rotation import BATCH, Told
from kernel.crypto.seal import CannotOpen, lookup_digests

WHY = "digests change, nothing else does"
Change = tuple[int, str, str]


class Digests:
    """One column of digests beside its sealed column: exchanged only where the old digest still stands."""

    def __init__(self, model: type[models.Model], digest: str, sealed: str) -> None:
        self.model: Any = model
        self.digest, self.sealed = digest, sealed
        self.name = f"{model._meta.label}.{digest}"

    def stale(self) -> int:
        return sum(len(batch) for batch in self._batches())

    def reseal(self, told: Told) -> int:
        rows = self.model.objects.for_system(WHY)
        for batch in self._batches():
            with transaction.atomic():
                for pk, old, new in batch:
                    rows.filter(pk=pk, **{self.digest: old}).update(**{self.digest: new})
            told(len(batch))
        return 0

    def _batches(self) -> Iterator[list[Change]]:
        last, rows = 0, self.model.objects.for_system(WHY).order_by("pk")
        while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
            last = keys[-1]
            page = []
            for pk in keys:
                with suppress(CannotOpen):  # named by the rotation of the values themselves
                    page.append(rows.values_list("pk", self.digest, self.sealed).get(pk=pk))
            wanted = lookup_digests(value for _pk, _digest, value in page)
            changes = [(pk, old, new) for (pk, old, _value), new in zip(page, wanted, strict=True) if old != new]
            if changes:
                yield changes


def digests() -> list[Digests]:
    """For ``RESEALERS``."""
    return [
        Digests(Clearance, "id_digest", "id_number"), Digests(Prohibition, "id_digest", "id_number"),
        Digests(Sanction, "document_digest", "document"), Digests(StandingReceipt, "code_digest", "code"),
    ]  # fmt: skip
