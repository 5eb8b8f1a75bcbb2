"""A layout that could not print everybody's certificate is refused with a sentence before anybody's is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from honors.pdf.certificate import draw
from honors.pdf.layout import DEFAULT_LAYOUT, PRESETS, SENTENCE, Layout, fill, is_fixed
from honors.pdf.proof import prove, sample
from honors.pdf.setting import TIGHT, balanced, body, halves
from kernel.errors import RuleBroken
from kernel.pdf.fonts import open_fonts

FONTS = open_fonts()
ISSUER = "泰州市教育局"
DAY = date(2026, 9, 10)


def seal(size: tuple[int, int] = (300, 300)) -> bytes:
    out = BytesIO()
    Image.new("RGBA", size, (200, 0, 0, 120)).save(out, "PNG")
    return out.getvalue()


REFUSED = {
    "placeholder_unknown": (Layout(wording=("您已从教{year}年。",)), "{year}"),
    "placeholder_broken": (Layout(wording=("您已从教{years年。",)), "花括号"),
    "placeholder in title": (Layout(title="{years}年"), "标题"),
    "glyph_missing": (Layout(wording=("特颁此证\U000323af",)), "\U000323af"),
    "paper_size": (Layout(width=100, height=80), "毫米"),
    "too large a paper": (Layout(width=500), "毫米"),
    "margin_size": (Layout(margins=(9, 9, 2, 9)), "页边距"),
    "title_missing": (Layout(title=" "), "标题"),
    "wording_missing": (Layout(wording=()), "正文"),
    "text_long": (Layout(salutation="尊敬的" * 9), "称谓"),
    "wording_long": (Layout(wording=SENTENCE * 5), "正文"),
    "no room for the longest": (Layout(wording=("{name}" * 6, "{school}" * 6)), "正文"),
    "picture_kind": (Layout(seal="image", seal_png=b"GIF89a"), "PNG"),
    "picture_broken": (Layout(seal="image", seal_png=seal()[:100]), "损坏"),
    "picture_large": (Layout(seal="image", seal_png=seal((3000, 3))), "像素"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_sentence(case: str) -> None:
    layout, words = REFUSED[case]
    with pytest.raises(RuleBroken) as refused:
        prove(layout, ISSUER)
    assert words in refused.value.message
    if "_" in case:
        assert refused.value.code == case


@pytest.mark.parametrize("kind", ["place", "specimen", "image"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_prints_the_longest(preset: str, kind: str) -> None:
    width, height, margin = PRESETS[preset]
    prove(Layout(width=width, height=height, margins=(margin,) * 4, seal=kind, seal_png=seal()), "")


def test_a_picture_of_a_seal_is_printed_and_said_to_be_none() -> None:
    layout = Layout(seal="image", seal_png=seal(), seal_size=40)
    facts = replace(sample(30, ISSUER, "https://example.gov.cn", DAY), draft=False)
    data = draw(facts, layout)
    assert "不是电子印章" in PdfReader(BytesIO(data)).pages[0].extract_text()
    assert data.count(b"/Subtype /Image") == 2
    assert data != draw(facts, replace(layout, seal_png=seal((301, 300))))


def test_only_years_are_the_same_for_everybody() -> None:
    assert is_fixed("从教{years}年（{years_cn}）")
    assert not is_fixed("{name}从教{years}年")
    assert fill("{a}{b}{a}", {"a": "{b}", "b": "二"}) == "{b}二{b}", "what is filled in is not filled again"


@pytest.mark.parametrize("length", range(20, 300, 13))
def test_wording_stays_in_its_room(length: int) -> None:
    """At any length: within the column, lines apart, each character once and in order; or it is said not to fit."""
    text, room, height = ("立德树人潜心育人，" * 40)[:length], 400.0, 90.0
    made = body(FONTS, [text], room, height, 18.8, 0)
    if made is None:
        assert length > 150
        return
    assert "".join(line.text for line in made.lines) == text
    assert made.leading >= TIGHT * made.size
    assert (len(made.lines) - 1) * made.leading + 0.2 * made.size <= height + 0.01
    assert all(line.indent + FONTS.width(line.text, made.size) <= room + 0.01 for line in made.lines)


def test_lines_stay_whole_when_a_little_shrinking_keeps_them() -> None:
    texts = ["立德树人" * 5, "潜心育人" * 5]
    natural = FONTS.width(texts[1], 18.8)
    kept = body(FONTS, texts, 0.9 * natural, 400, 18.8, 0)
    assert kept is not None
    assert [line.text for line in kept.lines] == texts
    assert kept.size < 18.8
    broken = body(FONTS, texts, 0.5 * natural, 400, 18.8, 0)
    assert broken is not None
    assert (broken.size, len(broken.lines) > 2) == (18.8, True)


def test_a_line_of_address_is_not_indented() -> None:
    made = body(FONTS, ["张丽华同志：", "特颁此证。", "谨致谢意。"], 400, 400, 18.8, 0)
    assert made is not None
    assert [line.indent > 0 for line in made.lines] == [False, True, False]


def test_long_texts_break_where_a_word_ends() -> None:
    assert halves("阿卜杜热合曼·买买提依明", 2) == ["阿卜杜热合曼·", "买买提依明"]
    issuer = "泰州医药高新技术产业开发区管理委员会教育体育局"
    assert halves(issuer, 2) == [
        "泰州医药高新技术产业开发区",
        "管理委员会教育体育局",
    ]
    assert "".join(halves("甲" * 31, 3)) == "甲" * 31
    assert balanced(FONTS, "", 100, 18, 12, 3) == (18, [])
    size, lines = balanced(FONTS, "甲" * 40, 200, 18, 12, 3)
    assert len(lines) == 3
    assert size == pytest.approx(13.2)


def test_the_default_is_the_design_in_the_code() -> None:
    prove(DEFAULT_LAYOUT, ISSUER)
    assert hash(DEFAULT_LAYOUT) == hash(Layout())
