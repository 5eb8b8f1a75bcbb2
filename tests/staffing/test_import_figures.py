"""The workbook of yearly figures and the commands: what stands is written, each refused row has its own sentence."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pools import Pools
from world import FAR_SCHOOL, SCHOOL, SISTER, World, workbook

from kernel.imports.actions import import_now
from kernel.imports.desk import Judgement
from kernel.orgs.actions import close
from staffing.models import EstablishmentApproval, PoolUnit, SchoolFigures
from staffing.rules.figures import year_on

HEAD = ("学校名称", "学校标识码", "学年", "学段", "学生数", "班级数", "寄宿生数", "核定编制")
YEAR = year_on(date.today())


def _take(world: World, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, by: str = "city") -> Judgement:
    data = workbook({"Sheet1": [head, *rows]})
    return import_now(data=data, filename="数据.xlsx", kind="figures", options={}, by=world[by])


def test_figures_come_in_and_the_ledger_opens(settled: World) -> None:
    found = _take(
        settled, (SCHOOL, "3132000001", YEAR, "小学", 1000, 23, 0, 55),
        (SISTER, "", f"{YEAR}—{YEAR + 1}学年", "初中", 1080, 24, "", 80),
    )  # fmt: skip
    assert (found.counts["created"], found.refusals) == (2, [])
    one = SchoolFigures.objects.get(school=settled.units[SCHOOL])
    assert (one.pupils, one.classes, one.boarders) == (1000, 23, 0)
    other = SchoolFigures.objects.get(school=settled.units[SISTER])
    assert other.boarders is None  # an empty cell is not known, not zero
    assert PoolUnit.objects.get(unit=settled.units[SCHOOL]).approved == 55
    settled.units[SCHOOL].refresh_from_db()
    assert settled.units[SCHOOL].school_code == "3132000001"
    again = _take(settled, (SCHOOL, "3132000001", YEAR, "小学", 1000, 23, 0, 55))
    assert (again.counts["unchanged"], again.counts["created"], again.counts["updated"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("row", "code", "word"),
    [
        ((SCHOOL, "", YEAR, "小学", -5, 23, "", ""), "figures_negative", "不能为负数"),
        ((SCHOOL, "", YEAR, "小学", "约一千", 23, "", ""), "figures_text", "约一千"),
        ((SCHOOL, "", YEAR, "小学", 1000.5, 23, "", ""), "figures_fraction", "不能有小数"),
        ((SCHOOL, "", YEAR, "小学", "123456789", 23, "", ""), "figures_too_large", "超出"),
        ((SCHOOL, "", YEAR, "小学", 100, 2, 101, ""), "more_boarders", "寄宿生数 101"),
        ((SCHOOL, "", YEAR, "小学", 100, 0, "", ""), "no_classes", "班级数为 0"),
        ((SCHOOL, "", YEAR, "小学", 1000, 3, "", ""), "class_too_large", "3 个班"),
        ((SCHOOL, "", YEAR, "小学", 0, 3, "", ""), "empty_classes", "学生数为 0"),
        ((SCHOOL, "", YEAR + 1, "小学", 100, 3, "", ""), "year_ahead", "尚未开始"),
        ((SCHOOL, "", "去年", "小学", 100, 3, "", ""), "year_unreadable", "去年"),
        ((SCHOOL, "", "", "小学", 100, 3, "", ""), "year_missing", "学年"),
        ((SCHOOL, "", YEAR, "九年一贯制", 100, 3, "", ""), "stage_unknown", "九年一贯制"),
        ((SCHOOL, "", YEAR, "", 100, 3, "", ""), "stage_missing", "学段"),
        (("没有的学校", "", YEAR, "小学", 100, 3, "", ""), "school_unknown", "没有的学校"),
        (("", "", YEAR, "小学", 100, 3, "", ""), "school_missing", "至少填写一项"),
    ],
)
def test_each_refused_row_has_its_own_sentence(settled: World, row: tuple[Any, ...], code: str, word: str) -> None:
    found = _take(settled, row, (SISTER, "", YEAR, "初中", 1080, 24, "", ""))
    assert [(one.row, one.code) for one in found.refusals] == [(2, code)]
    assert word in found.refusals[0].message
    assert found.counts["created"] == 1
    assert not SchoolFigures.objects.filter(school=settled.units[SCHOOL]).exists()


def test_a_school_that_closed_is_refused(settled: World) -> None:
    close(school=settled.units[SISTER], on=date(2024, 9, 1), document="泰政发〔2024〕1号")
    found = _take(settled, (SISTER, "", YEAR, "初中", 100, 3, "", ""))
    assert [one.code for one in found.refusals] == ["school_closed"]
    assert "2024-09-01" in found.refusals[0].message
    assert _take(settled, (SISTER, "", 2023, "初中", 100, 3, "", "")).refusals == []  # it was open then


def test_a_school_is_never_half_taken(settled: World) -> None:
    found = _take(
        settled, (SCHOOL, "", YEAR, "小学", 480, 12, "", ""), (SCHOOL, "", YEAR, "初中", -1, 6, "", ""),
        (SCHOOL, "", YEAR - 1, "小学", 470, 12, "", ""),
    )  # fmt: skip
    assert [one.row for one in found.refusals] == [3]
    assert found.set_aside[0][1] == 2
    assert list(SchoolFigures.objects.values_list("year", flat=True)) == [YEAR - 1]


def test_the_same_stage_twice_and_two_approved_numbers(settled: World) -> None:
    found = _take(settled, (SCHOOL, "", YEAR, "小学", 480, 12, "", 30), (SCHOOL, "", YEAR, "小学", 480, 12, "", 31))
    assert (found.refusals[0].code, found.refusals[0].also) == ("row_twice", ("approved_differs",))


def test_last_years_workbook_is_noticed(settled: World) -> None:
    _take(settled, (SCHOOL, "", YEAR - 1, "小学", 480, 12, 20, ""))
    same = _take(settled, (SCHOOL, "", YEAR, "小学", 480, 12, 20, ""))
    assert any("可能误用了上年的表" in sentence for _sheet, _row, sentence in same.notes)
    jump = _take(settled, (SCHOOL, "", YEAR, "小学", 700, 16, 20, ""))
    assert any("学生数由上年 480 变为 700" in sentence for _sheet, _row, sentence in jump.notes)


def test_a_neighbours_school_is_refused(settled: World) -> None:
    found = _take(settled, (FAR_SCHOOL, "", YEAR, "小学", 100, 3, "", ""), by="district")
    assert [one.code for one in found.refusals] == ["school_out_of_scope"]
    assert _take(settled, (SCHOOL, "", YEAR, "小学", 100, 3, "", ""), by="school").counts["created"] == 1


def test_a_later_other_number_waits_for_the_second_person(settled: World) -> None:
    _take(settled, (SCHOOL, "", YEAR - 1, "小学", 480, 12, "", 30))
    _take(settled, (SCHOOL, "", YEAR, "小学", 480, 12, "", 28))
    assert EstablishmentApproval.objects.count() == 2
    assert PoolUnit.objects.get(unit=settled.units[SCHOOL]).approved == 30


def _json(name: str, *args: str) -> Any:
    out = StringIO()
    call_command(name, *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_commands(settled: World, tmp_path: Path) -> None:
    file = tmp_path / "学校数据.xlsx"
    rows = [
        (SCHOOL, "3132000001", YEAR, "小学", 66, 6, 0, 12), (SISTER, "", YEAR, "初中", 1080, 24, 0, 80),
        (FAR_SCHOOL, "", YEAR, "小学", 0, 0, 0, 5), (SCHOOL, "", YEAR, "小学", "若干", 1, 0, 0),
    ]  # fmt: skip
    file.write_bytes(workbook({"学校年度数据": [HEAD, *rows]}))
    answer = _json("import_school_figures", str(file))
    assert answer["rejected"][0]["code"] == "figures_text"
    assert (answer["accepted"], answer["set_aside"]) == (2, 1)
    file.write_bytes(workbook({"学校年度数据": [HEAD, (SCHOOL, "3132000001", YEAR, "小学", 66, 6, 0, 12)]}))
    assert _json("import_school_figures", str(file))["created"] == 1
    needs = {one["school"]: one for one in _json("establishment", "--year", str(YEAR))["results"]}
    small = needs[SCHOOL]
    assert (small["by_ratio"], small["by_class"], small["won"], small["extra"]) == (3.47, 12.0, "by_class", 0.0)
    assert (small["need"], small["approved"], small["in_post"], small["gap"]) == (12, 12, 3, 9)
    assert (needs[SISTER]["need"], needs[SISTER]["won"], needs[SISTER]["gap"]) == (80, "by_ratio", 80)
    empty = needs[FAR_SCHOOL]
    assert (empty["need"], empty["won"], empty["by_class"], empty["gap"], empty["approved"]) == (
        None,
        None,
        None,
        None,
        5,
    )
    paper = _json("pool_statement", "--unit", "3132000001")
    assert (paper["unit"], paper["balances"]["disposal"], paper["balances"]["vacant"]) == (SCHOOL, 12, 9)
    assert [one["kind"] for one in paper["entries"]] == ["approve"]
    with pytest.raises(CommandError, match="没有找到单位"):
        call_command("pool_statement", "--unit", "无")
    with pytest.raises(CommandError, match="无法识别"):
        call_command("establishment", "--year", "去年")


def test_a_statement_runs_to_the_balance(settled: World) -> None:
    pools = Pools(settled)
    pools.approve(SISTER, 20)
    pools.approve(SCHOOL, 12)
    pools.put_in(SISTER, 8)
    pools.lend(SCHOOL, 5)
    paper = _json("pool_statement", "--unit", SCHOOL)
    assert [(one["change"], one["balance"]) for one in paper["entries"]] == [(12, 12), (5, 17)]
    assert paper["entries"][-1]["balance"] == paper["balances"]["disposal"]
    pool = _json("pool_statement", "--unit", "321202")
    assert [(one["stock"], one["stock_balance"]) for one in pool["entries"]] == [(8, 8), (-5, 3)]
    assert pool["balances"]["stock"] == 3
