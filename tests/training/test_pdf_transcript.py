"""The transcript: the same bytes twice, every row whole, closing lines that stay with a row; the pictures' geometry."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pypdf
import pytest

from training.pdf.transcript import TranscriptFacts, TranscriptRow, draw
from training.rules.hours_pictures import dial, pace_chart

ON = date(2026, 11, 24)


def facts(count: int, **fields: Any) -> TranscriptFacts:
    rows = tuple(
        TranscriptRow(
            date(2026, 3, 1), date(2026, 3, 2), f"第{n}项" + "很长的培训项目名称" * (n % 4), "市级", "集中", "16", "12",
            "已认定", "集中年度上限尚余 12，计入 12" if n % 3 == 0 else "",
        )
        for n in range(count)
    )  # fmt: skip
    one = TranscriptFacts(
        "泰州市教育局", "欧阳𬭚", "T0123456789", "海陵区实验小学", "海陵区", "2026–2030", ON, "360", "72", "69", "45",
        "180", "尚缺 291 学时", "1 学时 = 45 分钟",
        (("集中", "32", "32", "不设上限"), ("校本", "27", "24", "周期上限 120")),
        rows,
    )  # fmt: skip
    return replace(one, **fields)


def pages(one: TranscriptFacts) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(draw(one)))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert draw(facts(3)) == draw(facts(3))
    assert draw(facts(3)) != draw(facts(4))


def test_what_stands_on_it() -> None:
    (text,) = pages(facts(2))
    for words in ("培训学时证明", "2026–2030年周期", "姓名：欧阳𬭚", "教师编号：T0123456789", "海陵区海陵区实验小学",
                  "尚缺291学时", "集中：登记32，计入32（不设上限）", "第0项", "集中年度上限尚余12，计入12",
                  "计算规则：1学时=45分钟", "泰州市教育局2026年11月24日", "第1页，共1页"):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("count", [0, 1, 10, 14, 15, 16, 17, 18, 30, 60, 120])
def test_every_row_stands_once_and_the_end_is_not_alone(count: int) -> None:
    found = pages(facts(count))
    whole = "".join(found)
    for n in range(count):
        assert whole.count(f"第{n}项") == 1
    assert "计算规则" in found[-1]
    assert whole.count("计算规则") == 1
    assert all("项" in page for page in found)
    if not count:
        assert "没有已认定的学时" in whole


def test_the_dial_fills_with_what_counts_and_no_further() -> None:
    found = dial(due=3600, higher=1800, counted=2700, pending=400, pace=900)
    assert [one.name for one in found.arcs] == ["higher", "other", "pending"]
    assert found.percent == 75
    over = dial(due=100, higher=400, counted=500, pending=0, pace=100)
    assert [one.name for one in over.arcs] == ["higher"]
    assert over.arcs[0].path == over.track
    assert dial(due=0, higher=0, counted=0, pending=0, pace=0).arcs == ()


def test_the_chart_stands_on_the_months() -> None:
    found = pace_chart(first_year=2026, last_year=2030, months_before=0, due=3600, by_year={2026: 690}, months_now=11,
                       expected=[(2026, 753), (2030, 3764)])  # fmt: skip
    first, last = found.even.split()
    assert first == f"{found.left},{found.base}"
    assert last.startswith("548.0,")
    assert len(found.done.split()) == 2
    assert len(found.ahead.split()) == 3
    assert [one.label for one in found.years] == ["2026", "2027", "2028", "2029", "2030"]
    assert [one.label for one in found.ticks] == ["0", "90", "180", "270", "360"]
