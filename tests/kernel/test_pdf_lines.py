"""Dates, lines and sizes of Chinese text."""

from __future__ import annotations

from datetime import date

import pytest

from kernel.pdf.chinese import arabic_date, chinese_date, numeral
from kernel.pdf.fonts import Fonts
from kernel.pdf.lines import NOT_FIRST, NOT_LAST, fit, wrap

FONTS = Fonts()


@pytest.mark.parametrize(
    ("day", "words", "digits"),
    [
        (date(2026, 9, 10), "二〇二六年九月十日", "2026年9月10日"),
        (date(2030, 10, 31), "二〇三〇年十月三十一日", "2030年10月31日"),
        (date(2009, 12, 20), "二〇〇九年十二月二十日", "2009年12月20日"),
        (date(2026, 1, 1), "二〇二六年一月一日", "2026年1月1日"),
    ],
)
def test_dates(day: date, words: str, digits: str) -> None:
    assert (chinese_date(day), arabic_date(day)) == (words, digits)


def test_numerals() -> None:
    assert [numeral(value) for value in (1, 10, 11, 30, 40, 99)] == ["一", "十", "十一", "三十", "四十", "九十九"]
    with pytest.raises(ValueError, match="100"):
        numeral(100)


def test_fit_shrinks_only_when_needed() -> None:
    assert fit(FONTS, "泰州", 100, 20) == 20
    size = fit(FONTS, "泰州市教师发展中心", 100, 20)
    assert FONTS.width("泰州市教师发展中心", size) == pytest.approx(100)


@pytest.mark.parametrize("room", range(40, 140, 7))
def test_lines_stay_in_the_room_and_break_where_they_may(room: int) -> None:
    text = "江苏省泰州中学（东校区），立德树人；“扫码核验”。特颁此证！"
    lines = wrap(FONTS, text, room, 10, indent=10)
    assert "".join(lines) == text
    assert all(FONTS.width(line, 10) <= room for line in lines)
    assert FONTS.width(lines[0], 10) <= room - 10
    assert not any(line[0] in NOT_FIRST for line in lines[1:])
    assert not any(line[-1] in NOT_LAST for line in lines[:-1])
