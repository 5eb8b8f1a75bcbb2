"""The certificate for 30 and 40 years in education: facts in, the bytes of an A4 page out.

It carries no seal. A picture of a seal is none (电子签名法; GB/T 38540—2020), so the paper leaves room for the stamp
and says that it is the print version, checked online.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from honors.pdf import ornament
from honors.pdf.ornament import GOLD, GREY, INK, PALE, RED, SOFT
from kernel.errors import RuleBroken
from kernel.pdf import qr
from kernel.pdf.chinese import chinese_date, numeral
from kernel.pdf.fonts import Fonts, open_fonts
from kernel.pdf.lines import fit, wrap
from kernel.pdf.paper import MM, Drawing, Paper

WIDTH, HEIGHT = 297 * MM, 210 * MM
CENTRE = WIDTH / 2
LEFT, RIGHT = 42 * MM, WIDTH - 42 * MM
SEAL_X, SEAL_Y, SEAL_RADIUS = 221 * MM, 50 * MM, 22.5 * MM  # seals of offices measure up to 4.5 cm
QR_X, QR_Y, QR_ROOM = 39.5 * MM, 37.5 * MM, 28 * MM
BODY_SIZE, BODY_LEADING, BODY_TOP = 18.8, 33.0, 107 * MM

TITLE = "荣誉证书"
SALUTATION = "老师："
SENTENCE = (  # a line each, broken where the sense allows it
    "您从事教育工作已满{years}年。{years}年来，您忠诚于人民的教育事业，",
    "立德树人，潜心育人，以学识、仁爱和坚守陪伴一代又一代孩子成长，",
    "为教育事业作出了积极贡献。特颁此证，谨致崇高敬意和衷心感谢！",
)
OCCASION = "从事教育工作{years}年"
NUMBER = "证书编号"
CHECK = "扫码核验"
CHECK_HINT = "扫描二维码，可在线核对证书信息与当前状态"
SEAL = "（用印处）"
DRAFT = "打印样张"
DRAFT_SEAL = "（样章）"
FOOTER = "本证书为打印版，是否有效以在线核验结果为准。"
COMMON = (
    "".join((TITLE, SALUTATION, *SENTENCE, OCCASION, NUMBER, CHECK, CHECK_HINT, SEAL, DRAFT, DRAFT_SEAL, FOOTER))
    + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-·（） 补〇一二三四五六七八九十年月日"
    + "江苏省泰州市人民政府教育局海陵区姜堰高港兴化靖江泰兴医药新第小学初级中高幼儿园实验附属职业技术特殊外国语"
)


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


def draw(facts: CertificateFacts, font_dirs: Sequence[Path] = ()) -> bytes:
    """One certificate as a PDF. RuleBroken ``glyph_missing`` when no font draws one of its characters."""
    return draw_merged([facts], font_dirs)


def draw_merged(batch: Sequence[CertificateFacts], font_dirs: Sequence[Path] = ()) -> bytes:
    """All certificates of ``batch`` as one PDF, a page each, with one background and shared fonts."""
    if not batch:
        raise ValueError("no certificate to draw")
    fonts = open_fonts(tuple(font_dirs), COMMON)
    for facts in batch:
        _refuse_missing(facts, fonts)
    first = batch[0]
    paper = Paper((WIDTH, HEIGHT), fonts, identity=repr(list(batch)), dated=max(facts.issued_on for facts in batch))
    title = f"{TITLE} {first.number}" if len(batch) == 1 else f"{TITLE}（共{len(batch)}份）"
    paper.describe(title=title, author=first.issuer, subject=OCCASION.format(years=numeral(first.years)))
    for facts in batch:
        _page(paper, facts)
        paper.show_page()
    return paper.to_bytes()


def _refuse_missing(facts: CertificateFacts, fonts: Fonts) -> None:
    for text in (facts.name, facts.school, facts.issuer, facts.number):
        if missing := fonts.missing(text):
            chars = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing)
            message = f"{facts.name}的证书无法打印：现有字库缺少{chars}字形，请先安装含有该字的字库再出证。"
            raise RuleBroken("glyph_missing", message)


def _page(paper: Paper, facts: CertificateFacts) -> None:
    fonts = paper.fonts
    paper.stamp(_background(fonts, facts.years, facts.draft))
    paper.colour(INK)
    _addressee(paper, facts)
    _signature(paper, facts)
    number = facts.number + (f" 补{facts.copy_index}" if facts.copy_index else "")
    paper.text(QR_X + QR_ROOM + 3 * MM, 52.2 * MM, number, 13)
    symbol, _ = qr.operators(qr.encode(facts.check_url), QR_X, QR_Y, QR_ROOM)
    paper.put(symbol)


def _addressee(paper: Paper, facts: CertificateFacts) -> None:
    """Unit, name and salutation; each shrinks to its line, a very long unit takes two."""
    fonts, room = paper.fonts, RIGHT - LEFT
    size = max(fit(fonts, facts.school, room, 15), 11)
    lines = wrap(fonts, facts.school, room, size)
    for place, line in enumerate(lines, 1 - len(lines)):
        paper.text(LEFT, 133.5 * MM - place * 1.25 * size, line, size)
    gap, end = 6.0, fonts.width(SALUTATION, 20)
    size = fit(fonts, facts.name, room - gap - end, 28)
    paper.text(LEFT, 120.5 * MM, facts.name, size, bold=size / 100)
    paper.text(LEFT + fonts.width(facts.name, size) + gap, 120.5 * MM, SALUTATION, 20)


def _signature(paper: Paper, facts: CertificateFacts) -> None:
    """Issuer and date in the middle of the room for the seal."""
    room = 2 * (RIGHT + 10 * MM - SEAL_X)
    paper.text(SEAL_X, 52.5 * MM, facts.issuer, fit(paper.fonts, facts.issuer, room, 18), align="centre")
    paper.text(SEAL_X, 43.5 * MM, chinese_date(facts.issued_on), 14, align="centre")


@lru_cache(maxsize=32)
def _background(fonts: Fonts, years: int, draft: bool) -> Drawing:
    """Everything that certificates of one kind have in common."""
    name = f"certificate{years}" + ("draft" if draft else "")
    return Drawing(name, (0, 0, WIDTH, HEIGHT), fonts, lambda paper: _draw_background(paper, years, draft))


def _draw_background(paper: Paper, years: int, draft: bool) -> None:
    rosette = ornament.rosette(paper.fonts)
    paper.colour(PALE)
    paper.put("0.3 w")
    scale = 0.66 * HEIGHT / 200
    paper.stamp(rosette, (scale, 0, 0, scale, CENTRE - 100 * scale, 104 * MM - 100 * scale))
    if draft:
        _draft_mark(paper)
    ornament.border(paper, WIDTH, HEIGHT, rosette)
    paper.colour(RED)
    paper.text(CENTRE, 162 * MM, TITLE, 50, align="centre", spacing=16, bold=1.1)
    paper.colour(GOLD)
    ornament.rule(paper, CENTRE, 155 * MM, 62 * MM)
    paper.text(CENTRE, 146.5 * MM, OCCASION.format(years=numeral(years)), 14, align="centre", spacing=3)
    paper.colour(INK)
    _body(paper, numeral(years))
    _seal_place(paper, DRAFT_SEAL if draft else SEAL)
    paper.colour(GREY)
    paper.text(QR_X + QR_ROOM + 3 * MM, 58.5 * MM, NUMBER, 10)
    paper.text(QR_X + QR_ROOM / 2, 34.2 * MM, CHECK, 9, align="centre", spacing=1)
    paper.text(QR_X + QR_ROOM + 3 * MM, 45 * MM, CHECK_HINT, 8.5)
    paper.text(CENTRE, 24.6 * MM, FOOTER, 8.5, align="centre", spacing=0.4)


def _body(paper: Paper, years: str) -> None:
    """The sentence with an indent of two characters, all lines but the last spread to the margin."""
    for place, pattern in enumerate(SENTENCE):
        line = pattern.format(years=years)
        start = LEFT if place else LEFT + 2 * BODY_SIZE
        rest = RIGHT - start - paper.fonts.width(line, BODY_SIZE)
        spacing = rest / (len(line) - 1) if place < len(SENTENCE) - 1 else 0
        paper.text(start, BODY_TOP - place * BODY_LEADING, line, BODY_SIZE, spacing=spacing)


def _seal_place(paper: Paper, caption: str) -> None:
    """Two dotted arcs that leave the issuer's line free, for the stamp."""
    box = (SEAL_X - SEAL_RADIUS, SEAL_Y - SEAL_RADIUS, SEAL_X + SEAL_RADIUS, SEAL_Y + SEAL_RADIUS)
    paper.colour(SOFT)
    paper.put("0.7 w [2 2.6] 0 d")
    for start in (33, 213):
        paper.canvas.arc(*box, start, 114)
    paper.put("[] 0 d")
    paper.text(SEAL_X, SEAL_Y - 0.76 * SEAL_RADIUS, caption, 9, align="centre")


def _draft_mark(paper: Paper) -> None:
    paper.colour((0.957, 0.867, 0.859))
    paper.put(f"q 0.906 0.423 -0.423 0.906 {CENTRE:.2f} {96 * MM:.2f} cm")
    paper.text(0, 0, DRAFT, 118, align="centre", spacing=18)
    paper.put("Q")
