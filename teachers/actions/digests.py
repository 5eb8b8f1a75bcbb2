"""Digests of ID numbers under the newest look-up key: the sealed number is opened and digested anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.db import transaction

from kernel.crypto.rotation import BATCH, Told
from kernel.crypto.seal import CannotOpen, lookup_digests
from teachers.models import Teacher

Change = tuple[int, str, str]  # person, digest as it is, digest as it is to be


class IdDigests:
    """Beside people who go on writing: a digest is exchanged only where the old one still stands, and whoever looks a
    number up meanwhile finds it under either key."""

    name = "teachers.Teacher.id_digest"

    def stale(self) -> int:
        return sum(len(batch) for batch in self._batches())

    def reseal(self, told: Told) -> int:
        rows = Teacher.objects.for_system("digests change, nothing else does")
        for batch in self._batches():
            with transaction.atomic():
                for pk, old, new in batch:
                    rows.filter(pk=pk, id_digest=old).update(id_digest=new)
            told(len(batch))
        return 0

    def _batches(self) -> Iterator[list[Change]]:
        last = 0
        while page := self._page(last):
            last = page[-1][0]
            wanted = lookup_digests(number for _pk, _digest, number in page)
            changes = [(pk, old, new) for (pk, old, _number), new in zip(page, wanted, strict=True) if old != new]
            if changes:
                yield changes

    @staticmethod
    def _page(last: int) -> list[tuple[int, str, str]]:
        """The next people whose number opens; one that does not is named by the rotation of the numbers themselves."""
        rows = Teacher.objects.for_system("which digests are of an older key").filter(pk__gt=last).order_by("pk")
        columns = ("pk", "id_digest", "id_number")
        try:
            return list(rows.values_list(*columns)[:BATCH])
        except CannotOpen:
            found = []
            for pk in list(rows.values_list("pk", flat=True)[:BATCH]):
                with suppress(CannotOpen):
                    found.append(rows.values_list(*columns).get(pk=pk))
            return found


def id_digests() -> list[IdDigests]:
    """For ``RESEALERS``."""
    return [IdDigests()]
