"""The certificate says its facts, keeps them in their boxes on every paper, and can be checked by its code."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from installed import run
from PIL import Image
from pypdf import PdfReader

from honors.pdf import certificate, ground
from honors.pdf.certificate import CertificateFacts, draw, draw_merged, draw_merged_to
from honors.pdf.layout import DEFAULT_LAYOUT, PRESETS, SENTENCE, Layout, Sheet
from honors.pdf.proof import longest
from kernel.errors import RuleBroken
from kernel.pdf.paper import SHIFT, Align, Paper

FACTS = CertificateFacts(
    name="张丽华",
    years=30,
    school="泰州市姜堰区示范实验小学",
    issuer="泰州市教育局",
    issued_on=date(2026, 9, 10),
    number="TZ30-2026-321281-00012X",
    check_url="https://honors.edu.taizhou.example/c/TZ30-2026-321281-00012X/0/k7Qm2vXw9LrT4bNdYp3ZAA/",
)
LONG_NAME = "阿卜杜热合曼·买买提依明·吐尔逊江·热合木"
LONG_SCHOOL = "泰州市示范区永安洲镇中心小学与医药高新区野徐初级中学联合附属幼儿园"
LONG_ISSUER = ("泰州医药高新技术产业开发区管理委员会教育体育局、" * 3)[:60]
RARE_NAMES = (Path(__file__).parent.parent / "data" / "rare-names.txt").read_text(encoding="utf-8").split()
CASES = {
    "plain": FACTS,
    "forty": replace(FACTS, years=40, number="TZ40-2026-321281-000128"),
    "long name": replace(FACTS, name=LONG_NAME),
    "longest name": replace(FACTS, name=(LONG_NAME + "·" + LONG_NAME + "·" + LONG_NAME)[:50]),
    "long school": replace(FACTS, school=LONG_SCHOOL),
    "long issuer": replace(FACTS, issuer="泰州医药高新技术产业开发区管理委员会教育体育局"),
    "no school": replace(FACTS, school=""),
    "copy": replace(FACTS, copy_index=12),
    "draft": replace(FACTS, draft=True),
    "all at their longest": replace(
        longest(40, LONG_ISSUER, "https://honors.edu.taizhou.example", date(2026, 12, 22)), draft=False
    ),
}
PAPERS = {name: Layout(width=w, height=h, margins=(m, m, m, m)) for name, (w, h, m) in PRESETS.items()} | {
    "portrait": Layout(width=210, height=297),
    "small": Layout(width=190, height=135, margins=(5, 5, 5, 5)),
    "wide": Layout(width=420, height=210, margins=(9, 30, 9, 12)),
    "specimen": Layout(seal="specimen", date_style="arabic", has_border=False, shows_unit=False),
    "own wording": Layout(
        wording=("{name}同志：", "您在{school}从事教育工作已满{years}年，特颁此证（{cert_no}）。", "{issuer}　{date}"),
        salutation="",
    ),
}


def lines_of(pdf: bytes) -> list[str]:
    return ["".join(line.split()) for line in PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()]


def sentence(facts: CertificateFacts) -> str:
    return "".join(SENTENCE).replace("{years_cn}", {30: "三十", 40: "四十"}[facts.years])


@pytest.mark.parametrize("facts", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("paper", PRESETS)
def test_says_its_facts(facts: CertificateFacts, paper: str) -> None:
    lines = lines_of(draw(facts, PAPERS[paper]))
    text = "".join(lines)
    number = facts.number + (f"补{facts.copy_index}" if facts.copy_index else "")
    assert {"荣誉证书", number, "扫码核验", "本证书为打印版，是否有效以在线核验结果为准。"} <= set(lines)
    for part in (f"{facts.name}老师：", facts.school, facts.issuer, sentence(facts)):
        assert part in text
    day = "二〇二六年九月十日" if facts.issued_on.month == 9 else "二〇二六年十二月二十二日"
    assert day in lines
    marks = ("打印样张" in lines, "（样章）" in lines, "（用印处）" in lines)
    assert marks == (facts.draft, facts.draft, not facts.draft)


def test_own_wording_prints_every_placeholder_and_no_second_name() -> None:
    text = "".join(lines_of(draw(replace(FACTS, copy_index=1), PAPERS["own wording"])))
    assert (
        "张丽华同志：您在泰州市姜堰区示范实验小学从事教育工作已满30年，特颁此证（TZ30-2026-321281-00012X补1）。" in text
    )
    assert "泰州市教育局二〇二六年九月十日" in text
    assert text.count("张丽华") == 1


def test_choices_of_a_layout_are_printed() -> None:
    lines = lines_of(draw(FACTS, PAPERS["specimen"]))
    assert {"样章", "2026年9月10日", "本件所印为样章，不作证书使用。"} <= set(lines)
    assert FACTS.school not in lines
    titled = lines_of(draw(FACTS, Layout(title="从教荣誉证书", occasion="满{years}年", salutation="同志：")))
    assert {"从教荣誉证书", "满30年", "张丽华同志："} <= set(titled)


@pytest.mark.parametrize("name", [*RARE_NAMES, LONG_NAME])
def test_poppler_reads_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(draw(replace(FACTS, name=name)))
    text = "".join(run("pdftotext", "-raw", path, "-").split())
    for part in (f"{name}老师：", sentence(FACTS), FACTS.number, FACTS.school, FACTS.issuer):
        assert part in text


def test_same_bytes_twice() -> None:
    batch = [FACTS, CASES["forty"]]
    first = draw(FACTS), draw_merged(batch), draw(FACTS, PAPERS["own wording"])
    certificate.plan_of.cache_clear()
    ground.background.cache_clear()
    assert (draw(FACTS), draw_merged(batch), draw(FACTS, replace(PAPERS["own wording"]))) == first
    assert draw(replace(FACTS, school="泰州市示范中学")) != first[0]
    ids = {PdfReader(BytesIO(draw(FACTS, one))).trailer["/ID"][0] for one in PAPERS.values()}  # type: ignore[index]
    assert len(ids) == len(PAPERS)


def test_merged_pages_equal_the_single_ones_and_share_their_parts() -> None:
    batch = [replace(FACTS, name=name, years=years) for name in RARE_NAMES for years in (30, 40)]
    data = draw_merged(batch)
    pages = PdfReader(BytesIO(data)).pages
    assert len(pages) == len(batch)
    for facts, page in zip(batch, pages, strict=True):
        assert "".join(page.extract_text().split()) == "".join(lines_of(draw(facts)))
    assert data.count(b"/Subtype /Form") == 3, "two backgrounds and the rosette"
    assert data.count(b"/FontFile2") == 2


def test_a_print_file_has_the_same_bytes_as_in_memory(tmp_path: Path) -> None:
    batch = [replace(FACTS, number=f"TZ30-2026-321281-{n:06d}", name=RARE_NAMES[n % 5]) for n in range(20)]
    assert draw_merged_to(tmp_path / "all.pdf", iter(batch)) == 20
    assert (tmp_path / "all.pdf").read_bytes() == draw_merged(batch)
    assert [path.name for path in tmp_path.iterdir()] == ["all.pdf"]


def test_a_refusal_in_the_middle_leaves_no_print_file(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken):
        draw_merged_to(tmp_path / "all.pdf", [FACTS, replace(FACTS, name="\U000323af")])
    assert list(tmp_path.iterdir()) == []


def test_memory_of_a_print_file_does_not_grow_with_its_pages(tmp_path: Path) -> None:
    peaks = {}
    draw_merged_to(tmp_path / "warm.pdf", [FACTS])
    for count in (200, 1000):

        def pages(count: int = count) -> Iterator[CertificateFacts]:
            return (replace(FACTS, number=f"TZ30-2026-321281-{n:06d}") for n in range(count))

        tracemalloc.start()
        draw_merged_to(tmp_path / "all.pdf", pages())
        peaks[count] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peaks[1000] - peaks[200] < 400_000, peaks  # half a kilobyte a page; a page itself takes more


def test_all_fonts_are_embedded(tmp_path: Path) -> None:
    data = draw(CASES["long name"])
    assert data.count(b"/Type /FontDescriptor") == data.count(b"/FontFile2") == 2
    assert b"/Type1" not in data
    path = tmp_path / "certificate.pdf"
    path.write_bytes(data)
    rows = run("pdffonts", path).splitlines()[2:]
    assert len(rows) == 2
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def rendered(pdf: bytes, folder: Path, dpi: int) -> Image.Image:
    path = folder / "certificate.pdf"
    path.write_bytes(pdf)
    run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", path, folder / "page")
    with Image.open(folder / "page.png") as page:
        return page.convert("L")


@pytest.mark.parametrize("paper", [name for name in PAPERS if name != "specimen"])
@pytest.mark.parametrize("key", ["plain", "draft", "all at their longest"])
def test_code_decodes_from_the_page(key: str, paper: str, tmp_path: Path) -> None:
    page = rendered(draw(CASES[key], PAPERS[paper]), tmp_path, 150)
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [CASES[key].check_url]


@pytest.mark.parametrize("field", ["name", "school", "issuer"])
def test_refusal_names_person_and_character(field: str) -> None:
    facts = replace(FACTS, **{field: getattr(FACTS, field) + "\U000323af"})
    with pytest.raises(RuleBroken) as refused:
        draw(facts)
    assert refused.value.code == "glyph_missing"
    assert facts.name in refused.value.message
    assert "\U000323af" in refused.value.message
    assert "U+323AF" in refused.value.message
    with pytest.raises(RuleBroken):
        draw_merged([FACTS, facts])


Box = tuple[float, float, float, float]


def boxes_of(facts: CertificateFacts, layout: Layout, monkeypatch: pytest.MonkeyPatch) -> list[Box]:
    """Left, lower, right and upper edge of every text."""
    boxes: list[Box] = []
    real = Paper.text

    def noted(self: Paper, x: float, y: float, text: str, size: float, **more: Any) -> None:
        align: Align = more.get("align", "left")
        width = self.fonts.width(text, size, more.get("spacing", 0))
        left = x - SHIFT[align] * width
        if text != ground.DRAFT:  # lies slanted behind the others
            boxes.append((left, y - 0.15 * size, left + width, y + 0.85 * size))
        real(self, x, y, text, size, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Paper, "text", noted)
        ground.background.cache_clear()
        draw(facts, layout)
    return boxes


def apart(one: Box, two: Box) -> bool:
    return one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


@pytest.mark.parametrize("facts", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("layout", PAPERS.values(), ids=PAPERS.keys())
def test_nothing_leaves_its_box(facts: CertificateFacts, layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(layout)
    boxes = boxes_of(facts, layout, monkeypatch)
    assert len(boxes) >= 10
    inner = (sheet.box[0] + sheet.up(12), sheet.low, sheet.box[2] - sheet.up(12), sheet.high)
    for left, low, right, high in boxes:
        assert inner[0] + 2 <= left < right <= inner[2] - 2
        assert inner[1] + 2 <= low < high <= inner[3] - 2
    (x, y), half = sheet.code, sheet.code_room * 41 / 98
    boxes.append((x - half - 2, y - half - 2, x + half + 2, y + half + 2))
    for number, one in enumerate(boxes):
        for two in boxes[number + 1 :]:
            assert apart(one, two), (one, two)


def touches(box: Box, x: float, y: float, radius: float) -> bool:
    """Whether a text reaches into the circle."""
    return hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])) < radius


@pytest.mark.parametrize("name", [name for name, one in PAPERS.items() if one.seal == "place"])
def test_the_room_for_the_seal_holds_the_signature_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stamp of 4.5 cm covers issuer, date and its own caption, nothing else."""
    layout = PAPERS[name]
    sheet = Sheet(layout)
    (x, y), radius = sheet.seal, sheet.seal_radius
    assert 2 * radius >= 45 / 25.4 * 72
    inside = [box for box in boxes_of(FACTS, layout, monkeypatch) if touches(box, x, y, radius)]
    assert len(inside) == 3
    assert x + radius < sheet.box[2] - sheet.up(12)
    assert y - radius > sheet.low


def test_the_ground_is_drawn_once_for_a_layout() -> None:
    ground.background.cache_clear()
    for name in RARE_NAMES:
        draw(replace(FACTS, name=name), replace(DEFAULT_LAYOUT))
    assert ground.background.cache_info().misses == 1


def test_an_empty_batch_is_an_error() -> None:
    with pytest.raises(ValueError, match="no certificate"):
        draw_merged([])
