"""What certificates of one kind have in common: drawn and deflated once, shared by every page and file."""

from __future__ import annotations

from functools import lru_cache

from honors.pdf import ornament
from honors.pdf.layout import IMAGE, PLACE, SPECIMEN, Layout, Sheet, fill, is_fixed
from honors.pdf.ornament import GOLD, GREY, INK, PALE, RED, SOFT
from honors.pdf.setting import Body
from kernel.pdf.chinese import numeral
from kernel.pdf.fonts import Fonts
from kernel.pdf.lines import fit
from kernel.pdf.paper import MM, Colour, Drawing, Paper
from kernel.pdf.picture import Picture

NUMBER = "证书编号"
CHECK = "扫码核验"
CHECK_HINT = "扫描二维码，可在线核对证书信息与当前状态"
SEAL = "（用印处）"
DRAFT = "打印样张"
DRAFT_SEAL = "（样章）"
SPECIMEN_SEAL = "样章"
FOOTER = "本证书为打印版，是否有效以在线核验结果为准。"
PICTURE_FOOTER = "本证书为打印版，所印印章为图样，不是电子印章；是否有效以在线核验结果为准。"
SPECIMEN_FOOTER = "本件所印为样章，不作证书使用。"
BASE = (
    "".join(
        (NUMBER, CHECK, CHECK_HINT, SEAL, DRAFT, DRAFT_SEAL, SPECIMEN_SEAL, FOOTER, PICTURE_FOOTER, SPECIMEN_FOOTER)
    )
    + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-·（） 补〇一二三四五六七八九十年月日"
    + "江苏省泰州市人民政府教育局海陵区姜堰高港兴化靖江泰兴医药新第小学初级中高幼儿园实验附属职业技术特殊外国语"
)
FAINT: Colour = (0.957, 0.867, 0.859)
STAMP: Colour = (0.839, 0.412, 0.412)


@lru_cache(maxsize=64)
def background(fonts: Fonts, years: int, draft: bool, layout: Layout, body: Body | None) -> Drawing:
    """The shared drawing of a kind of certificate."""
    name = f"certificate{years}" + ("draft" if draft else "")
    box = (0, 0, *Sheet(layout).size)
    return Drawing(name, box, fonts, lambda paper: draw_background(paper, years, draft, layout, body))


def draw_background(paper: Paper, years: int, draft: bool, layout: Layout, body: Body | None) -> None:
    """Ornament, title, the wording where it is the same for everybody, the room for the seal, captions."""
    sheet, rosette = Sheet(layout), ornament.rosette(paper.fonts)
    if layout.has_border:
        paper.colour(PALE)
        scale = 1.965 * sheet.k
        paper.put("0.3 w")
        middle = (sheet.low + sheet.high) / 2
        paper.stamp(rosette, (scale, 0, 0, scale, sheet.centre - 100 * scale, middle - 100 * scale))
    if draft:
        _draft_mark(paper, sheet)
    if layout.has_border:
        ornament.border(paper, sheet.box, sheet.k, rosette)
    _heading(paper, sheet, numeral(years), str(years))
    _seal(paper, sheet, draft)
    if body is not None:
        paper.colour(INK)
        draw_body(paper, body, sheet)
    _captions(paper, sheet)


def _heading(paper: Paper, sheet: Sheet, years_cn: str, years: str) -> None:
    layout, k, fonts = sheet.layout, sheet.k, paper.fonts
    left, right = sheet.column
    spacing = 16 * k * min(1, 4 / len(layout.title))
    room = right - left - spacing * (len(layout.title) - 1)
    size = fit(fonts, layout.title, room, 50 * k)
    paper.colour(RED)
    paper.text(sheet.centre, sheet.below(27, 0.18), layout.title, size, align="centre", spacing=spacing, bold=size / 45)
    paper.colour(GOLD)
    ornament.rule(paper, sheet.centre, sheet.below(34, 0.18), sheet.up(62), k)
    if is_fixed(layout.occasion):
        text = fill(layout.occasion, {"years": years, "years_cn": years_cn})
        size = fit(fonts, text, (right - left) * 0.8, 14 * k)
        paper.text(sheet.centre, sheet.below(42.5, 0.18), text, size, align="centre", spacing=0.21 * size)


def draw_body(paper: Paper, body: Body, sheet: Sheet) -> None:
    """The wording, full lines spread to the right edge."""
    left, right = sheet.column
    for place, line in enumerate(body.lines):
        start = left + line.indent
        rest = right - start - paper.fonts.width(line.text, body.size)
        spacing = rest / (len(line.text) - 1) if line.spread else 0
        paper.text(start, sheet.body_top - place * body.leading, line.text, body.size, spacing=spacing)


def _seal(paper: Paper, sheet: Sheet, draft: bool) -> None:
    """Two dotted arcs that leave the issuer's line free, a picture, or a seal that says that it is none."""
    (x, y), radius, k = sheet.seal, sheet.seal_radius, sheet.k
    kind = SPECIMEN if draft and sheet.layout.seal == PLACE else sheet.layout.seal
    if kind == IMAGE:
        picture = Picture(sheet.layout.seal_png)
        width = sheet.layout.seal_size * MM
        height = width * picture.height / picture.width
        paper.stamp(picture, (width, 0, 0, height, x - width / 2, y - height / 2))
        return
    if sheet.layout.seal == SPECIMEN:
        paper.colour(STAMP)
        paper.put("1.6 w")
        ornament.circle(paper, x, y, radius - 1)
        paper.put("0.5 w")
        ornament.circle(paper, x, y, radius - 4)
        paper.text(x, y - 0.8 * radius, SPECIMEN_SEAL, 14, align="centre", spacing=4)
        return
    paper.colour(SOFT)
    paper.put("0.7 w [2 2.6] 0 d")
    for start in (33, 213):
        paper.canvas.arc(x - radius, y - radius, x + radius, y + radius, start, 114)
    paper.put("[] 0 d")
    paper.text(x, y - 0.8 * radius, DRAFT_SEAL if draft else SEAL, max(9 * k, 7), align="centre")


def _captions(paper: Paper, sheet: Sheet) -> None:
    (x, y), k = sheet.code, sheet.k
    small = max(8.5 * k, 6.8)
    half = sheet.code_room * 41 / 98
    paper.colour(GREY)
    paper.text(x, y - half - 1.5 * small, CHECK, small, align="centre", spacing=1)
    paper.text(sheet.beside_code, y + sheet.up(6.7), NUMBER, max(10 * k, 7.5))
    paper.text(sheet.beside_code, y - sheet.up(6.8), CHECK_HINT, small)
    footer = {IMAGE: PICTURE_FOOTER, SPECIMEN: SPECIMEN_FOOTER}.get(sheet.layout.seal, FOOTER)
    paper.text(sheet.centre, sheet.low + sheet.up(3.6), footer, small, align="centre", spacing=0.4 * k)


def _draft_mark(paper: Paper, sheet: Sheet) -> None:
    paper.colour(FAINT)
    y = (sheet.low + sheet.high) / 2 - sheet.up(9)
    paper.put(f"q 0.906 0.423 -0.423 0.906 {sheet.centre:.2f} {y:.2f} cm")
    paper.text(0, 0, DRAFT, 118 * sheet.k, align="centre", spacing=18 * sheet.k)
    paper.put("Q")
