"""The geometry of charts that are drawn on the server: numbers in, places in a picture out. No drawing, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin

STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """A piece of a column; ``series`` is its place in the stack, from the bottom."""

    x: float
    y: float
    width: float
    height: float
    series: int
    value: int


@dataclass(frozen=True)
class Tick:
    """A line across the picture and its number."""

    y: float
    value: int


@dataclass(frozen=True)
class Column:
    """A column: where its middle is, what it is called, its pieces, and its sum over the top one."""

    x: float
    label: str
    bars: tuple[Bar, ...]
    total: int
    total_y: float


@dataclass(frozen=True)
class Columns:
    """A chart of stacked columns, in the units of its own picture."""

    width: float
    height: float
    left: float  # where the lines begin
    base: float  # where the columns stand
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]


def scale(largest: int, most: int = 5) -> list[int]:
    """Round numbers from 0 to at least ``largest``, evenly apart, at most ``most`` above 0."""
    size = 1
    while True:
        for step in STEPS:
            if ceil(largest / (step * size)) <= most:
                return [step * size * place for place in range(max(1, ceil(largest / (step * size))) + 1)]
        size *= 10


def stacked(
    columns: Sequence[tuple[str, Sequence[int]]], *, width: float = 420, height: float = 250, left: float = 36,
    top: float = 22, bottom: float = 24, filled: float = 0.64,
) -> Columns:  # fmt: skip
    """Columns of (label, values from the bottom up); ``filled`` is the part of its place that a column takes."""
    marks = scale(max((sum(values) for _label, values in columns), default=0))
    base, place = height - bottom, (width - left) / max(len(columns), 1)
    unit = (base - top) / marks[-1]
    found = []
    for index, (label, values) in enumerate(columns):
        x, below, bars = left + index * place + place * (1 - filled) / 2, 0, []
        for series, value in enumerate(values):
            below += value
            if value:
                bars.append(
                    Bar(round(x, 2), round(base - below * unit, 2), round(place * filled, 2), round(value * unit, 2),
                        series, value)
                )  # fmt: skip
        found.append(
            Column(round(left + (index + 0.5) * place, 2), label, tuple(bars), below, round(base - below * unit - 5, 2))
        )
    ticks = tuple(Tick(round(base - mark * unit, 2), mark) for mark in marks)
    return Columns(width, height, left, base, tuple(found), ticks)


@dataclass(frozen=True)
class Ring:
    """A ring that is open below: from the lower left clockwise to the lower right; degrees from the right."""

    middle: float = 120.0
    radius: float = 94.0
    start: float = 135.0
    sweep: float = 270.0

    def point(self, share: float, radius: float) -> tuple[float, float]:
        """The place at a share of the way round, so far from the middle."""
        angle = (self.start + self.sweep * share) * pi / 180
        return round(self.middle + radius * cos(angle), 2), round(self.middle + radius * sin(angle), 2)

    def arc(self, begin: float, end: float) -> str:
        """The path of a piece of its middle line."""
        (x1, y1), (x2, y2) = self.point(begin, self.radius), self.point(end, self.radius)
        large = int(self.sweep * (end - begin) > 180)
        return f"M{x1:.2f} {y1:.2f}A{self.radius:.2f} {self.radius:.2f} 0 {large} 1 {x2:.2f} {y2:.2f}"

    def line(self, begin: float, end: float, steps: int = 48) -> list[tuple[float, float]]:
        """The same piece as a line of short strokes, where arcs cannot be drawn."""
        count = max(1, ceil(steps * (end - begin)))
        return [self.point(begin + (end - begin) * place / count, self.radius) for place in range(count + 1)]
