"""Cells: what people type becomes one plain value, and what is unclear is refused, never guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.imports import cells
from kernel.imports.cells import BadDate, ParsedDate, parse_date
from kernel.imports.reader import Cell

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SERIAL_DAYS = st.dates(date(1927, 5, 18), date(2100, 12, 31))  # five digits

DAY = ParsedDate(1985, 9, 1)
MONTH = ParsedDate(1985, 9, None)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (date(1985, 9, 1), DAY),
        (datetime(1985, 9, 1, 8, 30), DAY),
        ("1985-09-01", DAY),
        ("1985/9/1", DAY),
        ("1985.09.01", DAY),
        ("19850901", DAY),
        ("1985年9月1日", DAY),
        ("1985年09月01日", DAY),
        (" １９８５．９．１　", DAY),
        ("１９８５年 ９月 １日", DAY),
        ("1985—09—01", DAY),
        ("1985-09-01 00:00:00", DAY),
        ("1985/9/1 0:00", DAY),
        ("1985-09-01T00:00:00", DAY),
        (19850901.0, DAY),
        (19850901, DAY),
        ("31291", DAY),
        ("31291.0", DAY),
        (31291.0, DAY),
        (31291.75, DAY),
        ("1985.9", MONTH),
        ("1985-09", MONTH),
        ("1985/9", MONTH),
        ("198509", MONTH),
        (198509.0, MONTH),
        ("198509.0", MONTH),
        ("1985年9月", MONTH),
        ("1985年９月", MONTH),
        (1985.9, MONTH),
        (1985.09, MONTH),
        (1985.12, ParsedDate(1985, 12, None)),
        (1985.11, ParsedDate(1985, 11, None)),
        (1985.2, ParsedDate(1985, 2, None)),
        (1985.1, ParsedDate(1985, 1, None, ambiguous=True)),
        ("1985.1", ParsedDate(1985, 1, None)),
        ("1985.10", ParsedDate(1985, 10, None)),
        ("2000-02-29", ParsedDate(2000, 2, 29)),
    ],
)
def test_dates(cell: Cell, wanted: ParsedDate) -> None:
    assert parse_date(cell) == wanted


@pytest.mark.parametrize(
    "cell",
    [
        *(None, "", "至今", "1985", 1985, 1985.0, "1985年", "85.9", True, time(), timedelta(days=31291)),
        *("1985-13-01", "1985-00", "1985-09-00", "1985-02-30", "19850231", "198513", 198513.0, "1985-9/1", 1985.13),
        *("1899-12", "2101-01-01", date(2101, 1, 1), date(2443, 6, 30), "99999", 99999.0, "1900-02-29"),
        *(0, -31291.0, float("nan"), float("inf"), 1e300, 10**30, "1985.0901", 1985.091, "1985-09-01 8点", "#N/A"),
        datetime(1905, 6, 7, 21, 36),  # 1985.9 typed into a cell of date format
    ],
)
def test_what_is_no_date_for_certain_is_refused(cell: Cell) -> None:
    with pytest.raises(BadDate, match="不是有效日期，请写成"):
        parse_date(cell)


@given(
    DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}.{0.month}.{0.day}", "{0:%Y%m%d}"])
)
def test_every_day_survives_every_way_of_writing(day: date, form: str) -> None:
    assert parse_date(form.format(day)) == parse_date(day) == ParsedDate(day.year, day.month, day.day)


@given(
    DAYS,
    st.sampled_from(["{0:%Y-%m}", "{0.year}/{0.month}", "{0.year}.{0.month}", "{0:%Y%m}", "{0.year}年{0.month}月"]),
)
def test_every_month_survives_every_way_of_writing(day: date, form: str) -> None:
    assert parse_date(form.format(day)) == ParsedDate(day.year, day.month, None)


@given(SERIAL_DAYS, st.booleans())
def test_day_numbers_in_both_epochs(day: date, is_1904: bool) -> None:
    serial = (day - date(1904, 1, 1)).days if is_1904 else (day - date(1899, 12, 30)).days
    if serial >= 10_000:
        for cell in (serial, float(serial), str(serial)):
            assert parse_date(cell, epoch_1904=is_1904) == ParsedDate(day.year, day.month, day.day)


@given(st.text() | st.floats() | st.integers() | st.none())
def test_anything_else_is_refused_and_never_crashes(cell: Cell) -> None:
    try:
        parsed = parse_date(cell)
    except BadDate:
        return
    assert 1900 <= parsed.year <= 2100
    assert 1 <= parsed.month <= 12


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (None, ""),
        ("  张三\u3000\n", "张三"),
        ("\u200b\ufeff321299\u202c", "321299"),
        ("\u00a0甲\u00a0乙", "甲 乙"),
        ("３２１２９９Ｘｘ", "321299Xx"),
        ("泰州中学（高中部）", "泰州中学（高中部）"),
        ("\uf929\ufa0e", "\uf929\ufa0e"),
        (7.0, "7"),
        (7, "7"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (13800000000.0, "13800000000"),
        (321299197204025729.0, "3.21299197204026E+17"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (date(1985, 9, 1), "1985-09-01"),
        (datetime(1985, 9, 1), "1985-09-01"),
        (datetime(1985, 9, 1, 8, 5), "1985-09-01 08:05:00"),
        (time(8, 5), "08:05:00"),
    ],
)
def test_text(cell: Cell, wanted: str) -> None:
    assert cells.text(cell) == wanted
    assert cells.is_blank(cell) is (wanted == "")


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("张　三", "张三"),
        ("诸葛 孔\n明 ", "诸葛孔明"),
        ("  John \u3000  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("𠮷 田", "𠮷田"),
        *((f"买买提{dot}吐尔逊", "买买提\u00b7吐尔逊") for dot in "•．‧・･∙⋅·\u0387."),
        ("买买提 · 吐尔逊", "买买提·吐尔逊"),
        ("阿里．Ａ", "阿里·A"),
        (None, ""),
    ],
)
def test_names(cell: Cell, wanted: str) -> None:
    assert cells.name(cell) == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("*身 份\n证号（必填）", "身份证号"),
        ("姓　名：", "姓名"),
        ("【必填】姓名", "姓名"),
        ("出生日期(yyyy-mm-dd)", "出生日期"),
        ("参加工作时间（格式：2020-01）", "参加工作时间"),
        ("起始年月（如2001.09）", "起始年月"),
        ("起始年月（2001.09）", "起始年月"),
        ("学历（全日制）", "学历(全日制)"),
        ("ＱＱ号", "qq号"),
        (None, ""),
        (3.0, "3"),
    ],
)
def test_header_keys(cell: Cell, wanted: str) -> None:
    assert cells.header_key(cell) == wanted
