"""The geometry of a radar, a dial, bars by year and a line of time: numbers in, places out. A page draws them as SVG, a
paper as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from kernel.web.charts import Ring

Point = tuple[float, float]
WIDTH, HEIGHT, MIDDLE, RADIUS = 460.0, 380.0, (230.0, 188.0), 128.0
RINGS = (20, 40, 60, 80, 100)
LABEL_GAP = 16.0


@dataclass(frozen=True)
class Axis:
    """One dimension of the radar: the end of its axis, its label, its point (None without a score), and the stretch of
    the axis where the middle half of the cohort lies."""

    label: str
    score: int | None
    end: Point
    text: Point
    anchor: str
    point: Point | None
    middle: tuple[Point, Point] | None


@dataclass(frozen=True)
class Radar:
    """A radar of a fixed scale from 0 to 100: rings, axes, the pieces of the outline between neighbours that both have
    a score; it is filled where all have one."""

    width: float
    height: float
    rings: tuple[tuple[int, tuple[Point, ...], Point], ...]
    axes: tuple[Axis, ...]
    pieces: tuple[tuple[Point, ...], ...]
    is_whole: bool


def radar(values: Sequence[tuple[str, int | None, tuple[int, int] | None]]) -> Radar:
    """Each dimension with its score in tenths and the quarters of its cohort, clockwise from the top."""
    count = len(values)

    def at(place: int, tenths: float) -> Point:
        angle = -pi / 2 + 2 * pi * place / count
        far = RADIUS * tenths / 1000
        return round(MIDDLE[0] + far * cos(angle), 2), round(MIDDLE[1] + far * sin(angle), 2)

    axes = []
    for place, (label, score, quarters) in enumerate(values):
        end, text = at(place, 1000), at(place, 1000 + 1000 * LABEL_GAP / RADIUS)
        if abs(end[0] - MIDDLE[0]) < 1:  # two lines over the top, under the foot
            text = (text[0], text[1] - 20 if end[1] < MIDDLE[1] else text[1] + 8)
        anchor = "middle" if abs(end[0] - MIDDLE[0]) < 1 else "start" if end[0] > MIDDLE[0] else "end"
        middle = (at(place, quarters[0]), at(place, quarters[1])) if quarters else None
        axes.append(Axis(label, score, end, text, anchor, None if score is None else at(place, score), middle))
    pieces, so_far = [], list[Point]()
    is_whole = all(axis.point for axis in axes)
    for place in range(count + 1):
        point = axes[place % count].point
        if point is None:
            if len(so_far) > 1:
                pieces.append(tuple(so_far))
            so_far = []
        else:
            so_far.append(point)
    if len(so_far) > 1:
        pieces.append(tuple(so_far))
    rings = tuple((mark, tuple(at(place, mark * 10) for place in range(count)), at(0, mark * 10)) for mark in RINGS)
    return Radar(WIDTH, HEIGHT, rings, tuple(axes), tuple(pieces), is_whole)


@dataclass(frozen=True)
class Dial:
    """The ring of what is due by now: the track, what is done of it, and its share in whole percent."""

    track: str
    done: str
    track_line: tuple[Point, ...]
    done_line: tuple[Point, ...]
    percent: int


RING = Ring(110.0, 84.0)


def dial(value: int, of: int) -> Dial:
    """What is done of what is due; beyond it the ring is full."""
    part = min(value / of, 1.0) if of else 1.0
    shown = part if part > 0.003 else 0.0
    return Dial(
        RING.arc(0.0, 1.0), RING.arc(0.0, shown) if shown else "", tuple(RING.line(0.0, 1.0)),
        tuple(RING.line(0.0, shown)) if shown else (), min(100 * value // of if of else 100, 999),
    )  # fmt: skip


GROWTH_WIDTH, GROWTH_HEIGHT, GROWTH_BASE, GROWTH_TOP = 210.0, 118.0, 92.0, 20.0


@dataclass(frozen=True)
class YearBar:
    """A year of one dimension: its column (no height without a score), its number, whether another version began."""

    x: float
    y: float
    width: float
    height: float
    year: int
    score: int | None
    is_new_version: bool


@dataclass(frozen=True)
class Growth:
    """One dimension over the years."""

    label: str
    bars: tuple[YearBar, ...]


def growth(label: str, years: Sequence[tuple[int, int | None, bool]]) -> Growth:
    """The scores of one dimension by year, oldest first; True where the year stands under another version than the one
    before."""
    place = GROWTH_WIDTH / max(len(years), 3)
    bars = []
    for number, (year, score, is_new) in enumerate(years):
        height = (GROWTH_BASE - GROWTH_TOP) * (score or 0) / 1000
        x = number * place + place * 0.2
        bars.append(
            YearBar(
                round(x, 1),
                round(GROWTH_BASE - height, 1),
                round(place * 0.6, 1),
                round(height, 1),
                year,
                score,
                is_new,
            )
        )
    return Growth(label, tuple(bars))


@dataclass(frozen=True)
class Span:
    """A stretch of service: where it lies, in which lane."""

    x: float
    width: float
    lane: int
    label: str
    title: str
    is_teaching: bool


@dataclass(frozen=True)
class Event:
    """An event on the line, with its number in the list below."""

    x: float
    y: float
    number: int
    title: str


@dataclass(frozen=True)
class Timeline:
    """A career from its first month to today."""

    width: float
    height: float
    base: float
    years: tuple[tuple[float, int], ...]
    spans: tuple[Span, ...]
    marks: tuple[Event, ...]


TIME_WIDTH, TIME_LEFT, TIME_RIGHT, LANE, TIME_TOP = 760.0, 16.0, 744.0, 24.0, 40.0


def timeline(
    spans: Sequence[tuple[date, date | None, str, str, bool]], events: Sequence[tuple[date, str]], on: date
) -> Timeline | None:
    """Stretches (first month, last month or None, short word, sentence, whether it is teaching) and events (day,
    sentence); None where there is nothing. Stretches that overlap stand in lanes under each other."""
    days = [start for start, *_rest in spans] + [day for day, _title in events]
    if not days:
        return None
    first = date(min(days).year, 1, 1)
    whole = max((on - first).days, 365)

    def at(day: date) -> float:
        return round(TIME_LEFT + (TIME_RIGHT - TIME_LEFT) * min(max((day - first).days, 0), whole) / whole, 1)

    lanes, drawn = list[date](), []
    for start, end, word, title, is_teaching in sorted(spans):
        last = min(end, on) if end else on
        lane = next((number for number, busy in enumerate(lanes) if busy <= start), len(lanes))
        lanes[lane : lane + 1] = [last]
        x = at(start)
        width = max(at(last) - x, 4.0)
        drawn.append(Span(x, round(width, 1), lane, word if width > 16 * len(word) else "", title, is_teaching))
    base = TIME_TOP + LANE * max(len(lanes), 1) + 6
    step = max(1, -(-(on.year - first.year) // 9))
    years = tuple((at(date(year, 1, 1)), year) for year in range(first.year, on.year + 1, step))
    marks, rows = [], list[float]()
    for number, (day, title) in enumerate(sorted(events), 1):
        x = at(day)
        row = next((place for place, busy in enumerate(rows) if busy < x - 20), len(rows))
        rows[row : row + 1] = [x]
        marks.append(Event(x, base + 34 + 22 * row, number, title))
    height = base + 34 + 22 * max(len(rows), 1)
    return Timeline(TIME_WIDTH, height, base, years, tuple(drawn), tuple(marks))
