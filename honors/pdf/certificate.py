"""The certificate for 30 and 40 years in education: facts and a layout in, the bytes of a PDF out.

``draw`` (one), ``draw_merged`` (a list as one file) and ``draw_merged_to`` (any number, into a file) are pure: the same
facts and the same layout give the same bytes.

A picture of a seal is no seal (电子签名法; GB/T 38540—2020): the paper says that it is the print version and is
checked online.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from honors.pdf.ground import BASE, background, draw_body
from honors.pdf.layout import CHINESE, DEFAULT_LAYOUT, Layout, Sheet, fill, is_fixed
from honors.pdf.ornament import GOLD, INK
from honors.pdf.setting import Body, balanced, body
from kernel.errors import RuleBroken
from kernel.pdf import qr
from kernel.pdf.chinese import arabic_date, chinese_date, numeral
from kernel.pdf.fonts import Fonts, open_fonts
from kernel.pdf.lines import fit
from kernel.pdf.paper import Paper


@dataclass(frozen=True)
class CertificateFacts:
    """What one certificate says; ``school`` is the unit as on the day of issue and may be empty."""

    name: str
    years: int
    school: str
    issuer: str
    issued_on: date
    number: str
    check_url: str
    copy_index: int = 0
    draft: bool = False


class Plan:
    """What is worked out once for a layout: fonts, places, the wording when it is the same for everybody."""

    def __init__(self, layout: Layout, font_dirs: tuple[Path, ...]) -> None:
        self.layout, self.sheet = layout, Sheet(layout)
        self.fonts = open_fonts(font_dirs, BASE + layout.fixed_text())
        self.is_common = all(map(is_fixed, layout.wording))
        self.occasion_is_common = is_fixed(layout.occasion)
        self._bodies: dict[int, Body] = {}

    def common_body(self, years: int) -> Body | None:
        """The wording as set for all certificates of so many years; None when it names one holder's facts."""
        if self.is_common and years not in self._bodies:
            values = {"years": str(years), "years_cn": numeral(years)}
            self._bodies[years] = self.body([fill(line, values) for line in self.layout.wording])
        return self._bodies.get(years)

    def body(self, texts: Sequence[str]) -> Body:
        """The wording set into its room. RuleBroken ``wording_long`` when it does not fit."""
        sheet = self.sheet
        left, right = sheet.column
        made = body(self.fonts, texts, right - left, sheet.body_top - sheet.floor, 18.8 * sheet.k, 0.03 * sheet.spare)
        if made is None:
            raise RuleBroken("wording_long", "正文在这种纸张上放不下，请减少字数或行数，或者换用更大的纸张。")
        return made


@lru_cache(maxsize=64)
def plan_of(layout: Layout, font_dirs: tuple[Path, ...]) -> Plan:
    """The shared plan of a layout."""
    return Plan(layout, font_dirs)


def draw(facts: CertificateFacts, layout: Layout = DEFAULT_LAYOUT, font_dirs: Sequence[Path] = ()) -> bytes:
    """One certificate as a PDF. RuleBroken ``glyph_missing`` when no font draws one of its characters."""
    return draw_merged([facts], layout, font_dirs)


def draw_merged(
    batch: Sequence[CertificateFacts], layout: Layout = DEFAULT_LAYOUT, font_dirs: Sequence[Path] = ()
) -> bytes:
    """All certificates of ``batch`` as one PDF, a page each, with one background and shared fonts."""
    return _document(batch, plan_of(layout, tuple(font_dirs)), None)[0]


def draw_merged_to(
    path: Path,
    batch: Iterable[CertificateFacts],
    layout: Layout = DEFAULT_LAYOUT,
    font_dirs: Sequence[Path] = (),
) -> int:
    """The same bytes into a file, page by page as ``batch`` gives them, so that memory does not grow with their
    number; how many pages. A refusal leaves no file behind."""
    plan, unfinished = plan_of(layout, tuple(font_dirs)), path.with_name(path.name + ".drawing")
    try:
        with unfinished.open("wb") as out:
            pages = _document(batch, plan, out)[1]
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return pages


def _document(batch: Iterable[CertificateFacts], plan: Plan, out: BinaryIO | None) -> tuple[bytes, int]:
    paper, first, pages = Paper(plan.sheet.size, plan.fonts, identity=plan.layout.identity, out=out), None, 0
    for facts in batch:
        refuse_missing(facts, plan.fonts)
        paper.made_of(repr(facts), facts.issued_on)
        draw_page(paper, facts, plan)
        paper.show_page()
        first, pages = first or facts, pages + 1
    if first is None:
        raise ValueError("no certificate to draw")
    title = f"{plan.layout.title} {first.number}" if pages == 1 else f"{plan.layout.title}（共{pages}份）"
    paper.describe(title=title, author=first.issuer, subject=fill(plan.layout.occasion, values_of(first, plan.layout)))
    return paper.to_bytes(), pages


def values_of(facts: CertificateFacts, layout: Layout) -> dict[str, str]:
    """What stands for each placeholder."""
    return {
        "name": facts.name,
        "years": str(facts.years),
        "years_cn": numeral(facts.years),
        "school": facts.school,
        "issuer": facts.issuer,
        "date": printed_date(facts.issued_on, layout),
        "cert_no": printed_number(facts),
    }


def printed_date(day: date, layout: Layout) -> str:
    """The day in the layout's style."""
    return chinese_date(day) if layout.date_style == CHINESE else arabic_date(day)


def printed_number(facts: CertificateFacts) -> str:
    """The number; a copy that replaces a lost paper says so."""
    return facts.number + (f" 补{facts.copy_index}" if facts.copy_index else "")


def refuse_missing(facts: CertificateFacts, fonts: Fonts) -> None:
    """RuleBroken ``glyph_missing`` that names the person and the characters that no font draws."""
    for text in (facts.name, facts.school, facts.issuer, facts.number):
        if missing := fonts.missing(text):
            chars = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing)
            raise RuleBroken(
                "glyph_missing",
                "{name}的证书无法打印：现有字库缺少{chars}字形，请先安装含有该字的字库再出证。",
                name=facts.name,
                chars=chars,
            )


def draw_page(paper: Paper, facts: CertificateFacts, plan: Plan) -> None:
    """One certificate on the page that is being drawn."""
    sheet, common = plan.sheet, plan.common_body(facts.years)
    paper.stamp(background(plan.fonts, facts.years, facts.draft, plan.layout, common))
    if not plan.occasion_is_common:
        paper.colour(GOLD)
        _occasion(paper, fill(plan.layout.occasion, values_of(facts, plan.layout)), sheet)
    paper.colour(INK)
    if common is None:
        values = values_of(facts, plan.layout)
        draw_body(paper, plan.body([fill(line, values) for line in plan.layout.wording]), sheet)
    _addressee(paper, facts, sheet)
    _signature(paper, facts, sheet)
    _code(paper, facts, sheet)


def _occasion(paper: Paper, text: str, sheet: Sheet) -> None:
    left, right = sheet.column
    size = fit(paper.fonts, text, right - left, 14 * sheet.k)
    paper.text(sheet.centre, sheet.below(42.5, 0.18), text, size, align="centre")


def _addressee(paper: Paper, facts: CertificateFacts, sheet: Sheet) -> None:
    """Unit, name and salutation; each shrinks to its line, a very long one takes two."""
    fonts, k, (left, right) = paper.fonts, sheet.k, sheet.column
    room = right - left
    if facts.school and sheet.layout.shows_unit:
        size, lines = balanced(fonts, facts.school, room, 15 * k, 10.5 * k, 2)
        for place, line in enumerate(lines, 1 - len(lines)):
            paper.text(left, sheet.below(55.5, 0.34) - place * 1.25 * size, line, size)
    if sheet.layout.names_person:
        return
    gap, end = 6 * k, fonts.width(sheet.layout.salutation, 20 * k)
    size, lines = balanced(fonts, facts.name, room - gap - end, 28 * k, 15 * k, 2)
    is_long, y = len(lines) > 1, sheet.below(68.5, 0.37)
    if is_long:
        paper.text(left, y + 8 * k, lines[0], size, bold=size / 100)
        y -= 10 * k
    paper.text(left, y, lines[-1], size, bold=size / 100)
    x = left + fonts.width(lines[-1], size) + gap
    paper.text(x, y, sheet.layout.salutation, size if is_long else 20 * k)


def _signature(paper: Paper, facts: CertificateFacts, sheet: Sheet) -> None:
    """Issuer and date in the middle of the room for the seal; a long issuer takes up to three lines."""
    (x, y), k = sheet.seal, sheet.k
    size, lines = balanced(paper.fonts, facts.issuer, sheet.up(88), 18 * k, 12.2 * k, 3)
    leading = 1.3 * size
    y += sheet.up(2.5) + leading * (len(lines) - 1) / 2
    for line in lines:
        paper.text(x, y, line, size, align="centre")
        y -= leading
    paper.text(x, y + leading - sheet.up(9), printed_date(facts.issued_on, sheet.layout), 14 * k, align="centre")


def _code(paper: Paper, facts: CertificateFacts, sheet: Sheet) -> None:
    """The number, and the code that leads to the check page."""
    x, y = sheet.code
    room = sheet.code_room
    paper.text(sheet.beside_code, y + sheet.up(0.4), printed_number(facts), 13 * sheet.k)
    symbol, _side = qr.operators(qr.encode(facts.check_url), x - room / 2, y - room / 2, room)
    paper.put(symbol)
