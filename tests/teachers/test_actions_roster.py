"""The roster from row to register: what is created, updated, kept; what is refused, each with its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from world import (
    FAR_SCHOOL,
    JIANGYAN,
    SCHOOL,
    SISTER,
    World,
    acts,
    id_number,
    month,
    person,
    roster,
    row,
    row_of,
    service_row,
)

from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from kernel.imports.desk import Judgement
from kernel.orgs.actions import add_school
from kernel.orgs.models import Organisation
from teachers.errors import FAULTS
from teachers.models import Post, ServiceRecord, Teacher
from teachers.queries.teaching import retirement_window
from teachers.rules.id_number import check_character
from teachers.rules.months import text as month_text

pytestmark = pytest.mark.django_db

BORN = date(1990, 5, 4)
NUMBER = id_number(BORN)
OTHER_BORN = date(1985, 1, 20)
OTHER = id_number(OTHER_BORN)


def bring(
    world: World, teachers: Sequence[Mapping[str, Any]], services: Any = None, schools: Any = None, *,
    by: str = "city", with_schools: bool = False,
) -> Judgement:  # fmt: skip
    """Import a workbook as an officer would, and write it."""
    return import_now(
        data=roster(teachers, services, schools), filename="名册.xlsx", kind="roster",
        options={"with_schools": with_schools}, by=world.user(by),
    )  # fmt: skip


def codes(verdict: Judgement) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.row, one.code) for one in verdict.refusals]


def posts(teacher: Teacher) -> list[tuple[str, date | None, date | None]]:
    rows = Post.objects.for_system("test").filter(teacher=teacher).select_related("org")
    return [(one.org.name, one.valid_from, one.valid_until) for one in rows]


def services(teacher: Teacher) -> list[tuple[str, str, str | None]]:
    rows = ServiceRecord.objects.for_system("test").filter(teacher=teacher)
    return [(one.kind, f"{one.start_month:%Y-%m}", f"{one.end_month:%Y-%m}" if one.end_month else None) for one in rows]


# --- created, updated, unchanged -------------------------------------------------------------------------------------


def test_a_new_person_is_created_with_a_post_and_service(world: World) -> None:
    verdict = bring(world, [row(来校年月="2015-09", 手机号="１５４00001234")], [service_row(NUMBER)])
    assert verdict.counts == {
        "accepted": 1, "created": 1, "updated": 0, "unchanged": 0, "refused": 0, "set_aside": 0,
        "service_only": 0,
    }  # fmt: skip
    teacher = row_of(NUMBER)
    assert (teacher.name, teacher.id_number, teacher.phone) == ("陈晓", NUMBER, "15400001234")
    assert (teacher.birth_on, teacher.sex, teacher.school.name) == (BORN, "1", SCHOOL)
    assert not teacher.history_incomplete
    assert posts(teacher) == [(SCHOOL, date(2015, 9, 1), None)]
    assert services(teacher) == [("teaching", "2012-09", None)]


def test_an_update_tells_old_and_new(world: World) -> None:
    bring(world, [row(职称="二级教师", 任教学科="语文")])
    verdict = bring(world, [row("陈小晓", 职称="一级教师", 任教学科="语文")])
    assert (verdict.counts["updated"], verdict.counts["created"]) == (1, 0)
    (change,) = verdict.changes
    assert (change.sheet, change.row, change.who) == ("教师", 2, "陈小晓")
    assert set(change.fields) == {("姓名", "陈晓", "陈小晓"), ("职称", "二级教师", "一级教师")}
    assert row_of(NUMBER).title == "一级教师"
    assert acts("teacher.updated")[0].detail["fields"] == ["name", "title"]


def test_a_change_reads_in_words(world: World) -> None:
    bring(world, [row(用人形式="在编", 参加工作年月="2012-09")])
    verdict = bring(world, [row(用人形式="劳务派遣", 参加工作年月="2012-08")])
    assert set(verdict.changes[0].fields) == {("用人形式", "在编", "劳务派遣"), ("参加工作年月", "2012-09", "2012-08")}


def test_a_blank_cell_changes_nothing(world: World) -> None:
    bring(world, [row(手机号="15400001234", 职称="一级教师", 民族="汉族")])
    verdict = bring(world, [row(手机号=None, 职称="　", 民族="")])
    assert (verdict.counts["unchanged"], verdict.changes) == (1, [])
    teacher = row_of(NUMBER)
    assert (teacher.phone, teacher.title, teacher.ethnicity) == ("15400001234", "一级教师", "汉族")


def test_a_name_is_tidied(world: World) -> None:
    bring(world, [row("张　三"), row("买买提•艾力", OTHER_BORN)])
    assert (row_of(NUMBER).name, row_of(OTHER).name) == ("张三", "买买提·艾力")


def test_an_unchanged_person_leaves_no_line(world: World) -> None:
    bring(world, [row()], [service_row(NUMBER)])
    bring(world, [row()], [service_row(NUMBER)])
    assert (len(acts("teacher.enrolled")), len(acts("teacher.updated"))) == (1, 0)


# --- posts over time -------------------------------------------------------------------------------------------------


def test_another_school_ends_one_post_and_begins_the_next(world: World) -> None:
    (teacher,) = world.enrol(person("陈晓", BORN, joined_on=date(2012, 9, 1)))
    world.enrol(person("陈晓", BORN, ("321202", SISTER)), on=date(2025, 2, 1))
    assert posts(teacher) == [(SCHOOL, date(2012, 9, 1), date(2025, 2, 1)), (SISTER, date(2025, 2, 1), None)]
    assert row_of(NUMBER).school.name == SISTER
    assert acts("teacher.updated")[0].detail["fields"] == ["school"]


def test_the_day_of_joining_dates_the_change(world: World) -> None:
    (teacher,) = world.enrol(person("陈晓", BORN, joined_on=date(2012, 9, 1)))
    world.enrol(person("陈晓", BORN, ("321202", SISTER), joined_on=date(2024, 8, 20)), on=date(2025, 2, 1))
    assert posts(teacher)[1] == (SISTER, date(2024, 8, 20), None)


def test_a_day_of_joining_before_the_present_post_does_not_turn_time_back(world: World) -> None:
    (teacher,) = world.enrol(person("陈晓", BORN, joined_on=date(2020, 9, 1)))
    world.enrol(person("陈晓", BORN, ("321202", SISTER), joined_on=date(2010, 9, 1)), on=date(2025, 2, 1))
    assert posts(teacher) == [(SCHOOL, date(2020, 9, 1), date(2020, 9, 1)), (SISTER, date(2020, 9, 1), None)]


def test_another_footing_is_another_post(world: World) -> None:
    (teacher,) = world.enrol(person("陈晓", BORN, employment="contract"))
    world.enrol(person("陈晓", BORN, employment="establishment"), on=date(2025, 2, 1))
    rows = Post.objects.for_system("test").filter(teacher=teacher)
    assert [(one.employment, one.valid_until) for one in rows] == [
        ("contract", date(2025, 2, 1)), ("establishment", None),
    ]  # fmt: skip


def test_a_title_is_no_new_post(world: World) -> None:
    (teacher,) = world.enrol(person("陈晓", BORN))
    world.enrol(person("陈晓", BORN, title="一级教师"), on=date(2025, 2, 1))
    assert len(posts(teacher)) == 1


def test_the_preview_shows_the_change_of_school(world: World) -> None:
    bring(world, [row()])
    verdict = bring(world, [row(school=SISTER)])
    assert verdict.changes[0].fields == (("所在学校", SCHOOL, SISTER),)


# --- service records -------------------------------------------------------------------------------------------------


def test_service_rows_are_matched_by_start_and_kind(world: World) -> None:
    bring(world, [row()], [service_row(NUMBER, "2012-09", "至今")])
    verdict = bring(
        world, [row()],
        [service_row(NUMBER, "2012-09", "2020-08"), service_row(NUMBER, "2020-09", "", "教研")],
    )  # fmt: skip
    assert services(row_of(NUMBER)) == [("teaching", "2012-09", "2020-08"), ("research", "2020-09", None)]
    assert verdict.changes[0].fields == (
        ("任教经历", "", "教研 2020-09 至今"),
        ("任教经历", "任教 2012-09 至今", "任教 2012-09 ~ 2020-08"),
    )
    line = acts("teacher.updated")[0].detail
    assert (line["services"], line["services_changed"]) == (1, 1)


def test_rows_missing_from_a_new_file_stay_and_are_listed(world: World) -> None:
    bring(world, [row()], [service_row(NUMBER, "2012-09", "2014-08"), service_row(NUMBER, "2014-09")])
    verdict = bring(world, [row()], [service_row(NUMBER, "2014-09")])
    assert verdict.remaining == ["陈晓：任教 2012-09 ~ 2014-08"]
    assert len(services(row_of(NUMBER))) == 2


def test_a_file_without_service_rows_says_nothing_about_them(world: World) -> None:
    bring(world, [row()], [service_row(NUMBER)])
    verdict = bring(world, [row()])
    assert (verdict.remaining, verdict.counts["unchanged"]) == ([], 1)


def test_service_rows_alone_find_a_registered_teacher(world: World) -> None:
    bring(world, [row()])
    verdict = bring(world, [], [service_row(f" {NUMBER.lower()} ", "2012.9", "2014年8月")], by="school")
    assert (verdict.counts["accepted"], verdict.counts["service_only"]) == (0, 1)
    assert services(row_of(NUMBER)) == [("teaching", "2012-09", "2014-08")]


def test_the_same_row_twice_says_nothing_new(world: World) -> None:
    verdict = bring(world, [row()], [service_row(NUMBER)] * 2)
    assert codes(verdict) == []
    assert len(services(row_of(NUMBER))) == 1


def test_a_bad_service_row_refuses_itself_alone_and_marks_the_history(world: World) -> None:
    verdict = bring(world, [row()], [service_row(NUMBER), service_row(NUMBER, "2020-02", "2019-02", "病假")])
    assert codes(verdict) == [("任教经历", 3, "period_reversed")]
    teacher = row_of(NUMBER)
    assert services(teacher) == [("teaching", "2012-09", None)]
    assert teacher.history_incomplete


def test_the_mark_goes_when_the_rows_are_put_right(world: World) -> None:
    bring(world, [row()], [service_row(NUMBER, "不详")])
    assert row_of(NUMBER).history_incomplete
    bring(world, [row()])
    assert row_of(NUMBER).history_incomplete, "a file without service rows proves nothing"
    verdict = bring(world, [row()], [service_row(NUMBER)])
    assert not row_of(NUMBER).history_incomplete
    assert ("经历不全", "是", "否") in verdict.changes[0].fields


def test_rows_of_a_refused_teacher_are_set_aside(world: World) -> None:
    verdict = bring(world, [row(""), row("李平", OTHER_BORN)], [service_row(NUMBER), service_row(OTHER)])
    assert (verdict.counts["set_aside"], verdict.counts["accepted"]) == (1, 1)
    assert codes(verdict) == [("教师", 2, "name_missing")]


def test_rows_of_a_teacher_with_an_unreadable_number_are_set_aside_by_the_raw_cell(world: World) -> None:
    lost = float(f"{NUMBER[:15]}000")
    verdict = bring(world, [row(身份证件号=lost)], [service_row(lost), service_row(lost, "2020-01", "2020-03", "病假")])
    assert codes(verdict) == [("教师", 2, "id_precision_lost")]
    assert verdict.counts["set_aside"] == 2


# --- what a number and a date may look like --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [f"'{NUMBER}", f" {NUMBER[:6]} {NUMBER[6:]}", "".join(chr(ord(one) + 0xFEE0) for one in NUMBER), NUMBER.lower()],
)
def test_a_number_is_cleaned(world: World, cell: str) -> None:
    assert codes(bring(world, [row(身份证件号=cell)])) == []
    assert row_of(NUMBER).id_number == NUMBER


def test_a_number_of_the_first_generation_is_lengthened(world: World) -> None:
    old = "321299850120001"
    new = f"32129919850120001{check_character('32129919850120001')}"
    assert codes(bring(world, [row(born=OTHER_BORN, 身份证件号=old)], [service_row(old)])) == []
    assert services(row_of(new)) == [("teaching", "2012-09", None)]


@pytest.mark.parametrize(
    "cell", ["1990-05-04", "1990/5/4", "1990.05.04", "19900504", 19900504, 32997, date(1990, 5, 4), "1990年5月4日"]
)
def test_dates_as_schools_write_them(world: World, cell: object) -> None:
    assert codes(bring(world, [row(出生日期=cell)])) == []


@pytest.mark.parametrize(
    ("cell", "stands"), [("1990-05", True), ("199005", True), ("1990.5", True), ("1990-06", False)]
)
def test_a_birth_month_is_compared_by_month(world: World, cell: str, stands: bool) -> None:
    verdict = bring(world, [row(出生日期=cell)])
    assert [one.code for one in verdict.refusals] == ([] if stands else ["birth_conflicts_id"])
    if stands:
        assert row_of(NUMBER).birth_on == BORN, "the day comes from the number"


@pytest.mark.parametrize(
    ("born", "code"), [(date(1985, 1, 20), ""), (date(1985, 10, 20), ""), (date(1985, 3, 20), "bad_date")]
)
def test_a_number_1985_1_is_settled_by_the_id_or_refused(world: World, born: date, code: str) -> None:
    verdict = bring(world, [row(born=born, 出生日期=1985.1)])
    assert [one.code for one in verdict.refusals] == ([code] if code else [])


def test_a_number_1985_1_elsewhere_is_refused(world: World) -> None:
    assert codes(bring(world, [row(参加工作年月=2012.1)])) == [("教师", 2, "bad_date")]


def test_the_birth_month_of_the_file_wins(world: World) -> None:
    document = "泰人社〔2010〕1号"
    given = {"出生日期": "1964-01-03", "档案出生年月": "1964-01", "档案出生年月认定文件": document}
    number = id_number(date(1965, 3, 1))
    verdict = bring(world, [row(born=date(1965, 3, 1)) | given])
    assert codes(verdict) == []
    teacher = row_of(number)
    assert (teacher.birth_on, teacher.archive_birth_month) == (date(1965, 3, 1), date(1964, 1, 1))
    by_file = retirement_window(teacher)
    teacher.archive_birth_month = None
    by_number = retirement_window(teacher)
    assert by_file is not None
    assert by_number is not None
    assert month_text(by_file.statutory) == "2024-01", "born before 1965: not delayed"
    assert by_file.statutory < by_number.statutory


def test_a_birth_month_of_the_file_without_its_document_is_a_note(world: World) -> None:
    verdict = bring(world, [row(档案出生年月="1989-05")])
    assert codes(verdict) == []
    assert [(sheet, line) for sheet, line, _text in verdict.notes] == [("教师", 2)]


def test_a_passport_takes_the_birth_date_of_the_row(world: World) -> None:
    verdict = bring(
        world, [row("SMITH JOHN", 证件类型="护照", 身份证件号="E1234567", 出生日期="1980-02-03", 性别="男")]
    )
    assert codes(verdict) == []
    assert (row_of("E1234567").birth_on, row_of("E1234567").name) == (date(1980, 2, 3), "SMITH JOHN")


# --- schools ---------------------------------------------------------------------------------------------------------


def test_new_schools_come_first_and_only_when_asked_for(world: World) -> None:
    schools = [("泰东实验学校", "321202", "九年一贯制"), (SCHOOL, "321202", "小学")]
    verdict = bring(world, [row(school="泰东实验学校")], None, schools)
    assert codes(verdict) == [("教师", 2, "unknown_school")]
    assert [sheet for sheet, _row, _text in verdict.notes] == ["学校"]
    verdict = bring(world, [row(school="泰东实验学校")], None, schools, with_schools=True)
    assert codes(verdict) == []
    school = Organisation.objects.get(name="泰东实验学校")
    assert (school.parent, school.stage) == (world.units["海陵区"], "nine_year")
    assert Organisation.objects.filter(name=SCHOOL).count() == 1


def test_only_who_may_add_schools_adds_them(world: World) -> None:
    with pytest.raises(RuleBroken) as caught:
        bring(world, [row()], None, [("泰东实验学校", "321202", "")], by="school", with_schools=True)
    assert caught.value.code == "no_permission"
    assert not Teacher.objects.for_system("test").exists()


def test_the_nearest_names_are_offered(world: World) -> None:
    verdict = bring(world, [row(school="海陵区实验小学校"), row("李平", OTHER_BORN, "完全不同的名字")])
    near, far = verdict.refusals
    assert f"名称相近的有“{SCHOOL}”" in near.message
    assert "相近" not in far.message
    assert codes(verdict) == [("教师", 2, "unknown_school"), ("教师", 3, "unknown_school")]


def test_only_names_of_the_own_place_are_offered(world: World) -> None:
    verdict = bring(world, [row(school="海陵实验小学")], by="school")
    assert SCHOOL in verdict.refusals[0].message
    assert FAR_SCHOOL not in verdict.refusals[0].message


def test_a_name_found_twice_is_settled_by_the_code(world: World) -> None:
    add_school(district=world.units[JIANGYAN], name=SCHOOL)
    verdict = bring(world, [row(), row("李平", OTHER_BORN, 所属区划代码="321204")])
    assert codes(verdict) == [("教师", 2, "ambiguous_school")]
    assert "海陵区、姜堰区" in verdict.refusals[0].message
    assert row_of(OTHER).school.division_code == "321204"


def test_of_two_schools_of_one_name_the_own_is_meant(world: World) -> None:
    add_school(district=world.units[JIANGYAN], name=SCHOOL)
    assert codes(bring(world, [row()], by="school")) == []
    assert row_of(NUMBER).school == world.units[SCHOOL]


# --- every refusal has its row ---------------------------------------------------------------------------------------

LOST = float(f"{NUMBER[:15]}000")
WRONG_CHECK = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")
LONG = "字" * 51
PERSON_FAULTS: dict[str, list[dict[str, Any]]] = {
    "name_missing": [{"姓名": ""}, {"姓名": "　"}],
    "id_precision_lost": [{"身份证件号": LOST}, {"身份证件号": "3.21299E+17"}, {"身份证件号": f"{NUMBER[:15]}000"}],
    "id_check_digit": [
        {"身份证件号": WRONG_CHECK},
        {"身份证件号": NUMBER[:17]},
        {"身份证件号": "32129919900230001X"},
        {"身份证件号": "32129A199005040116"},
    ],
    "bad_date": [{"出生日期": "19八五年"}, {"参加工作年月": "2012-13"}, {"从教年月": "1850-01"}, {"来校年月": "待定"}],
    "birth_conflicts_id": [{"出生日期": "1990-05-05"}],
    "sex_conflicts_id": [{"性别": "女"}],
    "unknown_school": [{"所在学校": "没有的学校"}, {"所在学校": ""}, {"所属区划代码": "321204"}],
    "id_missing": [{"身份证件号": ""}],
    "birth_missing": [{"证件类型": "护照", "身份证件号": "E1234567", "出生日期": ""}],
    "value_too_long": [{"姓名": LONG}, {"职称": LONG}, {"民族": LONG}, {"手机号": "1" * 31}],
}


@pytest.mark.parametrize(("code", "cells"), [(code, cells) for code, cases in PERSON_FAULTS.items() for cells in cases])
def test_a_row_is_refused(world: World, code: str, cells: dict[str, Any]) -> None:
    verdict = bring(world, [row() | cells, row("李平", OTHER_BORN)])
    assert codes(verdict) == [("教师", 2, code)]
    assert verdict.counts["accepted"] == 1, "the row beside it stands"
    refusal = verdict.refusals[0]
    assert refusal.message.endswith("。")
    assert "{" not in refusal.message
    assert refusal.column
    assert not Teacher.objects.for_system("test").exclude(name="李平").exists()


SERVICE_FAULTS: dict[str, list[tuple[Any, ...]]] = {
    "period_reversed": [(NUMBER, "2020-02", "2020-01", "任教")],
    "unknown_kind": [(NUMBER, "2020-02", "2020-03", "上课"), (NUMBER, "2020-02", "2020-03", "")],
    "start_missing": [(NUMBER, "", "2020-03", "任教")],
    "bad_date": [(NUMBER, "二〇二〇年", "2020-03", "任教"), (NUMBER, "2020-02", 2020.1, "任教")],
    "orphan_service": [(OTHER, "2020-02", "2020-03", "任教"), ("", "2020-02", "2020-03", "任教")],
    "duplicate_service": [(NUMBER, "2012-09", "2013-08", "任教")],
}


@pytest.mark.parametrize(("code", "line"), [(code, line) for code, cases in SERVICE_FAULTS.items() for line in cases])
def test_a_service_row_is_refused(world: World, code: str, line: tuple[Any, ...]) -> None:
    verdict = bring(world, [row()], [service_row(NUMBER), service_row(*line)])
    assert codes(verdict) == [("任教经历", 3, code)]
    assert services(row_of(NUMBER)) == [("teaching", "2012-09", None)]
    assert row_of(NUMBER).history_incomplete == (code != "orphan_service")


SCHOOL_FAULTS = {
    "school_name_missing": ("", "321202", "小学"),
    "unknown_district": ("泰东实验学校", "320100", "小学"),
}


@pytest.mark.parametrize("code", SCHOOL_FAULTS)
def test_a_school_row_is_refused(world: World, code: str) -> None:
    verdict = bring(world, [row()], None, [SCHOOL_FAULTS[code]], with_schools=True)
    assert codes(verdict) == [("学校", 2, code)]
    assert not Organisation.objects.filter(name="泰东实验学校").exists()


def test_the_first_of_two_equal_teachers_stands(world: World) -> None:
    verdict = bring(world, [row(), row("陈晓二"), row("李平", OTHER_BORN)])
    assert codes(verdict) == [("教师", 3, "duplicate_in_file")]
    assert "第 2 行" in verdict.refusals[0].message
    assert row_of(NUMBER).name == "陈晓"


def test_a_refused_row_does_not_bar_the_same_person_below(world: World) -> None:
    verdict = bring(world, [row(""), row()])
    assert codes(verdict) == [("教师", 2, "name_missing")]
    assert row_of(NUMBER).name == "陈晓"


def test_a_school_of_somebody_else_is_refused(world: World) -> None:
    verdict = bring(world, [row(school=FAR_SCHOOL), row("李平", OTHER_BORN)], by="school")
    assert codes(verdict) == [("教师", 2, "school_out_of_scope")]
    assert [one.code for one in bring(world, [row(school=FAR_SCHOOL)], by="district").refusals] == [
        "school_out_of_scope"
    ]


def test_a_teacher_of_somebody_else_is_refused(world: World) -> None:
    """Neither the row nor service rows reach a person whom another place holds, and nothing of them is told."""
    world.enrol(person("王远山", BORN, ("321204", FAR_SCHOOL), title="高级教师"))
    verdict = bring(world, [row("王远山")], [service_row(NUMBER)], by="school")
    assert codes(verdict) == [("教师", 2, "teacher_elsewhere")]
    assert FAR_SCHOOL not in verdict.refusals[0].message
    assert verdict.changes == []
    verdict = bring(world, [row("李平", OTHER_BORN)], [service_row(NUMBER)], by="school")
    assert codes(verdict) == [("任教经历", 2, "orphan_service")]
    teacher = row_of(NUMBER)
    assert (teacher.school.name, services(teacher)) == (FAR_SCHOOL, [])


def test_two_faults_give_the_first_in_order_and_the_others(world: World) -> None:
    verdict = bring(world, [row() | {"性别": "女", "所在学校": "没有的学校", "出生日期": "1990-05-05"}])
    (refusal,) = verdict.refusals
    assert (refusal.code, refusal.also) == ("birth_conflicts_id", ("sex_conflicts_id", "unknown_school"))
    assert len(refusal.reasons) == 3
    assert refusal.column == "出生日期"


def test_every_fault_of_the_table_is_tested_here() -> None:
    by_themselves = {
        "duplicate_in_file", "ambiguous_school", "school_out_of_scope", "school_closed", "teacher_elsewhere",
        "gate_shut",  # tests/ethics: who has an open case is not moved by a workbook
    }  # fmt: skip
    assert by_themselves | set(PERSON_FAULTS) | set(SERVICE_FAULTS) | set(SCHOOL_FAULTS) == set(FAULTS)


def test_words_that_no_list_knows_are_noted_and_left_out(world: World) -> None:
    verdict = bring(world, [row(用人形式="临时", 性别="不明", 任教学段="大班")])
    assert codes(verdict) == []
    assert len(verdict.notes) == 3
    assert row_of(NUMBER).employment == ""


def test_unknown_columns_are_noted(world: World) -> None:
    assert bring(world, [row(血型="A")]).ignored_columns == [("教师", "血型")]


# --- the database itself ---------------------------------------------------------------------------------------------


def test_the_database_refuses_what_a_rule_would(world: World) -> None:
    from django.db import IntegrityError, transaction

    (teacher,) = world.enrol(person("陈晓", BORN, services=[("2012-09", None, "teaching")]))
    broken: list[Any] = [
        ServiceRecord(teacher=teacher, kind="aid", start_month=month("2020-02"), end_month=month("2020-01")),
        ServiceRecord(teacher=teacher, kind="aid", start_month=date(2020, 2, 2)),
        ServiceRecord(teacher=teacher, kind="teaching", start_month=month("2012-09")),
        Post(teacher=teacher, org=teacher.school, valid_from=date(2020, 1, 1)),
        Post(teacher=teacher, org=teacher.school, valid_from=date(2020, 1, 2), valid_until=date(2020, 1, 1)),
        Teacher(name="", id_digest="0" * 64, birth_on=BORN, school=teacher.school),
        Teacher(name="双", id_digest=teacher.id_digest, birth_on=BORN, school=teacher.school),
        Teacher(name="明文", id_digest=NUMBER, birth_on=BORN, school=teacher.school),
    ]
    for one in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)
