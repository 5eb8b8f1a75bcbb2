"""The geometry of the hours dial and of the pace chart: numbers in, places in a picture out. No colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kernel.web.charts import Ring

SIZE, RADIUS = 240.0, 94.0
_RING = Ring(SIZE / 2, RADIUS)


@dataclass(frozen=True)
class Arc:
    """A piece of the ring: the path of its middle line."""

    name: str
    path: str


@dataclass(frozen=True)
class Dial:
    """The ring of a cycle: the track, what counts (from above, other), what waits, and the mark of the pace."""

    size: float
    track: str
    arcs: tuple[Arc, ...]
    mark: tuple[float, float, float, float]
    mark_label: tuple[float, float]
    percent: int


def dial(*, due: int, higher: int, counted: int, pending: int, pace: int) -> Dial:
    """The dial of what is due; whatever goes beyond it fills the ring and no more."""
    whole = max(due, 1)
    ends = [("higher", higher), ("other", counted), ("pending", counted + pending)]
    arcs, begin = [], 0.0
    for name, value in ends:
        end = min(value / whole, 1.0)
        if end - begin > 0.0005:
            arcs.append(Arc(name, _RING.arc(begin, end)))
            begin = end
    at = min(pace / whole, 1.0)
    (x1, y1), (x2, y2) = _RING.point(at, RADIUS - 15), _RING.point(at, RADIUS + 15)
    return Dial(
        SIZE,
        _RING.arc(0.0, 1.0),
        tuple(arcs),
        (x1, y1, x2, y2),
        _RING.point(at, RADIUS + 24),
        min(counted * 100 // whole, 999),
    )


WIDTH, HEIGHT, LEFT, TOP, BASE = 560.0, 250.0, 44.0, 14.0, 218.0


@dataclass(frozen=True)
class Mark:
    """A place of the chart with its number."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class PaceChart:
    """What is done and what is due over the years of a cycle: the line of an even pace, the steps of what counts, the
    dashed line of the pace so far."""

    width: float
    height: float
    left: float
    base: float
    even: str
    done: str
    area: str
    ahead: str
    years: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    today: Mark


def pace_chart(
    *, first_year: int, last_year: int, months_before: int, due: int, by_year: Mapping[int, int], months_now: int,
    expected: Sequence[tuple[int, int]],
) -> PaceChart:  # fmt: skip
    """``months_before``: months of the cycle before entry; ``months_now``: months of the cycle over by today;
    ``by_year``: tenths that count, by year; ``expected``: tenths by the end of each year to come."""
    months = 12 * (last_year - first_year + 1)
    done = [(months_before, 0)]
    total = 0
    for year in range(first_year, last_year + 1):
        end = min(12 * (year - first_year + 1), months_now)
        if end > done[-1][0]:
            total += by_year.get(year, 0)
            done.append((end, total))
    ahead = [done[-1], *((12 * (year - first_year + 1), tenths) for year, tenths in expected)]
    most = max(due, max(tenths for _month, tenths in (*done, *ahead)), 1)

    def at(month: float, tenths: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - 12) * month / months
        return round(x, 1), round(BASE - (BASE - TOP) * tenths / most, 1)

    def line(points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{x},{y}" for x, y in (at(*one) for one in points))

    area = line([*done, (done[-1][0], 0), (done[0][0], 0)])
    years = tuple(
        Mark(at(12 * n + 6, 0)[0], HEIGHT - 10, str(first_year + n)) for n in range(last_year - first_year + 1)
    )
    step = max(due // 10 // 4, 1)
    ticks = tuple(Mark(LEFT, at(0, value * 10)[1], str(value)) for value in range(0, most // 10 + 1, step))
    x, y = at(*done[-1])
    return PaceChart(
        WIDTH, HEIGHT, LEFT, BASE, line([(months_before, 0), (months, due)]), line(done), area,
        line(ahead) if expected else "", years, ticks, Mark(x, y, ""),
    )  # fmt: skip
