"""The transcript of a cycle: facts in, the bytes of A4 pages out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kernel.pdf.chinese import arabic_date
from kernel.pdf.fonts import open_fonts
from kernel.pdf.lines import fit, wrap
from kernel.pdf.paper import MM, Align, Paper

WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 18 * MM, WIDTH - 18 * MM
TITLE = "培训学时证明"
COLUMNS: tuple[tuple[str, float, Align], ...] = (
    ("起止日期", 40, "left"), ("项目名称", 60, "left"), ("级别", 14, "centre"), ("方式", 14, "centre"),
    ("登记", 14, "right"), ("计入", 14, "right"), ("状态", 18, "centre"),
)  # fmt: skip
BODY, SMALL = 9.5, 8.0
LINE, PAD, HEAD = 4.6 * MM, 1.6 * MM, 8 * MM
BOTTOM = 26 * MM
INK, MUTED, BLUE = (0.11, 0.15, 0.20), (0.35, 0.41, 0.50), (0.04, 0.31, 0.62)


@dataclass(frozen=True)
class TranscriptRow:
    """One entry that counts; hours as people write them."""

    first: date
    last: date
    title: str
    level: str
    mode: str
    raw: str
    counted: str
    state: str
    note: str = ""  # how it was counted, where a limit cut it


@dataclass(frozen=True)
class TranscriptFacts:
    """What the paper says."""

    issuer: str
    name: str
    teacher_no: str
    school: str
    district: str
    cycle: str
    on: date
    due: str
    raw: str
    counted: str
    higher: str
    floor: str
    verdict: str
    rule: str
    buckets: tuple[tuple[str, str, str, str], ...]  # mode, raw, counted, cap
    rows: tuple[TranscriptRow, ...]


def draw(facts: TranscriptFacts, font_dirs: Sequence[Path] = ()) -> bytes:
    """The transcript as a PDF."""
    paper = Paper((WIDTH, HEIGHT), open_fonts(tuple(font_dirs)), identity=repr(facts), dated=facts.on)
    paper.describe(title=f"{facts.name} {TITLE}", author=facts.issuer, subject=f"{TITLE} {facts.cycle}")
    pages = _paged(paper, facts)
    for number, rows in enumerate(pages, 1):
        y = _heading(paper, facts) if number == 1 else HEIGHT - 22 * MM
        y = _head(paper, y)
        for lines, row in rows:
            y = _row(paper, row, lines, y)
        if not facts.rows:
            paper.colour(MUTED)
            paper.text(LEFT + 2 * MM, y - 6 * MM, "本周期截至打印日没有已认定的学时。", BODY)
        if number == len(pages):
            _closing(paper, facts, y)
        paper.colour(MUTED)
        paper.text(WIDTH / 2, 12 * MM, f"第 {number} 页，共 {len(pages)} 页", SMALL, align="centre")
        paper.show_page()
    return paper.to_bytes()


Set = tuple[list[str], TranscriptRow]


def _paged(paper: Paper, facts: TranscriptFacts) -> list[list[Set]]:
    """Rows by page with the lines of their titles; the last page keeps room for the closing lines."""
    top = HEIGHT - (104 + 6 * ((len(facts.buckets) + 1) // 2)) * MM
    left, pages, page = top - HEAD - BOTTOM, list[list[Set]](), list[Set]()
    for row in facts.rows:
        lines = wrap(paper.fonts, row.title, COLUMNS[1][1] * MM - 3 * MM, BODY)[:3]
        room = _height(lines, row)
        if room > left:
            pages.append(page)
            page, left = [], HEIGHT - 22 * MM - HEAD - BOTTOM
        page.append((lines, row))
        left -= room
    pages.append(page)
    if left < 30 * MM and page:
        pages.append([page.pop()])
    return pages


def _height(lines: list[str], row: TranscriptRow) -> float:
    return max(len(lines), 1) * LINE + (LINE if row.note else 0) + 2 * PAD


def _heading(paper: Paper, facts: TranscriptFacts) -> float:
    fonts = paper.fonts
    paper.colour(INK)
    paper.text(WIDTH / 2, HEIGHT - 28 * MM, TITLE, 22, align="centre", spacing=4, bold=0.4)
    paper.text(WIDTH / 2, HEIGHT - 36 * MM, f"{facts.cycle} 年周期　截至{arabic_date(facts.on)}", 11, align="centre")
    y = HEIGHT - 48 * MM
    for left, right in (
        ((f"姓名：{facts.name}"), (f"教师编号：{facts.teacher_no}")),
        ((f"单位：{facts.district}　{facts.school}"), ""),
    ):
        paper.text(LEFT, y, left, fit(fonts, left, (RIGHT - LEFT) * (0.55 if right else 1), 11))
        paper.text(LEFT + (RIGHT - LEFT) * 0.58, y, right, 11)
        y -= 7 * MM
    y -= 2 * MM
    boxes = (("应修学时", facts.due), ("登记学时", facts.raw), ("计入学时", facts.counted),
             ("其中县级以上", f"{facts.higher} / {facts.floor}"), ("结论", facts.verdict))  # fmt: skip
    room = (RIGHT - LEFT) / len(boxes)
    for place, (label, value) in enumerate(boxes):
        x = LEFT + place * room
        paper.colour((0.94, 0.96, 0.98))
        paper.put(f"{x:.2f} {y - 15 * MM:.2f} {room - 2 * MM:.2f} {15 * MM:.2f} re f")
        paper.colour(MUTED)
        paper.text(x + 2.5 * MM, y - 5 * MM, label, SMALL)
        paper.colour(BLUE)
        paper.text(x + 2.5 * MM, y - 12 * MM, value, fit(fonts, value, room - 6 * MM, 14), bold=0.2)
    y -= 23 * MM
    for place, (mode, raw, counted, cap) in enumerate(facts.buckets):
        x = LEFT + (place % 2) * (RIGHT - LEFT) / 2
        paper.colour(INK)
        paper.text(x, y, f"{mode}：登记 {raw}，计入 {counted}（{cap}）", BODY)
        if place % 2 or place == len(facts.buckets) - 1:
            y -= 6 * MM
    return y - 1 * MM


def _head(paper: Paper, top: float) -> float:
    paper.colour((0.87, 0.92, 0.97))
    paper.put(f"{LEFT:.2f} {top - HEAD:.2f} {RIGHT - LEFT:.2f} {HEAD:.2f} re f")
    paper.colour(INK)
    x = LEFT
    for title, width, align in COLUMNS:
        _cell(paper, x, width, top - 5.4 * MM, title, align)
        x += width * MM
    return top - HEAD


def _cell(paper: Paper, x: float, width: float, y: float, text: str, align: Align) -> None:
    room = width * MM
    at = {"left": x + 1.5 * MM, "centre": x + room / 2, "right": x + room - 1.5 * MM}[align]
    paper.text(at, y, text, fit(paper.fonts, text, room - 3 * MM, BODY), align=align)


def _row(paper: Paper, row: TranscriptRow, lines: list[str], top: float) -> float:
    height = _height(lines, row)
    paper.colour(INK)
    days = f"{row.first:%Y-%m-%d}" if row.first == row.last else f"{row.first:%Y-%m-%d}～{row.last:%m-%d}"
    if row.first.year != row.last.year:
        days = f"{row.first:%Y-%m-%d}～{row.last:%Y-%m-%d}"
    y, x = top - PAD - 3.4 * MM, LEFT
    for place, text in enumerate((days, "", row.level, row.mode, row.raw, row.counted, row.state)):
        _title, width, align = COLUMNS[place]
        if place == 1:
            for number, line in enumerate(lines):
                paper.text(x + 1.5 * MM, y - number * LINE, line, BODY)
        else:
            _cell(paper, x, width, y, text, align)
        x += width * MM
    if row.note:
        paper.colour(MUTED)
        note = row.note
        at = LEFT + COLUMNS[0][1] * MM + 1.5 * MM
        paper.text(at, y - max(len(lines), 1) * LINE, note, fit(paper.fonts, note, RIGHT - at - 2 * MM, SMALL))
    paper.colour((0.80, 0.84, 0.89))
    paper.put(f"0.5 w {LEFT:.2f} {top - height:.2f} m {RIGHT:.2f} {top - height:.2f} l S")
    return top - height


def _closing(paper: Paper, facts: TranscriptFacts, y: float) -> None:
    paper.colour(MUTED)
    for place, line in enumerate(wrap(paper.fonts, f"计算规则：{facts.rule}", RIGHT - LEFT, SMALL)):
        paper.text(LEFT, y - 7 * MM - place * 4.2 * MM, line, SMALL)
    paper.colour(INK)
    paper.text(RIGHT, BOTTOM + 2 * MM, f"{facts.issuer}　{arabic_date(facts.on)}", 10.5, align="right")
