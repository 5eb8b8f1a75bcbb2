"""Sealed files under MEDIA_ROOT get the newest key, one after the other; a file is exchanged whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from kernel.crypto.rotation import Told
from kernel.crypto.seal import CannotOpen, newest_head, seal, unseal
from kernel.files.actions import context_of
from kernel.files.models import StoredFile

Place = tuple[str, str]  # where it lies relative to MEDIA_ROOT, the context it is sealed for


@dataclass(frozen=True)
class SealedFiles:
    """Sealed files of one kind. ``is_wanted`` says whether a file still belongs to somebody: one that was deleted
    while it was sealed anew is deleted again."""

    name: str
    places: Callable[[], Iterable[Place]]
    is_wanted: Callable[[str], bool]

    def stale(self) -> int:
        return sum(1 for _ in self._old())

    def reseal(self, told: Told) -> int:
        unopened = 0
        for place, context in self._old():
            unopened += not self._exchange(place, context)
            told(1)
        return unopened

    def _old(self) -> Iterator[Place]:
        head = newest_head()
        for place, context in self.places():
            path = Path(default_storage.path(place))
            if path.exists() and _first(path, len(head)) != head:
                yield place, context

    def _exchange(self, place: str, context: str) -> bool:
        path = Path(default_storage.path(place))
        try:
            new = seal(unseal(path.read_bytes(), context), context)
        except CannotOpen:
            return False
        except FileNotFoundError:
            return True
        draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        draft.write_bytes(new)
        os.replace(draft, path)
        if not self.is_wanted(place):
            path.unlink(missing_ok=True)
        return True


def _first(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        return file.read(count)


def stored_files() -> list[SealedFiles]:
    """The original and the copy to hand out of every kept file."""

    def places() -> Iterator[Place]:
        for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
            for place in (stored.original_place, stored.working_place):
                yield place, context_of(stored)

    def is_wanted(place: str) -> bool:
        return StoredFile.objects.filter(pk=Path(place).stem).exists()

    return [SealedFiles("files", places, is_wanted)]
