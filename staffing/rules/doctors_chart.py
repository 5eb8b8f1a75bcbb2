"""The picture of the way to a target: columns for what was reached, a line for the even way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HEIGHT, LEFT, TOP, BOTTOM = 250.0, 44.0, 22.0, 26.0


@dataclass(frozen=True)
class Column:
    """One year: what was reached, where nothing was counted None."""

    x: float
    middle: float
    y: float
    width: float
    height: float
    label: str
    value: int | None


@dataclass(frozen=True)
class Progress:
    """The picture: sizes, marks, columns, the line."""

    width: float
    height: float
    left: float
    base: float
    ticks: tuple[tuple[float, int], ...]
    columns: tuple[Column, ...]
    line: str


def progress(path: Mapping[int, int], done: Mapping[int, int], *, width: float = 640) -> Progress:
    """Years of the way from the first to the last; a year before the first or after the last is not drawn."""
    most = max([*path.values(), *(done[year] for year in path if year in done), 1])
    step = next(step for size in range(9) for step in (10**size, 2 * 10**size, 5 * 10**size) if most / step <= 5)
    marks = [step * place for place in range(-(-most // step) + 1)]
    base, place = HEIGHT - BOTTOM, (width - LEFT) / max(len(path), 1)
    unit = (base - TOP) / marks[-1]
    columns, points = [], []
    for index, year in enumerate(path):
        middle = LEFT + (index + 0.5) * place
        value = done.get(year)
        tall = (value or 0) * unit
        columns.append(
            Column(
                round(middle - 0.3 * place, 1), round(middle, 1), round(base - tall, 1), round(0.6 * place, 1),
                round(tall, 1), str(year), value,
            )
        )  # fmt: skip
        points.append(f"{middle:.1f},{base - path[year] * unit:.1f}")
    ticks = tuple((round(base - mark * unit, 1), mark) for mark in marks)
    return Progress(width, HEIGHT, LEFT, base, ticks, tuple(columns), " ".join(points))
