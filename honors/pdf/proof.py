"""A layout is proved before anybody's honour is printed with it: fictitious facts, the ordinary and the longest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from honors.pdf import layout as limits
from honors.pdf.certificate import CertificateFacts, draw, plan_of
from honors.pdf.layout import Layout, refuse_placeholders
from kernel.errors import RuleBroken
from kernel.pdf.picture import MAX_SIDE, BadPicture, Picture

NAME, UNIT = "张样张", "泰州市示范实验学校"
LONG_NAME, LONG_UNIT, LONG_ISSUER = (
    "阿卜杜热合曼·买买提依明·",
    "泰州市示范区实验初级中学联合附属学校",
    "泰州市示范区教育体育局",
)
LINK = "/c/TZ30-2026-321299-000000/0/AAAAAAAAAAAAAAAAAAAAAA/"


def sample(years: int, issuer: str, url: str, day: date) -> CertificateFacts:
    """A specimen of nobody's honour, marked as such."""
    return CertificateFacts(NAME, years, UNIT, issuer, day, f"TZ{years}-{day.year}-321299-000000", url + LINK, 0, True)


def longest(years: int, issuer: str, url: str, day: date) -> CertificateFacts:
    """The same with the longest name and unit that the register holds."""
    name, unit = (LONG_NAME * 9)[: limits.NAME_LENGTH], (LONG_UNIT * 9)[: limits.UNIT_LENGTH]
    number = f"TZ{years}-{day.year}-321299-000000"
    return CertificateFacts(name, years, unit, issuer, day, number, url + LINK, 99, True)


def prove(layout: Layout, issuer: str, font_dirs: Sequence[Path] = ()) -> None:
    """RuleBroken with a sentence when the layout cannot print every name, unit and number of the register, under this
    issuer or, when it is empty, under any."""
    refuse_placeholders(layout)
    _refuse_measures(layout)
    _refuse_texts(layout)
    if missing := plan_of(layout, ()).fonts.missing(layout.fixed_text()):
        chars = "、".join(f"“{char}”" for char in missing)
        raise RuleBroken("glyph_missing", "随系统提供的字库中没有{chars}，请在样式文字中改用规范汉字。", chars=chars)
    if layout.seal == limits.IMAGE:
        _refuse_picture(layout.seal_png)
    issuer = issuer or (LONG_ISSUER * 9)[: limits.ISSUER_LENGTH]
    for years in (30, 40):
        draw(longest(years, issuer, "https://example.gov.cn", date(2026, 12, 22)), layout, font_dirs)


def _refuse_picture(png: bytes) -> None:
    try:
        Picture(png)
    except BadPicture as bad:
        side, code = MAX_SIDE, f"picture_{bad.code}"
        raise {
            "large": RuleBroken(code, "印章图样超过 1 MB，或者宽、高超过 {side} 像素，请缩小后重新上传。", side=side),
            "kind": RuleBroken(code, "印章图样不是静态的 PNG 图片，请另存为 PNG 格式后重新上传。"),
            "broken": RuleBroken(code, "印章图样的文件已损坏，无法读取，请重新导出后上传。"),
        }[bad.code] from bad


def _refuse_measures(layout: Layout) -> None:
    sides = sorted((layout.width, layout.height))
    (low, high), (short, long) = limits.SIDES, limits.DEPTHS
    if not (short <= sides[0] <= long and low <= sides[1] <= high):
        raise RuleBroken(
            "paper_size",
            "纸张长边应在 {low} 至 {high} 毫米之间，短边应在 {short} 至 {long} 毫米之间，请重新填写。",
            low=low,
            high=high,
            short=short,
            long=long,
        )
    least, most = limits.MARGINS
    if not all(least <= margin <= most for margin in layout.margins):
        raise RuleBroken("margin_size", "页边距应在 {least} 至 {most} 毫米之间，请重新填写。", least=least, most=most)


def _refuse_texts(layout: Layout) -> None:
    if not layout.title.strip():
        raise RuleBroken("title_missing", "请填写标题。")
    if not layout.wording:
        raise RuleBroken("wording_missing", "请填写正文。")
    lengths = (
        ("标题", layout.title, limits.TITLE_LENGTH),
        ("副标题", layout.occasion, limits.OCCASION_LENGTH),
        ("称谓", layout.salutation, limits.SALUTATION_LENGTH),
        ("正文", "".join(layout.wording), limits.WORDING_LENGTH),
    )
    for label, text, most in lengths:
        if len(text) > most:
            raise RuleBroken(
                "text_long",
                "{label}共 {count} 个字，超过上限 {most} 个字，请缩短。",
                label=label,
                count=len(text),
                most=most,
            )
