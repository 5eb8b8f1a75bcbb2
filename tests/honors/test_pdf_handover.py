"""The hand-over list: the same bytes twice, every row whole, own page numbers, closing lines that stay together."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from honors.pdf.handover import HandoverFacts, HandoverRow, draw_lists, paged

AS_OF = date(2026, 9, 10)


def facts(count: int, **fields: object) -> HandoverFacts:
    rows = tuple(HandoverRow(f"王{n}", 40 if n < 2 else 30, f"TZ30-2026-321202-{n:05d}1") for n in range(count))
    one = HandoverFacts("海陵区实验小学", "海陵区", "泰州市教育局", AS_OF, rows)
    return replace(one, **fields)  # type: ignore[arg-type]


def pages(*lists: HandoverFacts) -> list[str]:
    body, count = draw_lists(lists)
    found = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    assert len(found) == count
    return ["".join(text.split()) for text in found]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert draw_lists([facts(3)]) == draw_lists([facts(3)])
    assert draw_lists([facts(3)])[0] != draw_lists([facts(4)])[0]


def test_what_stands_on_it() -> None:
    (text,) = pages(facts(3))
    for words in ("荣誉证书交接清单", "学校：海陵区海陵区实验小学", "泰州市教育局", "序号姓名年限证书编号签收",
                  "合计3份：满40年2份，满30年1份。", "移交人：", "接收人：", "日期：", "第1页，共1页"):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("count", [1, 15, 16, 17, 19, 20, 34, 35, 36, 37, 38, 120])
def test_every_row_stands_once_and_the_closing_lines_on_the_last_page(count: int) -> None:
    texts = pages(facts(count))
    numbers = re.findall(r"TZ30-2026-321202-(\d{5})1", "".join(texts))
    assert numbers == [f"{n:05d}" for n in range(count)]
    assert ["移交人" in text for text in texts] == [False] * (len(texts) - 1) + [True]
    for place, text in enumerate(texts, 1):
        assert f"第{place}页，共{len(texts)}页" in text
        assert "序号姓名" in text


@pytest.mark.parametrize("count", range(1, 80))
def test_the_last_page_is_never_left_with_one_row_of_a_long_list(count: int) -> None:
    rows = facts(count).rows
    found = paged(rows)
    assert [row for page in found for row in page] == list(rows)
    assert len(found[-1]) >= min(3, count)


def test_schools_bound_together_keep_their_own_page_numbers() -> None:
    texts = pages(facts(40), facts(2, school="海陵区中心幼儿园"))
    assert "第3页，共3页" in texts[2]
    assert "第1页，共1页" in texts[3]
    assert "海陵区中心幼儿园" in texts[3]


def test_long_names_take_more_lines_and_lose_nothing() -> None:
    name, school = "阿卜杜热合曼·买买提依明·" * 4, "江苏省泰州市姜堰区第二初级中学教育集团" * 3
    row = HandoverRow(name[:50], 30, "TZ30-2026-321202-000011 补12")
    (text,) = pages(facts(1, rows=(row,), school=school))
    assert name[:50] in text
    assert school in text
    assert "TZ30-2026-321202-000011补12" in text
