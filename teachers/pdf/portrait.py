"""The portrait on paper: facts in, the bytes of A4 pages out, from the same geometry as the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kernel.pdf.fonts import open_fonts
from kernel.pdf.lines import fit, wrap
from kernel.pdf.paper import MM, Align, Paper
from kernel.web.pictures import Dial, Growth, Point, Radar

WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, BOTTOM = 18 * MM, WIDTH - 18 * MM, 20 * MM
INK, MUTED, BLUE, GOLD = (0.11, 0.15, 0.20), (0.35, 0.41, 0.50), (0.04, 0.31, 0.62), (0.72, 0.54, 0.18)
TITLE = "教师数字画像"
ANCHOR: dict[str, Align] = {"start": "left", "middle": "centre", "end": "right"}


@dataclass(frozen=True)
class PaperDimension:
    """A dimension in words."""

    label: str
    points: str
    percent: int
    band: str
    lines: tuple[str, ...]  # an indicator with its arithmetic, then its facts


@dataclass(frozen=True)
class PortraitFacts:
    """What the paper says."""

    issuer: str
    name: str
    teacher_no: str
    unit: str
    year: int
    on: date
    version: str
    document: str
    radar: Radar
    growths: tuple[Growth, ...]
    dial: Dial | None
    hours: str
    dimensions: tuple[PaperDimension, ...]
    note: str


def draw(facts: PortraitFacts, font_dirs: Sequence[Path] = ()) -> bytes:
    """The portrait as a PDF."""
    paper = Paper((WIDTH, HEIGHT), open_fonts(tuple(font_dirs)), identity=repr(facts), dated=facts.on)
    paper.describe(title=f"{facts.name} {TITLE}", author=facts.issuer, subject=f"{TITLE} {facts.year}")
    y = _heading(paper, facts)
    _radar(paper, facts.radar, LEFT - 4 * MM, y)
    _table(paper, facts, LEFT + 106 * MM, y - 12 * MM)
    if facts.dial:
        _dial(paper, facts.dial, facts.hours, LEFT + 112 * MM, y - 66 * MM)
    y -= 96 * MM
    for place, growth in enumerate(facts.growths):
        _growth(paper, growth, LEFT + (place % 3) * 58 * MM, y - (place // 3) * 36 * MM)
    _footer(paper, facts, 1)
    paper.show_page()
    _details(paper, facts)
    return paper.to_bytes()


def _heading(paper: Paper, facts: PortraitFacts) -> float:
    paper.colour(INK)
    paper.text(WIDTH / 2, HEIGHT - 25 * MM, TITLE, 20, align="centre", spacing=3, bold=0.4)
    line = f"{facts.year} 年度　{facts.on:%Y-%m-%d} 计算　{facts.version}"
    paper.text(WIDTH / 2, HEIGHT - 33 * MM, line, 10.5, align="centre")
    paper.text(LEFT, HEIGHT - 43 * MM, f"姓名：{facts.name}", 11)
    paper.text(LEFT + 60 * MM, HEIGHT - 43 * MM, f"教师编号：{facts.teacher_no}", 11)
    unit = f"单位：{facts.unit}"
    paper.text(LEFT, HEIGHT - 50 * MM, unit, fit(paper.fonts, unit, RIGHT - LEFT, 11))
    paper.colour(MUTED)
    y = HEIGHT - 57 * MM
    for line in wrap(paper.fonts, facts.note, RIGHT - LEFT, 8.5):
        paper.text(LEFT, y, line, 8.5)
        y -= 4.4 * MM
    return y - 2 * MM


def _path(paper: Paper, points: Sequence[Point], x: float, y: float, scale: float, *, close: bool = False) -> str:
    moves = [
        f"{x + px * scale:.2f} {y - py * scale:.2f} {'l' if place else 'm'}" for place, (px, py) in enumerate(points)
    ]
    return " ".join(moves) + (" h" if close else "")


def _radar(paper: Paper, radar: Radar, x: float, y: float) -> None:
    """The radar with its upper left corner at a place."""
    scale = 106 * MM / radar.width
    paper.colour((0.75, 0.79, 0.84))
    for _mark, points, _label in radar.rings:
        paper.put("0.5 w " + _path(paper, points, x, y, scale, close=True) + " S")
    centre = (230.0, 188.0)
    for axis in radar.axes:
        paper.put("0.5 w " + _path(paper, [centre, axis.end], x, y, scale) + " S")
    paper.colour(GOLD)
    for axis in radar.axes:
        if axis.middle:
            paper.put("1 J 3 w " + _path(paper, axis.middle, x, y, scale) + " S 0 J")
    paper.colour(BLUE)
    for piece in radar.pieces:
        paper.put("1 j 1.6 w " + _path(paper, piece, x, y, scale) + " S")
    for axis in radar.axes:
        if axis.point:
            px, py = x + axis.point[0] * scale, y - axis.point[1] * scale
            paper.put(f"{px - 2:.2f} {py - 2:.2f} 4 4 re f")
    paper.colour(MUTED)
    for mark, _points, label in radar.rings:
        paper.text(x + label[0] * scale + 1.5, y - label[1] * scale - 6, str(mark), 6)
    paper.colour(INK)
    for axis in radar.axes:
        tx, ty, align = x + axis.text[0] * scale, y - axis.text[1] * scale, ANCHOR[axis.anchor]
        paper.text(tx, ty, axis.label, 8.5, align=align, bold=0.2)
        said = "数据不足" if axis.score is None else f"{axis.score // 10}.{axis.score % 10}"
        paper.text(tx, ty - 10, said, 8.5, align=align)


def _table(paper: Paper, facts: PortraitFacts, x: float, y: float) -> None:
    for one in facts.dimensions:
        paper.colour(INK)
        paper.text(x, y, one.label, 10)
        paper.text(x + 47 * MM, y, one.points, 10, align="right", bold=0.2)
        paper.colour(MUTED)
        words = f"完整度 {one.percent}%" + (f"，{one.band}" if one.band else "")
        paper.text(x, y - 4.4 * MM, words, 7.5)
        y -= 9.4 * MM


def _dial(paper: Paper, dial: Dial, words: str, x: float, y: float) -> None:
    scale = 26 * MM / 220
    paper.colour((0.88, 0.91, 0.94))
    paper.put("6 w " + _path(paper, dial.track_line, x, y, scale) + " S")
    if dial.done_line:
        paper.colour(BLUE)
        paper.put("6 w " + _path(paper, dial.done_line, x, y, scale) + " S")
    paper.colour(INK)
    paper.text(x + 110 * scale, y - 120 * scale, f"{dial.percent}%", 12, align="centre", bold=0.2)
    paper.colour(MUTED)
    top = y - 6 * MM
    for line in wrap(paper.fonts, words, RIGHT - x - 29 * MM, 7.5)[:5]:
        paper.text(x + 28 * MM, top, line, 7.5)
        top -= 4 * MM


def _growth(paper: Paper, growth: Growth, x: float, y: float) -> None:
    scale = 52 * MM / 210
    paper.colour(INK)
    paper.text(x, y, growth.label, 9, bold=0.2)
    top = y - 2 * MM
    paper.put(f"0.5 w {x:.2f} {top - 92 * scale:.2f} m {x + 210 * scale:.2f} {top - 92 * scale:.2f} l S")
    for bar in growth.bars:
        left = x + bar.x * scale
        if bar.score is not None:
            paper.colour(BLUE)
            paper.put(f"{left:.2f} {top - 92 * scale:.2f} {bar.width * scale:.2f} {bar.height * scale:.2f} re f")
        paper.colour(INK)
        points = "—" if bar.score is None else f"{bar.score // 10}.{bar.score % 10}"
        height = bar.y if bar.score is not None else 92
        paper.text(left, top - (height - 4) * scale, points, 7.5)
        paper.text(left, top - 108 * scale, f"{bar.year}{'*' if bar.is_new_version else ''}", 7)


def _details(paper: Paper, facts: PortraitFacts) -> None:
    """The arithmetic of every dimension, on as many pages as it needs."""
    y, page = HEIGHT - 24 * MM, 2
    for one in facts.dimensions:
        lines: list[tuple[str, float, float]] = [(f"{one.label}　{one.points}", 11.0, 0.0)]
        for text in one.lines:
            indent = 4 * MM if text.startswith("　") else 0.0
            lines += [(line, 8.5, indent) for line in wrap(paper.fonts, text.strip("　"), RIGHT - LEFT - indent, 8.5)]
        for place, (text, size, indent) in enumerate(lines):
            room = (14 if place == 0 else 5) * MM
            if y - room < BOTTOM:
                _footer(paper, facts, page)
                paper.show_page()
                y, page = HEIGHT - 24 * MM, page + 1
            if place == 0:
                y -= 3 * MM
            paper.colour(INK if not indent else MUTED)
            paper.text(LEFT + indent, y, text, size, bold=0.2 if place == 0 else 0)
            y -= (7 if place == 0 else 4.6) * MM
    _footer(paper, facts, page)
    paper.show_page()


def _footer(paper: Paper, facts: PortraitFacts, page: int) -> None:
    paper.colour(MUTED)
    paper.text(LEFT, 12 * MM, f"{facts.issuer}　{facts.document}", fit(paper.fonts, facts.document, 130 * MM, 7.5))
    paper.text(RIGHT, 12 * MM, f"第 {page} 页", 7.5, align="right")
