"""Returned rows: nothing but them, as they were sent, with their reasons, and fit to be sent again."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kernel.imports.reader import read
from kernel.imports.returns import refused_workbook
from kernel.imports.sheets import Column, SheetSchema, find_table

SCHEMA = SheetSchema(
    "people", ("教师",), (Column("name", "姓名", required=True), Column("id", "身份证号", required=True))
)
ID = "321299197204025729"


def workbook(*, is_1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    page.title = "教师"
    for row in [
        ["教师名册"],
        [],
        ["序号", "姓名", "身份证号", "出生日期", "备注"],
        [1, "张三", ID, date(1985, 9, 1), "甲"],
        [2, "李四", float(ID), 31291, "乙"],
        [3, "王五", "00123", datetime(2000, 1, 2, 3, 4), "=1+1"],
        [4, "赵六", ID, True, "丙"],
    ]:
        page.append(row)
    page["E6"].data_type = "s"
    page["E7"].data_type, page["E7"].value = "s", "#N/A"
    page["E7"].data_type = "s"
    for name in ("无误", "任教经历"):
        book.create_sheet(name).append(["姓名", "年月"])
        book[name].append(["张三", "1985.9"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


REFUSALS = {"教师": {5: "号码失去精度；出生日期有误", 6: "=cmd", 7: "@x"}, "任教经历": {2: "缺少单位"}}


def test_only_titles_header_and_refused_rows_with_their_values() -> None:
    teachers, service = read(refused_workbook(workbook(), "名册.xlsx", REFUSALS), "退回.xlsx")
    assert (teachers.name, service.name) == ("教师", "任教经历")
    assert [row for _, row in teachers.rows] == [
        ["教师名册", None, None, None, None, None],
        ["序号", "姓名", "身份证号", "出生日期", "备注", "退回原因"],
        [2.0, "李四", None, 31291.0, "乙", "号码失去精度；出生日期有误"],  # what is left of the number is wrong
        [3.0, "王五", "00123", datetime(2000, 1, 2, 3, 4), "=1+1", "=cmd"],
        [4.0, "赵六", ID, True, "#N/A", "@x"],
    ]
    assert [row for _, row in service.rows] == [["姓名", "年月", "退回原因"], ["张三", "1985.9", "缺少单位"]]


def test_text_stays_text_and_the_page_is_readable() -> None:
    page = openpyxl.load_workbook(io.BytesIO(refused_workbook(workbook(), "名册.xlsx", REFUSALS)))["教师"]
    assert page["C3"].number_format == "@"  # blank now, and ready for a number of 18 digits
    for place in ("C4", "E4", "F4", "E5", "F5"):
        assert (page[place].data_type, page[place].number_format) == ("s", "@"), place
    assert page.freeze_panes == "A3"
    assert page["F2"].font.bold
    assert page["F2"].fill.fgColor.rgb == "00DDEBF7"
    assert page.column_dimensions["C"].width >= 20
    assert page.column_dimensions["F"].width == 60


def test_comes_back_cleanly_after_correction_and_a_second_return_keeps_one_column() -> None:
    first = refused_workbook(workbook(), "名册.xlsx", REFUSALS)
    table = find_table(read(first, "退回.xlsx")[0], SCHEMA)
    assert table is not None
    assert (table.header_row, table.ignored, [one.row for one in table.records]) == (2, ["出生日期", "备注"], [3, 4, 5])
    (second,) = read(refused_workbook(first, "退回.xlsx", {"教师": {4: "仍有误"}}), "退回.xlsx")
    assert second.rows[1:] == [
        (2, ["序号", "姓名", "身份证号", "出生日期", "备注", "退回原因"]),
        (3, [3.0, "王五", "00123", datetime(2000, 1, 2, 3, 4), "=1+1", "仍有误"]),
    ]


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_and_day_numbers_keep_their_epoch(is_1904: bool) -> None:
    body = refused_workbook(workbook(is_1904=is_1904), "名册.xlsx", {"教师": {4: "甲", 5: "乙"}})
    (sheet,) = read(body, "退回.xlsx")
    assert sheet.epoch_1904 is is_1904
    assert [row[3] for _, row in sheet.rows[2:]] == [date(1985, 9, 1), 31291.0]


def test_a_csv_comes_back_as_a_workbook() -> None:
    data = f"姓名,身份证号\n张三,{ID}\n\x0b李\x0b四,+86\n".encode("gb18030")
    (sheet,) = read(refused_workbook(data, "教师.csv", {"教师": {3: "号码有误"}}), "退回.xlsx")
    assert sheet.name == "教师"
    assert sheet.rows == [(1, ["姓名", "身份证号", "退回原因"]), (2, ["李四", "+86", "号码有误"])]


def test_the_header_row_may_be_named() -> None:
    data = "甲,乙,丙\n姓名,身份证号\n张三,1\n".encode()
    (guessed,) = read(refused_workbook(data, "a.csv", {"a": {3: "否"}}), "x")
    (named,) = read(refused_workbook(data, "a.csv", {"a": {3: "否"}}, {"a": 2}), "x")
    assert [row[-1] for _, row in guessed.rows] == ["退回原因", "否"]
    assert [row[-1] for _, row in named.rows] == [None, "退回原因", "否"]


def test_a_guessed_header_may_be_shorter_than_the_rows() -> None:
    data = "名册,,\n姓名,证号,\n张三,a,甲\n李四,b,乙\n".encode()
    (sheet,) = read(refused_workbook(data, "a.csv", {"a": {4: "否"}}), "x")
    assert sheet.rows[1:] == [(2, ["姓名", "证号", None, "退回原因"]), (3, ["李四", "b", "乙", "否"])]


def test_nothing_refused_gives_an_empty_workbook() -> None:
    assert [one.rows for one in read(refused_workbook(workbook(), "名册.xlsx", {}), "x")] == [[]]
