"""A paper's bytes depend on its facts alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kernel.pdf.fonts import Fonts, open_fonts
from kernel.pdf.paper import Drawing, Paper

FONTS = open_fonts((), "泰州教师")


def made(identity: str = "one", text: str = "泰州张𬭚", stamped: str = "教师") -> bytes:
    paper = Paper((300, 200), FONTS, identity=identity, dated=date(2026, 9, 10))
    paper.describe(title="证书", author="泰州市教育局", subject="样张")
    drawing = Drawing("ground", (0, 0, 100, 100), FONTS, lambda page: page.text(5, 5, stamped, 12))
    for _ in range(2):
        paper.stamp(drawing)
        paper.text(20, 50, text, 12, align="left", bold=0.2)
        paper.show_page()
    return paper.to_bytes()


def read(data: bytes) -> Any:
    return PdfReader(BytesIO(data))


def test_same_facts_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = made()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert made() == first


def test_identity_decides_the_file_id() -> None:
    ids = [read(made(identity)).trailer["/ID"][0] for identity in ("one", "one", "two")]
    assert ids[0] == ids[1] != ids[2]


def test_what_is_added_later_decides_the_file_id_and_the_day() -> None:
    def pdf(*parts: str) -> Any:
        paper = Paper((300, 200), FONTS, identity="one")
        for day, part in enumerate(parts, 1):
            paper.made_of(part, date(2026, 9, day))
        paper.show_page()
        return read(paper.to_bytes())

    assert pdf("a", "b").trailer["/ID"] == pdf("a", "b").trailer["/ID"] != pdf("b", "a").trailer["/ID"]
    assert pdf("a", "b").metadata["/CreationDate"].startswith("D:20260902")


def test_pages_are_written_as_they_end(tmp_path: Path) -> None:
    def draw(out: Any) -> tuple[bytes, list[int]]:
        paper, lengths = Paper((300, 200), FONTS, out=out), list[int]()
        for number in range(3):
            paper.text(20, 50, f"泰州教师{number}", 12)
            paper.show_page()
            lengths.append(out.tell() if out else 0)
        return paper.to_bytes(), lengths

    with (tmp_path / "paper.pdf").open("wb") as out:
        rest, lengths = draw(out)
    assert (rest, lengths) == (b"", sorted(set(lengths)))
    assert (tmp_path / "paper.pdf").read_bytes() == draw(None)[0]
    assert len(read(draw(None)[0]).pages) == 3


def test_metadata_and_language() -> None:
    pdf = read(made())
    assert (pdf.metadata.title, pdf.metadata.author, pdf.metadata.subject) == ("证书", "泰州市教育局", "样张")
    assert pdf.metadata["/CreationDate"] == "D:20260910000000+08'00'"
    assert pdf.trailer["/Root"]["/Lang"] == "zh-CN"


def test_no_font_is_asked_for_by_name_only() -> None:
    assert b"Helvetica" not in made()
    assert made().count(b"/FontFile2") == 2


def test_a_shared_drawing_enters_the_file_once_and_its_text_is_read() -> None:
    data = made()
    assert data.count(b"/Subtype /Form") == 1
    for page in read(data).pages:
        assert {"教师", "泰州张𬭚"} <= set(page.extract_text().split())


def test_a_shared_drawing_may_print_common_characters_only() -> None:
    with pytest.raises(ValueError, match="outside the common set"):
        made(stamped="学校")


def test_text_aligns_at_its_point(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = Fonts()
    paper = Paper((300, 200), fonts)
    seen: list[str] = []
    monkeypatch.setattr(paper, "put", seen.append)
    for align in ("left", "centre", "right"):
        paper.text(150, 50, "泰州", 10, align=align, spacing=2)
    assert [line.split()[5] for line in seen] == ["150.00", "139.00", "128.00"]
