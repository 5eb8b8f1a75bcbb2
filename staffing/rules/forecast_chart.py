"""The geometry of a chart of lines with a band: numbers in, places in a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line as the points of a polyline, broken where a value is missing."""

    pieces: tuple[str, ...]
    dots: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class Lines:
    """The picture: its size, where lines and labels stand, the band and the lines."""

    width: float
    height: float
    left: float
    base: float
    labels: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, int], ...]
    band: str
    lines: tuple[Line, ...]


def step_of(span: int) -> int:
    """A round distance of marks so that at most six stand over the span."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if span / (step * size) <= 5:
                return step * size
        size *= 10


def draw(
    labels: Sequence[str], lines: Sequence[Sequence[int | None]], low: Sequence[int], high: Sequence[int], *,
    width: float = 640, height: float = 260, left: float = 52, top: float = 14, bottom: float = 26, right: float = 14,
) -> Lines:  # fmt: skip
    """Lines over the years; the scale begins near the smallest value, since what matters is where they cross."""
    values = [one for line in [*lines, low, high] for one in line if one is not None] or [0]
    step = step_of(max(1, max(values) - min(values)))
    floor = min(values) // step * step
    marks = list(range(floor, max(values) + step, step))
    if len(marks) == 1:
        marks.append(marks[0] + step)
    base, place = height - bottom, (width - left - right) / max(len(labels) - 1, 1)
    unit = (base - top) / (marks[-1] - marks[0])

    def at(index: int, value: int) -> tuple[float, float]:
        return round(left + index * place, 1), round(base - (value - marks[0]) * unit, 1)

    edge = [at(index, value) for index, value in enumerate(high)]
    edge += reversed([at(index, value) for index, value in enumerate(low)])
    return Lines(
        width, height, left, base, tuple((at(index, marks[0])[0], text) for index, text in enumerate(labels)),
        tuple((at(0, mark)[1], mark) for mark in marks), " ".join(f"{x},{y}" for x, y in edge),
        tuple(_line(line, at) for line in lines),
    )  # fmt: skip


def _line(values: Sequence[int | None], at: object) -> Line:
    pieces: list[list[str]] = [[]]
    dots = []
    for index, value in enumerate(values):
        if value is None:
            pieces.append([])
            continue
        x, y = at(index, value)  # type: ignore[operator]
        pieces[-1].append(f"{x},{y}")
        dots.append((x, y, value))
    return Line(tuple(" ".join(piece) for piece in pieces if piece), tuple(dots))
