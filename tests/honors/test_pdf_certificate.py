"""The certificate says its facts, keeps them in their boxes, and can be checked by its code."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from honors.pdf import certificate
from honors.pdf.certificate import HEIGHT, WIDTH, CertificateFacts, draw, draw_merged
from kernel.errors import RuleBroken
from kernel.pdf.paper import SHIFT, Align, Paper

FACTS = CertificateFacts(
    name="张丽华",
    years=30,
    school="泰州市姜堰区示范实验小学",
    issuer="泰州市教育局",
    issued_on=date(2026, 9, 10),
    number="TZ30-2026-321281-00012X",
    check_url="https://js.taizhou.example/c/k7Qm2vXw9LrT4bNdYp3Z",
)
LONG_NAME = "阿卜杜热合曼·买买提依明·吐尔逊江·热合木"
LONG_SCHOOL = "泰州市示范区永安洲镇中心小学与医药高新区野徐初级中学联合附属幼儿园"
RARE_NAMES = (Path(__file__).parent.parent / "data" / "rare-names.txt").read_text(encoding="utf-8").split()
CASES = {
    "plain": FACTS,
    "forty": replace(FACTS, years=40, number="TZ40-2026-321281-000128"),
    "long name": replace(FACTS, name=LONG_NAME),
    "very long name": replace(FACTS, name=(LONG_NAME + "·" + LONG_NAME + "·" + LONG_NAME)[:50]),
    "long school": replace(FACTS, school=LONG_SCHOOL),
    "very long school": replace(FACTS, school=LONG_SCHOOL * 3),
    "long issuer": replace(FACTS, issuer="泰州医药高新技术产业开发区管理委员会教育体育局"),
    "no school": replace(FACTS, school=""),
    "copy": replace(FACTS, copy_index=12),
    "draft": replace(FACTS, draft=True),
}


def run(command: list[str]) -> str:
    if not shutil.which(command[0]) and not os.environ.get("CI"):
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def lines_of(pdf: bytes) -> list[str]:
    return ["".join(line.split()) for line in PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()]


def sentence(facts: CertificateFacts) -> str:
    return "".join(certificate.SENTENCE).format(years={30: "三十", 40: "四十"}[facts.years])


@pytest.mark.parametrize("facts", CASES.values(), ids=CASES.keys())
def test_says_its_facts(facts: CertificateFacts) -> None:
    lines = lines_of(draw(facts))
    text = "".join(lines)
    number = facts.number + (f"补{facts.copy_index}" if facts.copy_index else "")
    assert {"荣誉证书", f"{facts.name}老师：", number, facts.issuer, "二〇二六年九月十日", "扫码核验"} <= set(lines)
    assert sentence(facts) in text
    assert facts.school in text
    assert ("打印样张" in lines, "（样章）" in lines, "（用印处）" in lines) == (
        facts.draft,
        facts.draft,
        not facts.draft,
    )
    assert "本证书为打印版，是否有效以在线核验结果为准。" in lines


@pytest.mark.parametrize("name", [*RARE_NAMES, LONG_NAME])
def test_poppler_reads_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(draw(replace(FACTS, name=name)))
    text = "".join(run(["pdftotext", "-raw", str(path), "-"]).split())
    for part in (f"{name}老师：", sentence(FACTS), FACTS.number, FACTS.school, FACTS.issuer):
        assert part in text


def test_same_bytes_twice() -> None:
    first = draw(FACTS), draw_merged([FACTS, CASES["forty"]])
    certificate._background.cache_clear()
    assert (draw(FACTS), draw_merged([FACTS, CASES["forty"]])) == first
    assert draw(replace(FACTS, school="泰州市示范中学")) != first[0]


def test_merged_pages_equal_the_single_ones_and_share_their_parts() -> None:
    batch = [replace(FACTS, name=name, years=years) for name in RARE_NAMES for years in (30, 40)]
    data = draw_merged(batch)
    pages = PdfReader(BytesIO(data)).pages
    assert len(pages) == len(batch)
    for facts, page in zip(batch, pages, strict=True):
        assert "".join(page.extract_text().split()) == "".join(lines_of(draw(facts)))
    assert data.count(b"/Subtype /Form") == 3, "two backgrounds and the rosette"
    assert data.count(b"/FontFile2") == 2


def test_all_fonts_are_embedded(tmp_path: Path) -> None:
    data = draw(CASES["long name"])
    assert data.count(b"/Type /FontDescriptor") == data.count(b"/FontFile2") == 2
    assert b"/Type1" not in data
    path = tmp_path / "certificate.pdf"
    path.write_bytes(data)
    rows = run(["pdffonts", str(path)]).splitlines()[2:]
    assert len(rows) == 2
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.parametrize("key", ["plain", "draft", "copy"])
def test_code_decodes_from_the_page(key: str, tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(draw(CASES[key]))
    run(["pdftoppm", "-r", "110", "-png", "-singlefile", str(path), str(tmp_path / "page")])
    with Image.open(tmp_path / "page.png") as page:
        assert [found.text for found in zxingcpp.read_barcodes(page)] == [FACTS.check_url]


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


@pytest.mark.parametrize("facts", CASES.values(), ids=CASES.keys())
def test_nothing_leaves_its_box(facts: CertificateFacts, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[tuple[float, float, float, float]] = []
    real = Paper.text

    def noted(
        self: Paper,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        align: Align = "left",
        spacing: float = 0,
        **more: float,
    ) -> None:
        width = self.fonts.width(text, size, spacing)
        left = x - SHIFT[align] * width
        if text != certificate.DRAFT:  # lies slanted behind the others
            boxes.append((left, y - 0.15 * size, left + width, y + 0.85 * size))
        real(self, x, y, text, size, align=align, spacing=spacing, **more)

    monkeypatch.setattr(Paper, "text", noted)
    certificate._background.cache_clear()
    draw(facts)
    margin = 62.0  # points; the frame ends at 59.5
    assert len(boxes) >= 12
    for left, low, right, high in boxes:
        assert margin <= left < right <= WIDTH - margin
        assert margin <= low < high <= HEIGHT - margin
    for number, one in enumerate(boxes):
        for two in boxes[number + 1 :]:
            assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1], (one, two)


def test_an_empty_batch_is_an_error() -> None:
    with pytest.raises(ValueError, match="no certificate"):
        draw_merged([])
