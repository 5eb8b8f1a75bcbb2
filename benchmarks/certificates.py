"""Certificates of 2,000 distinct teachers: a file each, and all in one PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.peer_canvas import OrdinaryCanvas
from benchmarks.peer_typst import Typst
from benchmarks.peer_weasyprint import WeasyPrint
from benchmarks.people import facts
from benchmarks.timing import Row, cpu, limit, medians, versus
from honors.pdf.certificate import CertificateFacts, draw, draw_merged

COUNT = 2000
FILES = {"ours": COUNT, "WeasyPrint": 8, "Typst": 40, "ReportLab canvas": 12}  # items a round; scaled per item
PAGES = {"ours": COUNT, "WeasyPrint": 40, "Typst": 400}
FILE_ROUNDS, PAGE_ROUNDS = 5, 3
FILE_GOALS = {"WeasyPrint": 100, "Typst": 7, "ReportLab canvas": 40}
PAGE_GOALS = {"WeasyPrint": 150, "Typst": 5}
PAGE_BYTES = 1700

Draw = Callable[[Sequence[CertificateFacts]], bytes]


def measure() -> list[Row]:
    """The lines of the table."""
    batch = facts(COUNT)
    with tempfile.TemporaryDirectory() as folder:
        draws: dict[str, Draw] = {
            "ours": draw_merged,
            "WeasyPrint": WeasyPrint().draw,
            "Typst": Typst(Path(folder)).draw,
            "ReportLab canvas": OrdinaryCanvas().draw,
        }
        for one in draws.values():  # fonts are opened and grounds drawn before the clock starts
            one([batch[0], *batch[6:8]])
        files = medians({name: _files(draws[name], batch, count) for name, count in FILES.items()}, FILE_ROUNDS)
        pages = medians({name: _pages(draws[name], batch, count) for name, count in PAGES.items()}, PAGE_ROUNDS)
    return [
        *(versus(f"certificate, a file each · {peer}", files["ours"], files[peer], goal, "ms", 3)
          for peer, goal in FILE_GOALS.items()),
        *(versus(f"certificate, one PDF · {peer}", pages["ours"], pages[peer], goal, "ms", 3)
          for peer, goal in PAGE_GOALS.items()),
        limit("certificate, one PDF, a page", len(draw_merged(batch)) / COUNT, PAGE_BYTES, "bytes"),
        limit("certificate, one file", len(draw(batch[0])) / 1000, 100, "kB"),
    ]  # fmt: skip


def _slice(batch: Sequence[CertificateFacts], count: int, place: int) -> Sequence[CertificateFacts]:
    start = place * count % len(batch)
    return batch[start : start + count]


def _files(one: Draw, batch: Sequence[CertificateFacts], count: int) -> Callable[[int], float]:
    """Milliseconds a file."""

    def timed(place: int) -> float:
        mine = _slice(batch, count, place)
        return cpu(lambda: [one([facts]) for facts in mine]) * 1000 / len(mine)

    return timed


def _pages(one: Draw, batch: Sequence[CertificateFacts], count: int) -> Callable[[int], float]:
    """Milliseconds a page."""

    def timed(place: int) -> float:
        mine = _slice(batch, count, place)
        return cpu(lambda: one(mine)) * 1000 / len(mine)

    return timed
