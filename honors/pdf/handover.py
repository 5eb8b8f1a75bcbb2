"""The hand-over list of a school: who signs for which certificate. Facts in, the bytes of A4 pages out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kernel.pdf.chinese import arabic_date
from kernel.pdf.fonts import Fonts, open_fonts
from kernel.pdf.lines import fit, wrap
from kernel.pdf.paper import MM, Paper

WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 20 * MM, WIDTH - 20 * MM
COLUMNS = (
    ("序号", 14, 12.0),
    ("姓名", 46, 12.0),
    ("年限", 20, 12.0),
    ("证书编号", 60, 10.5),
    ("签收", 30, 12.0),
)  # mm and size
ROW, HEAD = 11 * MM, 9 * MM
TOP, BOTTOM = HEIGHT - 54 * MM, 24 * MM
CLOSING = 34 * MM  # totals and the lines for the signatures stay together
BODY, SMALL = 12, 9.5
LINES = ((1, 12.0), (2, 9.5), (3, 8.0))  # so many lines stand in a row at that size
TITLE = "荣誉证书交接清单"


@dataclass(frozen=True)
class HandoverRow:
    """One certificate on the list."""

    name: str
    years: int
    number: str


@dataclass(frozen=True)
class HandoverFacts:
    """The list of one school."""

    school: str
    district: str
    issuer: str
    as_of: date
    rows: tuple[HandoverRow, ...]


def draw_lists(lists: Sequence[HandoverFacts], font_dirs: Sequence[Path] = ()) -> tuple[bytes, int]:
    """The lists one after the other, each with its own page numbers, as one PDF, and how many pages it has."""
    fonts = open_fonts(tuple(font_dirs))
    paper = Paper((WIDTH, HEIGHT), fonts, identity=repr(list(lists)), dated=max(one.as_of for one in lists))
    title = f"{lists[0].school} {TITLE}" if len(lists) == 1 else f"{TITLE}（共{len(lists)}所学校）"
    paper.describe(title=title, author=lists[0].issuer, subject=TITLE)
    pages = 0
    for one in lists:
        pages += _list(paper, one)
    return paper.to_bytes(), pages


def paged(rows: Sequence[HandoverRow]) -> list[tuple[HandoverRow, ...]]:
    """Rows by page: as many as fit; the last page keeps room for the closing lines and is never left with
    one or two rows of a long list."""
    full, last = int((TOP - HEAD - BOTTOM) / ROW), int((TOP - HEAD - BOTTOM - CLOSING) / ROW)
    pages, rest = list[tuple[HandoverRow, ...]](), tuple(rows)
    while len(rest) > last:
        take = min(full, max(len(rest) - 3, 1))
        pages.append(rest[:take])
        rest = rest[take:]
    return [*pages, rest]


def _list(paper: Paper, facts: HandoverFacts) -> int:
    pages, place = paged(facts.rows), 1
    for number, rows in enumerate(pages, 1):
        _heading(paper, facts)
        y = _table_head(paper)
        for row in rows:
            y = _row(paper, place, row, y)
            place += 1
        if number == len(pages):
            _closing(paper, facts, y)
        paper.text(WIDTH / 2, 13 * MM, f"第 {number} 页，共 {len(pages)} 页", SMALL, align="centre")
        paper.show_page()
    return len(pages)


def _heading(paper: Paper, facts: HandoverFacts) -> None:
    fonts = paper.fonts
    paper.text(WIDTH / 2, HEIGHT - 28 * MM, TITLE, 22, align="centre", spacing=3, bold=0.4)
    about = f"{facts.issuer}　从事教育工作满三十年、四十年荣誉证书（截至{arabic_date(facts.as_of)}）"
    paper.text(WIDTH / 2, HEIGHT - 37 * MM, about, fit(fonts, about, RIGHT - LEFT, 11), align="centre")
    unit, room = f"学校：{facts.district}　{facts.school}", RIGHT - LEFT
    lines, size = _setting(fonts, unit, room, ((1, 12.0), (2, 10.5)))
    for place, line in enumerate(lines, 1 - len(lines)):
        paper.text(LEFT, HEIGHT - 50 * MM - place * 1.25 * size, line, size)


def _table_head(paper: Paper) -> float:
    y = TOP - HEAD
    paper.put(f"0.93 g {LEFT:.2f} {y:.2f} {RIGHT - LEFT:.2f} {HEAD:.2f} re f 0 g")
    paper.put("0.5 w")
    _grid(paper, y, HEAD)
    x = LEFT
    for title, width, _size in COLUMNS:
        paper.text(x + width * MM / 2, y + 2.9 * MM, title, BODY, align="centre")
        x += width * MM
    return y


def _row(paper: Paper, place: int, row: HandoverRow, top: float) -> float:
    y, x = top - ROW, LEFT
    _grid(paper, y, ROW)
    for (_title, width, size), text in zip(
        COLUMNS, (str(place), row.name, f"{row.years}年", row.number, ""), strict=True
    ):
        _cell(paper, x + width * MM / 2, y, text, width * MM - 3 * MM, size)
        x += width * MM
    return y


def _cell(paper: Paper, middle: float, y: float, text: str, room: float, usual: float) -> None:
    """A text in the middle of its cell; a long one takes two or three lines."""
    lines, size = _setting(paper.fonts, text, room, tuple((count, min(most, usual)) for count, most in LINES))
    start = y + ROW / 2 + (len(lines) - 1) * 0.575 * size - 0.36 * size
    for number, line in enumerate(lines):
        paper.text(middle, start - number * 1.15 * size, line, size, align="centre")


def _setting(fonts: Fonts, text: str, room: float, ways: Sequence[tuple[int, float]]) -> tuple[list[str], float]:
    """The way of breaking a text (so many lines, at most so large) that lets it stand largest."""
    best = ([text], fit(fonts, text, room, ways[0][1]))
    for count, most in ways[1:]:
        lines = wrap(fonts, text, max(room, fonts.width(text, most) / count + most), most)
        size = min(fit(fonts, line, room, most) for line in lines) if 0 < len(lines) <= count else 0.0
        if size > best[1]:
            best = (lines, size)
    return best


def _grid(paper: Paper, y: float, height: float) -> None:
    """The frame of one row; rows share their lines."""
    x, lines = LEFT, [f"{LEFT:.2f} {y:.2f} {RIGHT - LEFT:.2f} {height:.2f} re"]
    for _title, width, _size in COLUMNS[:-1]:
        x += width * MM
        lines.append(f"{x:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l")
    paper.put(" ".join(lines) + " S")


def _closing(paper: Paper, facts: HandoverFacts, y: float) -> None:
    years = sorted({row.years for row in facts.rows}, reverse=True)
    counts = "，".join(f"满{one}年 {sum(row.years == one for row in facts.rows)} 份" for one in years)
    paper.text(LEFT, y - 9 * MM, f"合计 {len(facts.rows)} 份：{counts}。", BODY)
    for place, label in enumerate(("移交人", "接收人", "日期")):
        x = LEFT + place * 58 * MM
        paper.text(x, y - 25 * MM, f"{label}：", BODY)
        start = x + paper.fonts.width(f"{label}：", BODY)
        paper.put(f"0.5 w {start:.2f} {y - 26 * MM:.2f} m {x + 52 * MM:.2f} {y - 26 * MM:.2f} l S")
