"""The hours workbook at the import desk and on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from hours_cast import NUMBER, hours_book, hours_row
from world import FAR_SCHOOL, World, acts, id_number

from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from kernel.imports.desk import Judgement
from training.actions.hours_ledger import locked, step
from training.models import HourEntry, HourMove, HourStanding

WHY = "a test"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, settled: World) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 24))


def bring(world: World, *rows: dict[str, Any], by: str = "district_training") -> Judgement:
    return import_now(data=hours_book(*rows), filename="学时.xlsx", kind="hours", options={}, by=world.user(by))


def codes(found: Judgement) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in found.refusals]


def entries() -> list[HourEntry]:
    return list(HourEntry.objects.for_system(WHY).select_related("standing").order_by("pk"))


def test_a_good_row_is_put_down_with_its_arithmetic(settled: World) -> None:
    found = bring(settled, hours_row(学时="40.5"))
    assert found.counts["created"] == 1
    (entry,) = entries()
    assert (entry.tenths, entry.mode, entry.level, entry.kind) == (405, "face", "city", "")
    assert entry.standing.state == "approved"
    assert entry.basis == "按导入的名册登记 40.5 学时（1 学时 = 45 分钟）"
    assert [one.subject_id for one in acts("hours.imported")] == [str(entry.pk)]


def test_importing_twice_changes_nothing(settled: World) -> None:
    rows = [hours_row(证书编号="SJ-1"), hours_row(项目名称="网络研修", 方式="网络", 证书编号="SJ-2")]
    assert bring(settled, *rows).counts["created"] == 2
    before = [(one.pk, one.put_at) for one in entries()]
    again = bring(settled, *rows)
    assert (again.counts["created"], again.counts["unchanged"], again.refusals) == (0, 2, [])
    assert [(one.pk, one.put_at) for one in entries()] == before
    assert HourMove.objects.for_system(WHY).count() == 2


def test_the_word_of_a_school_reaches_as_far_as_its_own_level(settled: World) -> None:
    bring(settled, hours_row(), hours_row(项目名称="校本", 级别="校级", 方式="校本", 开始日期="2026-08-01",
          结束日期="2026-08-05"), by="school")  # fmt: skip
    assert [(one.level, one.standing.state) for one in entries()] == [("city", "checked"), ("school", "approved")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"身份证件号": ""}, "row_id_missing"), ({"身份证件号": id_number(date(1999, 9, 9))}, "hours_unknown_person"),
        ({"姓名": "别人"}, "row_name_differs"), ({"项目名称": ""}, "row_title_missing"),
        ({"项目名称": "长" * 101}, "row_too_long"), ({"级别": "镇级"}, "row_unknown_word"),
        ({"方式": "电话"}, "row_unknown_word"), ({"培训类别": "跳舞"}, "row_unknown_word"),
        ({"学时": "四十"}, "hours_not_number"), ({"学时": "12.55"}, "hours_not_number"), ({"学时": 0}, "hours_none"),
        ({"学时": -4}, "hours_not_number"), ({"学时": 60}, "hours_exceed_day"),
        ({"开始日期": "2026-02-30"}, "row_bad_date"), ({"开始日期": "2026-07"}, "row_no_day"),
        ({"结束日期": "2026-07-05"}, "hours_backwards"), ({"结束日期": "2026-11-25"}, "hours_future"),
        ({"开始日期": "1972-03-08", "结束日期": "1972-03-09", "学时": 8}, "hours_before_birth"),
        ({"开始日期": "2020-03-08", "结束日期": "2020-03-09", "学时": 8}, "hours_no_cycle"),
        ({"开始日期": "2020-03-08"}, "hours_long"),
    ],
)  # fmt: skip
def test_each_fault_is_told_and_nothing_of_the_row_is_written(settled: World, cells: dict[str, Any], code: str) -> None:
    found = bring(
        settled, hours_row(**cells), hours_row(项目名称="好的一行", 开始日期="2026-08-03", 结束日期="2026-08-07")
    )
    assert codes(found) == [(2, code)]
    assert "{" not in found.refusals[0].message
    assert [one.title for one in entries()] == ["好的一行"]


def test_overlapping_rows_of_one_person_are_refused(settled: World) -> None:
    """Within the file, and against what the ledger has."""
    late = hours_row(项目名称="另一场", 开始日期="2026-07-08", 结束日期="2026-07-12")
    found = bring(settled, hours_row(), late)
    assert codes(found) == [(3, "hours_overlap")]
    assert "小学数学骨干教师研修" in found.refusals[0].message
    assert codes(bring(settled, late)) == [(2, "hours_overlap")]
    assert bring(settled, {**late, "方式": "网络"}).counts["created"] == 1


def test_the_same_row_twice_in_a_file(settled: World) -> None:
    assert codes(bring(settled, hours_row(), hours_row())) == [(3, "row_twice")]


def test_what_differs_from_the_ledger_is_refused_with_both_values(settled: World) -> None:
    bring(settled, hours_row(证书编号="SJ-1"))
    found = bring(settled, hours_row(证书编号="SJ-1", 学时=30))
    assert codes(found) == [(2, "row_differs")]
    assert "学时为“40”，与本行“30”不同" in found.refusals[0].message
    found = bring(settled, hours_row(证书编号="SJ-1", 方式="网络"))
    assert "方式为“集中”，与本行“网络”不同" in found.refusals[0].message


def test_what_was_reversed_does_not_come_back_by_the_same_file(settled: World) -> None:
    bring(settled, hours_row(证书编号="SJ-1"))
    (entry,) = entries()
    step(
        standings=locked([entry.pk]), name="reverse", by=settled["city_training"], on=date(2026, 11, 24), reason="误录"
    )
    assert codes(bring(settled, hours_row(证书编号="SJ-1"))) == [(2, "row_reversed")]
    assert bring(settled, hours_row(证书编号="SJ-1", 学时=32)).counts["created"] == 1
    assert [(one.tenths, one.attempt, one.standing.state) for one in entries()] == [
        (400, 1, "reversed"), (320, 2, "approved"),
    ]  # fmt: skip


def test_nobody_imports_for_people_elsewhere(settled: World) -> None:
    far = settled.people["王远山"]
    assert far.school.name == FAR_SCHOOL
    row = hours_row(身份证件号=id_number(date(1966, 10, 1)), 姓名="王远山")
    assert codes(bring(settled, row)) == [(2, "hours_unknown_person")]
    assert id_number(date(1966, 10, 1)) not in bring(settled, row).refusals[0].message
    with pytest.raises(RuleBroken):
        bring(settled, row, by="honors")


def test_codes_and_other_words_of_the_columns_are_understood(settled: World) -> None:
    bring(settled, hours_row(培训类别="T7", 级别="province", 方式="线上", 学时="40学时"))
    (entry,) = entries()
    assert (entry.kind, entry.level, entry.mode, entry.tenths) == ("T7", "province", "online", 400)


def test_the_commands(settled: World, tmp_path: Path) -> None:
    """Import, ask for one person, ask for the city: the vector of the rule book with the yearly cap spread out."""
    rows = [hours_row(项目名称=f"校本{year}", 级别="校级", 方式="校本", 学时=30, 开始日期=f"{year}-03-02",
                      结束日期=f"{year}-03-06") for year in range(2021, 2026)]  # fmt: skip
    rows += [hours_row(项目名称="集中", 学时=200, 开始日期="2022-07-01", 结束日期="2022-07-30"),
             hours_row(项目名称="网络", 方式="网络", 学时=60, 开始日期="2023-01-01", 结束日期="2023-06-30"),
             hours_row(学时="x")]  # fmt: skip
    path = tmp_path / "hours.xlsx"
    path.write_bytes(hours_book(*rows))
    answer = run("import_hours", str(path))
    assert (answer["accepted"], answer["created"], answer["unchanged"]) == (7, 7, 0)
    assert [(one["row"], one["code"], one["column"]) for one in answer["rejected"]] == [(9, "hours_not_number", "学时")]
    assert run("import_hours", str(path))["unchanged"] == 7
    assert run("training_hours", "--id", NUMBER, "--on", "2025-12-31") == {
        "id_number": NUMBER, "cycle": "2021-2025", "raw": 410.0, "counted": 380.0, "due": 360.0,
        "buckets": [
            {"mode": "集中", "raw": 200.0, "counted": 200.0, "cap": None},
            {"mode": "网络", "raw": 60.0, "counted": 60.0, "cap": 180.0},
            {"mode": "校本", "raw": 150.0, "counted": 120.0, "cap": 120.0},
        ],
    }  # fmt: skip
    half = run("training_hours", "--id", NUMBER, "--on", "2022-12-31")
    assert (half["raw"], half["counted"]) == (260.0, 248.0)
    city = run("training_compliance", "--cycle", "2021")
    assert (city["cycle"], city["teachers"], city["passed"]) == ("2021-2025", 4, 1)
    assert {one["name"]: one["passed"] for one in city["districts"]} == {"海陵区": 1, "姜堰区": 0}


def test_a_dry_run_writes_nothing(settled: World, tmp_path: Path) -> None:
    path = tmp_path / "hours.xlsx"
    path.write_bytes(hours_book(hours_row()))
    assert run("import_hours", str(path), "--dry-run")["created"] == 1
    assert entries() == []
    assert not HourStanding.objects.for_system(WHY).exists()
