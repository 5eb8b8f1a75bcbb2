"""Memory of a large batch: it must not grow with the number of certificates."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from benchmarks.people import facts
from benchmarks.timing import Row, limit
from honors.pdf.certificate import CertificateFacts, draw, draw_merged_to

COUNT, FIRST, CHUNK = 10_000, 1_000, 250
MOST = 8.0  # MB


def measure() -> list[Row]:
    """Growth of the resident memory from the 1,000th to the 10,000th certificate, written to disk."""
    batch = facts(COUNT)
    with tempfile.TemporaryDirectory() as folder:
        names = (Path(folder) / f"{number}.pdf" for number in count())

        def files(chunk: Sequence[CertificateFacts]) -> None:
            for one in chunk:
                next(names).write_bytes(draw(one))

        return [
            limit("growth of memory, 10,000 files", _growth(batch, files), MOST, "MB"),
            limit("growth of memory, one PDF of 10,000 pages", _merged(batch, Path(folder) / "all.pdf"), MOST, "MB"),
        ]


def _merged(batch: Sequence[CertificateFacts], path: Path) -> float:
    """Growth while one file is written page by page, from the 1,000th page to the finished file."""
    first = 0.0

    def pages() -> Iterator[CertificateFacts]:
        nonlocal first
        for number, one in enumerate(batch):
            if number == FIRST:
                first = _resident()
            yield one

    draw_merged_to(path, pages())
    return _resident() - first


def _growth(batch: Sequence[CertificateFacts], write: Callable[[Sequence[CertificateFacts]], None]) -> float:
    first = 0.0
    for start in range(0, len(batch), CHUNK):
        if start == FIRST:
            first = _resident()
        write(batch[start : start + CHUNK])
    return _resident() - first


def _resident() -> float:
    """Resident memory of this process in MB (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
