"""Sheets: the header is found where it stands, no person is skipped, nothing that is no person is taken for one."""

from __future__ import annotations

import pytest

from kernel.imports.reader import Cell, Sheet
from kernel.imports.sheets import Column, SheetSchema, find_table, match

PEOPLE = SheetSchema(
    "people",
    ("教师", "教师名册"),
    (
        Column("name", "姓名", ("教师姓名",), required=True),
        Column("id", "身份证件号", ("身份证号",), required=True),
        Column("school", "学校", ("工作单位", "单位")),
        Column("full_time", "全日制学历"),
        Column("stage", "学段"),
    ),
)
SPANS = SheetSchema(
    "spans",
    ("任教经历",),
    (
        Column("id", "身份证件号", ("身份证号",), required=True),
        Column("name", "姓名"),
        Column("start", "起始年月", required=True),
    ),
)
HEADER: list[Cell] = ["序号", "姓名", "身份证号", "学校"]
ID = "321299197204025729"
PERSON: list[Cell] = [1.0, "张三", ID, "一中"]


def sheet(*rows: list[Cell], name: str = "Sheet1", first: int = 1) -> Sheet:
    """Rows numbered from ``first``; an empty list leaves a number out, as the reader does."""
    return Sheet(name, [(number, row) for number, row in enumerate(rows, first) if row])


def rows_of(*rows: list[Cell]) -> list[int]:
    table = find_table(sheet(HEADER, *rows), PEOPLE)
    assert table is not None
    return [record.row for record in table.records]


def test_header_below_titles_with_the_rows_own_numbers() -> None:
    titles: list[list[Cell]] = [["教师名册", None], ["单位：一中", None, None, "姓名"], []]
    table = find_table(
        sheet(*titles, ["序号", "* 姓 名\n（必填）", "身份证号：", "备注", "工作单位"], [], PERSON), PEOPLE
    )
    assert table is not None
    assert (table.header_row, table.columns) == (4, {"name": 1, "id": 2, "school": 4})
    assert (table.ignored, table.missing) == (["备注"], [])
    (record,) = table.records
    assert (record.row, record.cells) == (6, {"name": "张三", "id": ID, "school": None})
    assert record.raw == PERSON


def test_title_given_twice_the_first_stands() -> None:
    table = find_table(sheet(["姓名", "身份证号", "单位", "学校", "编号"], ["张三", ID, "甲", "乙", "5"]), PEOPLE)
    assert table is not None
    assert (table.ignored, table.records[0].cells["school"]) == (["学校"], "甲")


def test_missing_columns_are_named() -> None:
    table = find_table(sheet(["姓名", "学校"], ["张三", "一中"]), PEOPLE)
    assert table is not None
    assert table.missing == ["身份证件号"]


def test_header_in_two_lines() -> None:
    upper: list[Cell] = ["姓名", "身份证号", "学历", None, "任教"]
    lower: list[Cell] = [None, None, "全日制", "在职", "学段"]
    table = find_table(sheet(["名册"], upper, lower, ["张三", ID, "本科", "硕士", "小学"]), PEOPLE)
    assert table is not None
    assert (table.header_row, table.columns) == (3, {"name": 0, "id": 1, "full_time": 2, "stage": 4})
    assert (table.ignored, [one.row for one in table.records]) == (["在职"], [4])


def test_the_first_person_is_never_part_of_the_header() -> None:
    assert rows_of([None, None, ID, "学段"], PERSON) == [2, 3]
    assert rows_of(["学段", "李四", None, None]) == [2]


def test_header_deeper_than_thirty_rows_is_not_looked_for() -> None:
    filler: list[list[Cell]] = [["甲"]] * 30
    assert find_table(sheet(*filler, HEADER), PEOPLE) is None
    assert find_table(sheet(*filler[1:], HEADER), PEOPLE) is not None
    assert find_table(sheet(["甲", "乙"]), PEOPLE) is None


@pytest.mark.parametrize(
    "row",
    [
        [None, "合计", 400.0, None],
        ["合 计", None, "400人", None],
        [None, None, "小计：3人", None],
        ["总计", 3, 4, 5],
        ["填表人：", None, None, "审核人："],
        ["填表人：王五", None, "联系电话：13800000000", None],
        [None, "单位负责人（签章）：", None, None],
        ["备注：本表一式两份，请于9月30日前报送。"],
        ["填表人", None, "审核人", None],
        ["填报单位（盖章）：一中", None, None, "填报日期：2026年9月1日"],
        [400.0, None, None, None],
        [400.0, " ", "\u3000", None],
        ["序号", "姓 名", "身份证号", "学校"],
    ],
)
def test_rows_that_are_no_person_are_skipped(row: list[Cell]) -> None:
    assert rows_of(row, PERSON) == [3]


@pytest.mark.parametrize(
    "row",
    [
        [1.0, "合计", ID, "一中"],
        [1.0, "总计", None, "一中"],
        [None, "张三", "合计", None],
        ["备注：", "张三", ID, "一中"],
        ["单位", "张三", "5", None],
        [None, None, ID, None],
        [None, None, None, "一中"],
        [1.0, "姓名", ID, "学校"],
        ["合计", "张三"],
        [None, "0", None, None],
    ],
)
def test_rows_that_may_be_a_person_are_kept(row: list[Cell]) -> None:
    assert rows_of(row, PERSON) == [2, 3]


def test_short_rows_and_the_column_of_an_earlier_return() -> None:
    table = find_table(
        sheet(["姓名", "身份证号", "学校", "退回原因"], ["张三"], [None, None, None, "号码有误"]), PEOPLE
    )
    assert table is not None
    assert (table.ignored, [one.cells for one in table.records]) == ([], [{"name": "张三", "id": None, "school": None}])


def test_epoch_travels_with_the_table() -> None:
    table = find_table(Sheet("a", [(1, HEADER)], epoch_1904=True), PEOPLE)
    assert table is not None
    assert table.epoch_1904


SPAN_HEADER: list[Cell] = ["姓名", "身份证号", "起始年月"]


def test_match_by_name_goes_before_match_by_header() -> None:
    tables = match([sheet(HEADER, name="别的"), sheet(HEADER[:3], name=" 教 师 ")], [PEOPLE, SPANS])
    assert {key: table.sheet_name for key, table in tables.items()} == {"people": " 教 师 "}


def test_match_by_header_when_names_say_nothing() -> None:
    tables = match(
        [sheet(SPAN_HEADER, name="Sheet1"), sheet(["说明"], name="x"), sheet(HEADER, name="Sheet2")], [PEOPLE, SPANS]
    )
    assert {key: table.sheet_name for key, table in tables.items()} == {"people": "Sheet2", "spans": "Sheet1"}


def test_match_by_header_wants_the_required_columns_match_by_name_reports_them() -> None:
    assert match([sheet(["姓名", "学校"])], [PEOPLE]) == {}
    assert match([sheet(["姓名", "学校"], name="教师")], [PEOPLE])["people"].missing == ["身份证件号"]
