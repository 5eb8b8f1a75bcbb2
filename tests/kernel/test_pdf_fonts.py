"""The shipped font draws every character it must, and each comes back as it was written."""

from __future__ import annotations

from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from installed import font_dirs, run
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from kernel.pdf.cidfont import Face, open_face
from kernel.pdf.fonts import SHIPPED, Fonts, preference, register
from kernel.pdf.make_font import make
from kernel.pdf.paper import Paper
from kernel.pdf.repertoire import LEVEL_3, everyday, level_3

DATA = Path(__file__).parent.parent / "data"
STANDARD = "".join((SHIPPED.parent / "general-standard-characters.txt").read_text(encoding="utf-8").split())
RARE = "".join(dict.fromkeys("".join((DATA / "rare-names.txt").read_text(encoding="utf-8").split())))


def lines_of(text: str, length: int = 60) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def printed(lines: list[str], fonts: Fonts) -> bytes:
    paper = Paper((842, 20 + 12 * len(lines)), fonts)
    for place, line in enumerate(lines, 1):
        paper.text(20, 10 + 12 * (len(lines) - place), line, 10)
    paper.show_page()
    return paper.to_bytes()


def poppler_text(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    return run("pdftotext", "-layout", path, "-")


def fonts_of(pdf: bytes) -> list[Any]:
    page: Any = PdfReader(BytesIO(pdf)).pages[0]
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def wrong_places(text: str) -> list[tuple[str, str]]:
    """The first characters that were printed but not read back; short, because pytest prints it."""
    pairs = zip_longest(STANDARD + RARE, "".join(text.split()), fillvalue="")
    return [(printed, read) for printed, read in pairs if printed != read][:5]


@pytest.fixture(scope="module")
def whole_list() -> bytes:
    return printed(lines_of(STANDARD + RARE), Fonts((), STANDARD[:300]))


def test_lists_are_whole() -> None:
    assert len(STANDARD) == len(set(STANDARD)) == 8105
    assert sum(ord(char) > 0xFFFF for char in STANDARD + RARE) > 100


def test_no_required_character_is_missing() -> None:
    assert Fonts().missing(STANDARD + RARE + "〇·—《》〔〕（）：，。、！？０１２９TZ30-X 补") == []


def test_pypdf_reads_every_character_back(whole_list: bytes) -> None:
    text = PdfReader(BytesIO(whole_list)).pages[0].extract_text()
    assert wrong_places(text) == []


def test_poppler_reads_every_character_back(whole_list: bytes, tmp_path: Path) -> None:
    assert wrong_places(poppler_text(whole_list, tmp_path / "list.pdf")) == []


def test_widths_are_those_of_the_font() -> None:
    text = "A一·〇1"
    (font,) = fonts_of(printed([text], Fonts()))
    widths = font["/DescendantFonts"][0].get_object()["/W"][1]
    source = TTFont(SHIPPED)
    names = [".notdef", *(source.getBestCmap()[ord(char)] for char in text)]
    assert list(widths) == [source["hmtx"][name][0] for name in names]


def test_glyphs_that_share_one_advance_keep_it(tmp_path: Path) -> None:
    """Fonts of equally wide hanzi list the width once; their units are not always a thousand to the em."""
    small_font(tmp_path / "Wide.ttf", drawn="\U0002a6d6", blank="", units=1024)
    pdf = printed(["泰\U0002a6d6"], Fonts((tmp_path,)))
    (font,) = (one for one in fonts_of(pdf) if one["/BaseFont"].endswith("Wide"))
    descendant = font["/DescendantFonts"][0].get_object()
    program = TTFont(BytesIO(descendant["/FontDescriptor"].get_object()["/FontFile2"].get_data()))
    assert {advance for advance, _bearing in program["hmtx"].metrics.values()} == {800}
    assert list(descendant["/W"][1]) == [pytest.approx(800 / 1.024)] * 2


def test_every_font_is_embedded_and_has_its_own_name(whole_list: bytes) -> None:
    fonts = fonts_of(whole_list)
    assert len(fonts) == 2
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        program = TTFont(BytesIO(descriptor["/FontFile2"].get_data()))
        assert program["maxp"].numGlyphs == len(program["hmtx"].metrics) > 1
    assert len({font["/BaseFont"] for font in fonts}) == 2


def test_reserved_names_are_not_used() -> None:
    for record in TTFont(SHIPPED)["name"].names:
        if record.nameID not in (0, 13, 14):
            assert not any(word in str(record) for word in ("LXGW", "霞鹜", "Klee"))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (SHIPPED.parent / "OFL.txt").read_text(encoding="utf-8")


def test_make_font_takes_the_listed_characters_only(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("泰州\n", encoding="utf-8")
    make(SHIPPED, [tmp_path / "list.txt"], tmp_path / "out.ttf")
    made = TTFont(tmp_path / "out.ttf")
    assert {"泰", "州", "A"} <= {chr(code) for code in made.getBestCmap()}
    assert ord("一") not in made.getBestCmap()
    assert made["name"].getDebugName(1) == "Taizhou Kai Registry"


def small_font(path: Path, drawn: str, blank: str, units: int = 1000) -> None:
    """A font whose ``drawn`` characters share one composite outline and whose ``blank`` ones are empty."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((700, 0))
    pen.closePath()
    base = pen.glyph()
    pen = TTGlyphPen({"base": base})
    pen.addComponent("base", (1, 0, 0, 1, 100, 0))
    builder = FontBuilder(units)
    builder.setupGlyphOrder([".notdef", "blank", "base", "whole"])
    builder.setupCharacterMap(dict.fromkeys(map(ord, blank), "blank") | dict.fromkeys(map(ord, drawn), "whole"))
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "blank": empty, "base": base, "whole": pen.glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "blank", "base", "whole"), (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular", "psName": path.stem})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_folders_are_opened_only_when_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    small_font(tmp_path / "Second.ttf", drawn="\U0002a6d6\U0002a6d5", blank="\U0002a6d4")
    opened: list[str] = []

    def noted(path: Path, number: int = 0) -> Face:
        opened.append(path.name)
        return open_face(path, number)

    monkeypatch.setattr("kernel.pdf.fonts.open_face", noted)
    fonts = Fonts((tmp_path,))
    assert fonts.missing("泰州") == []
    assert opened == [SHIPPED.name]
    assert fonts.missing("泰\U0002a6d6\U0002a6d4州") == ["\U0002a6d4"], "a mapped but empty glyph is no glyph"
    assert opened == [SHIPPED.name, "Second.ttf"]
    text = "泰\U0002a6d6州\U0002a6d5"  # two characters with one outline keep their own codes
    pdf = PdfReader(BytesIO(printed([text], fonts)))
    assert "".join(pdf.pages[0].extract_text().split()) == text


def test_paragraphs_of_reportlab_use_the_font() -> None:
    paper = Paper((300, 100), Fonts())
    style = ParagraphStyle("body", fontName=register(), fontSize=10, wordWrap="CJK")
    paragraph = Paragraph("泰州𬭚教师发展", style)
    paragraph.wrapOn(paper.canvas, 280, 80)
    paragraph.drawOn(paper.canvas, 10, 50)
    paper.show_page()
    assert PdfReader(BytesIO(paper.to_bytes())).pages[0].extract_text().strip() == "泰州𬭚教师发展"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("LXGWWenKai-Regular", "TW-Kai-98_1"),
        ("TW-Kai-98_1", "TW-Kai-Ext-B-98_1"),
        ("TW-Kai-Ext-B-98_1", "HanaMinB"),
        ("HanaMinB", "HanaMinA"),
        ("HanaMinA", "BabelStoneHan"),
        ("BabelStoneHan", "AnyOther-Regular"),
        ("AnyOther-Regular", "LXGWWenKai-Light"),
        ("LXGWWenKai-Regular", "LXGWWenKaiMono-Regular"),
        ("HanaMinA", "LXGWWenKai-Bold"),
        ("AnyOther-Regular", "TW-Kai-Plus-98_1"),
    ],
)
def test_kai_comes_before_ming_and_regular_before_other_faces(better: str, worse: str) -> None:
    assert preference(better) < preference(worse)


def test_the_chain_goes_by_preference_not_by_alphabet_or_folder(tmp_path: Path) -> None:
    for folder, name in (("a", "HanaMinB"), ("a", "Aaa"), ("b", "LXGWWenKai-Bold"), ("b", "LXGWWenKai-Regular")):
        (tmp_path / folder).mkdir(exist_ok=True)
        small_font(tmp_path / folder / f"{name}.ttf", drawn="\U0002a6d6", blank="")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "Aaa-again.ttf").symlink_to(tmp_path / "a" / "Aaa.ttf")
    fonts = Fonts([tmp_path / folder for folder in "abc"])
    names = [path.stem for path, _face in fonts.files()]
    assert names == [SHIPPED.stem, "LXGWWenKai-Regular", "HanaMinB", "Aaa", "LXGWWenKai-Bold"]
    chosen = fonts.font_of("\U0002a6d6")
    assert chosen is not None
    assert chosen.face.name == b"LXGWWenKai-Regular"


def test_the_name_inside_counts_not_that_of_the_file(tmp_path: Path) -> None:
    small_font(tmp_path / "TW-Kai-98_1.ttf", drawn="\U0002a6d6", blank="")
    (tmp_path / "TW-Kai-98_1.ttf").rename(tmp_path / "zzz.TTF")
    small_font(tmp_path / "HanaMinB.ttf", drawn="\U0002a6d6", blank="")
    assert [path.name for path, _face in Fonts((tmp_path,)).files()] == [SHIPPED.name, "zzz.TTF", "HanaMinB.ttf"]


def test_every_face_of_a_collection_is_tried(tmp_path: Path) -> None:
    collection = TTCollection()
    for name, drawn in (("One", "\U0002a6d5"), ("Two", "\U0002a6d6")):
        small_font(tmp_path / f"{name}.ttf", drawn=drawn, blank="")
        collection.fonts.append(TTFont(tmp_path / f"{name}.ttf"))
    (tmp_path / "collected").mkdir()
    collection.save(tmp_path / "collected" / "both.ttc")
    fonts = Fonts((tmp_path / "collected",))
    text = "泰\U0002a6d5\U0002a6d6"
    assert fonts.missing(text) == []
    pdf = printed([text], fonts)
    assert "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split()) == text
    assert pdf == printed([text], Fonts((tmp_path / "collected",)))


def test_outlines_that_cannot_be_embedded_are_passed_over(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "whole"])
    builder.setupCharacterMap({0x2A6D6: "whole"})
    pen = T2CharStringPen(800, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((700, 0))
    pen.closePath()
    shape = pen.getCharString()
    builder.setupCFF("Cff", {}, {".notdef": shape, "whole": shape}, {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "whole"), (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Cff", "styleName": "Regular", "psName": "Cff"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "cff.ttf")
    fonts = Fonts((tmp_path,))
    assert fonts.missing("\U0002a6d6") == ["\U0002a6d6"]
    assert [path.name for path, _face in fonts.files()] == [SHIPPED.name]


def test_the_repertoire_is_that_of_the_standards() -> None:
    assert everyday() == STANDARD
    assert (len(level_3()), len(set(level_3()))) == (87_887, 87_887)


@pytest.fixture(scope="module")
def installed_fonts() -> Fonts:
    return Fonts(font_dirs(), STANDARD[:300])


def test_the_installed_fonts_draw_all_of_level_3(installed_fonts: Fonts) -> None:
    assert installed_fonts.missing(level_3()) == []
    names = [font.face.name.decode("ascii") for font in installed_fonts.opened]
    assert [name.split("-")[0] for name in names] == ["TaizhouKaiRegistry", "LXGWWenKai", "TW", "TW", "HanaMinB"]


def test_a_sample_of_every_block_comes_back_as_it_was_written(installed_fonts: Fonts, tmp_path: Path) -> None:
    text = "".join(
        chr(first + place * (last - first) // 400) for first, last in LEVEL_3 for place in range(min(400, last - first))
    )
    assert sum(ord(char) > 0xFFFF for char in text) > 1700
    pdf = printed(lines_of(text), installed_fonts)
    assert pdf == printed(lines_of(text), installed_fonts)
    read = "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert [(a, b) for a, b in zip_longest(text, read, fillvalue="") if a != b][:5] == []
    read = "".join(poppler_text(pdf, tmp_path / "sample.pdf").split())
    assert [(a, b) for a, b in zip_longest(text, read, fillvalue="") if a != b][:5] == []
    rows = run("pdffonts", tmp_path / "sample.pdf").splitlines()[2:]
    assert len(rows) >= 5
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_an_everyday_name_opens_no_installed_font(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def noted(path: Path, number: int = 0) -> Face:
        opened.append(path.name)
        return open_face(path, number)

    monkeypatch.setattr("kernel.pdf.fonts.open_face", noted)
    fonts = Fonts(font_dirs())
    assert fonts.missing(STANDARD + RARE) == []
    assert opened == [SHIPPED.name]
    assert fonts.missing("\u3400") == []
    assert opened == [SHIPPED.name, "LXGWWenKai-Regular.ttf", "TW-Kai-98_1.ttf"]
