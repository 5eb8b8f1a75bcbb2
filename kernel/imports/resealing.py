"""Uploaded workbooks get the newest key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kernel.files.resealing import Place, SealedFiles
from kernel.imports.actions import FILE_CONTEXT
from kernel.imports.models import ImportRun


def workbooks() -> list[SealedFiles]:
    """The file of every import."""
    runs = ImportRun.objects.for_system("every file, whoever uploaded it").only("pk")

    def places() -> Iterator[Place]:
        for run in runs.order_by("pk").iterator(chunk_size=500):
            yield run.file_name, FILE_CONTEXT

    return [SealedFiles("imports", places, lambda place: runs.filter(pk=Path(place).stem).exists())]
