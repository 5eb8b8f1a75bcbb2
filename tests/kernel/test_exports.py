"""Exports: numbered without a gap, stamped, bound to a scope, approved above a size, deleted in time."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from world import FAR_SCHOOL, SCHOOL, World, acts, at_the_same_moment, build, person

from kernel.accounts.actions import grant_role
from kernel.accounts.models import Grant
from kernel.audit.queries import looks_at
from kernel.errors import RuleBroken
from kernel.exports import actions
from kernel.exports.desk import both
from kernel.exports.models import Export, ExportSequence, ExportState
from kernel.exports.queries import may_decide, to_sign
from kernel.files.models import StoredFile
from kernel.orgs.scoping import Scope
from kernel.signoff.queries import is_waiting
from kernel.workbooks import workbook
from teachers.exports import COLUMNS, USUAL
from teachers.models import Teacher

BORN = date(1990, 5, 4)
ALL = {"columns": list(COLUMNS), "asked": {}, "words": ""}
PLAIN = {"columns": list(USUAL), "asked": {}, "words": ""}


def ask(world: World, who: str = "school", options: dict[str, Any] = PLAIN, **values: Any) -> Export:
    values = {"kind": "roster", "reason": "职称评审", **values}
    return actions.ask(options=options, by=world.user(who), **values)


def again(export: Export) -> Export:
    return Export.objects.for_system("test").select_related("asked_by", "unit", "file").get(pk=export.pk)


def made(world: World, export: Export) -> Export:
    actions.make(export=again(export), by=world.user(export.asked_by.username))
    return again(export)


def book(export: Export) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(actions.hand_out(export=export, by=export.asked_by)))


def names(export: Export) -> list[str]:
    return [str(row[0]) for row in book(export).worksheets[0].iter_rows(min_row=2, values_only=True)]


# --- what is in the file ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_workbook_says_whose_it_is(settled: World) -> None:
    one = made(settled, ask(settled))
    found = book(one)
    assert [sheet.title for sheet in found.worksheets] == ["教师名册", "导出说明"]
    who = str(settled["school"])
    for sheet in found.worksheets:
        for text in (sheet.oddHeader.right.text, sheet.oddFooter.left.text):
            assert one.number in text
            assert who in text
    facts = dict(found["导出说明"].iter_rows(min_row=2, values_only=True))
    assert facts["导出编号"] == one.number
    assert facts["数据范围"] == SCHOOL
    assert facts["行数"] == "3"
    assert facts["用途"] == "职称评审"
    assert (found.properties.identifier, found.properties.creator) == (one.number, who)


@pytest.mark.django_db
def test_what_is_sensitive_is_masked_always(settled: World) -> None:
    settled.enrol(person("陈晓", BORN, phone="15412345678"))
    one = ask(settled, options=ALL)
    assert (one.grade, one.state) == ("L4", ExportState.WAITING), "a column of grade L4 wants a second person"
    actions.approve(export=one, by=settled.user("district"))
    cells = [str(cell.value) for row in book(made(settled, one)).worksheets[0].rows for cell in row]
    person_ = settled.people["陈晓"]
    assert "321299************" in cells
    assert "154****5678" in cells
    assert "1990-**-**" in cells
    for hidden in (person_.id_number, "15412345678", "1990-05", person_.id_number[-4:]):
        assert not [cell for cell in cells if hidden in cell]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(text: str) -> None:
    found = openpyxl.load_workbook(io.BytesIO(workbook((text[:1].strip() or "x", (text,), [(text,), (text + "A",)]))))
    for row in found.worksheets[0].rows:
        assert row[0].data_type == "s"
        assert str(row[0].value).replace("\n", "\r") in {one.replace("\n", "\r") for one in (text, text + "A")}
        assert row[0].quotePrefix


@pytest.mark.django_db
def test_a_name_like_a_formula_is_a_name(settled: World) -> None:
    settled.enrol(person('=HYPERLINK("x","y")', date(1980, 1, 1)))
    sheet = book(made(settled, ask(settled))).worksheets[0]
    cell = next(row[0] for row in sheet.rows if str(row[0].value).startswith("=HYPER"))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


# --- the scope -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "count"), [("school", 3), ("district", 3), ("far_school", 1), ("city", 4)])
def test_everybody_gets_the_own_part(settled: World, who: str, count: int) -> None:
    one = made(settled, ask(settled, who))
    assert one.rows == len(names(one)) == count


@pytest.mark.django_db
def test_who_may_not_export_does_not(settled: World) -> None:
    for who in ("nobody", "teacher", "approver"):
        with pytest.raises(RuleBroken, match="没有导出的权限"):
            ask(settled, who)
    assert not Export.objects.for_system("test").exists()


@pytest.mark.django_db
def test_a_grant_that_ended_meanwhile_gives_nothing(settled: World) -> None:
    one = ask(settled)
    Grant.objects.filter(user=settled["school"]).update(valid_until=timezone.localdate())
    done = made(settled, one)
    assert (done.state, done.file) == (ExportState.FAILED, None)
    assert "授权已经失效" in done.problem


@pytest.mark.django_db
def test_a_grant_that_shrank_gives_less_and_one_that_grew_not_more(settled: World) -> None:
    settled.enrol(person("孙二", date(1980, 2, 2), ("321202", "海陵区第二初级中学")))
    one = ask(settled, "district")
    assert one.rows == 4
    user = settled["district"]
    Grant.objects.filter(user=user).update(valid_until=timezone.localdate())
    for unit in (SCHOOL, FAR_SCHOOL):
        grant_role(user=user, role="school_hr", org=settled.units[unit], on=date(2020, 1, 1), by=settled.command_line)
    done = made(settled, one)
    assert done.rows == 3, "the own school of the two, nobody of the far one"
    with pytest.raises(RuleBroken, match="授权范围已经变动"):
        actions.hand_out(export=done, by=settled.user("district"))


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (["0001"], ["00010002"], ["00010002"]), (["00010002"], ["0001"], ["00010002"]),
        (["00010001", "00010002"], ["00010002"], ["00010002"]), (["00010001"], ["00010002"], []), ([], ["0001"], []),
    ],
)  # fmt: skip
def test_what_lies_in_both(first: list[str], second: list[str], found: list[str]) -> None:
    assert both(Scope.of(first), Scope.of(second)).paths == tuple(found)


@pytest.mark.django_db
def test_the_file_is_for_who_asked(settled: World) -> None:
    one = made(settled, ask(settled))
    with pytest.raises(RuleBroken, match="只能由申请人下载"):
        actions.hand_out(export=one, by=settled["district"])
    assert names(one)
    assert again(one).downloads == 1
    assert [line.detail["rows"] for line in acts("export.downloaded")] == [3]


# --- the second person -----------------------------------------------------------------------------------------------


@pytest.fixture
def few(settings: Any) -> None:
    """An export of more than two rows is a large one."""
    settings.EXPORT_APPROVAL_ROWS = 2


@pytest.mark.django_db
def test_a_large_one_waits_for_another_person(settled: World, few: None, at_once: Any) -> None:
    with at_once():
        one = ask(settled)
    assert (one.state, one.needs_approval) == (ExportState.WAITING, True)
    with pytest.raises(RuleBroken, match="尚未生成"):
        actions.hand_out(export=again(one), by=settled["school"])
    with pytest.raises(RuleBroken, match="不在您的审批范围"):
        actions.approve(export=again(one), by=settled.user("far_district"))
    with at_once():
        actions.approve(export=again(one), by=settled.user("district"), answer="同意")
    done = again(one)
    assert (done.state, done.approved_by) == (ExportState.READY, settled["district"])
    assert "海陵区" in dict(book(done)["导出说明"].iter_rows(min_row=2, values_only=True))["审批人"]


@pytest.mark.django_db
def test_nobody_approves_the_own_one(settled: World, few: None) -> None:
    one = ask(settled, "district")
    with pytest.raises(RuleBroken, match="不能签署自己"):
        actions.approve(export=one, by=settled.user("district"))
    assert again(one).state == ExportState.WAITING
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.for_system("test").filter(pk=one.pk).update(approved_by=settled["district"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.for_system("test").filter(pk=one.pk).update(state="making")


@pytest.mark.django_db
def test_a_refusal_says_why_and_ends_it(settled: World, few: None) -> None:
    one = ask(settled)
    with pytest.raises(RuleBroken, match="理由"):
        actions.refuse(export=one, by=settled.user("district"), answer=" ")
    actions.refuse(export=one, by=settled.user("district"), answer="用途不明")
    assert again(one).state == ExportState.REFUSED
    with pytest.raises(RuleBroken, match="不在待审批状态"):
        actions.approve(export=again(one), by=settled.user("district"))
    made(settled, one)
    assert again(one).file is None


@pytest.mark.django_db
def test_a_request_is_taken_back(settled: World, few: None) -> None:
    one = ask(settled)
    with pytest.raises(RuleBroken, match="只有提出人"):
        actions.withdraw(export=one, by=settled["district"])
    actions.withdraw(export=one, by=settled["school"])
    assert again(one).state == ExportState.WITHDRAWN


@pytest.mark.django_db
def test_one_that_grew_over_the_limit_is_not_made(settled: World, settings: Any) -> None:
    settings.EXPORT_APPROVAL_ROWS = 3
    one = ask(settled)
    settled.enrol(person("新来", date(1985, 1, 1)))
    assert made(settled, one).state == ExportState.FAILED


# --- numbers, and the end --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_numbers_follow_each_other_without_a_gap(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    year = timezone.localdate().year
    assert ask(settled).number == f"DC-{year}-000001"
    monkeypatch.setattr(actions, "record", _broken)
    with pytest.raises(RuntimeError):
        ask(settled)
    monkeypatch.undo()
    assert ask(settled).number == f"DC-{year}-000002"
    assert ExportSequence.objects.get(year=year).last == 2


def _broken(*_args: Any, **_values: Any) -> None:
    raise RuntimeError


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_twice() -> None:
    world = build()
    world.settle()
    results = at_the_same_moment(6, lambda: ask(world).number)
    assert sorted(str(one)[-6:] for one in results) == [f"{place:06d}" for place in range(1, 7)]


@pytest.mark.django_db(transaction=True)
def test_the_file_lies_sealed_and_goes_after_its_days(db: None) -> None:
    world = build()
    world.settle()
    one = again(ask(world))
    assert one.state == ExportState.READY, "the job is done at once in tests"
    stored = StoredFile.objects.get()
    place = Path(default_storage.path(stored.working_place))
    assert place.read_bytes()[:2] != b"PK"
    assert one.expires_at is not None
    assert one.expires_at - timezone.now() > timedelta(days=6, hours=23)
    assert actions.expire() == 0
    Export.objects.for_system("test").update(expires_at=timezone.now())
    assert actions.expire() == 1
    assert again(one).state == ExportState.EXPIRED
    assert again(one).digest
    assert not place.exists()
    assert not StoredFile.objects.exists()
    with pytest.raises(RuleBroken, match="已按期删除"):
        actions.hand_out(export=again(one), by=world["school"])


@pytest.mark.django_db
def test_a_task_begun_anew_makes_one_file(settled: World) -> None:
    one = ask(settled)
    made(settled, one)
    made(settled, one)
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_long_list_is_read_in_pages(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teachers.exports.PAGE", 2)
    told: list[tuple[int, int]] = []
    one = ask(settled)
    actions.make(export=again(one), by=settled.user("school"), progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]
    assert names(again(one)) == sorted(["周缺页", "李长青", "陈晓"])


@pytest.mark.django_db
def test_a_request_that_nobody_decides_ends_after_its_days(settled: World, few: None, settings: Any) -> None:
    one, rows = ask(settled), Export.objects.for_system("test")
    assert actions.expire() == 0
    rows.update(asked_at=timezone.now() - timedelta(days=settings.EXPORT_DAYS))
    assert actions.expire() == 1
    done = again(one)
    assert (done.state, done.file) == (ExportState.FAILED, None)
    assert "未在规定天数内审批" in done.problem
    assert not is_waiting(one)
    assert acts("signature.lapsed")[-1].actor_name == settled.command_line.username
    with pytest.raises(RuleBroken, match="不在待审批状态"):
        actions.approve(export=done, by=settled.user("district"))
    assert actions.expire() == 0


# --- a look at each of its people ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_everybody_in_the_list_is_told_who_took_it_and_what_for(settled: World) -> None:
    one = made(settled, ask(settled, "city", reason=f"职称评审 {settled.people['陈晓'].id_number}"))
    lines = acts("teacher.exported")
    assert {line.subject_id for line in lines} == {str(person_.pk) for person_ in settled.people.values()}
    assert {(line.kind, line.actor_name) for line in lines} == {("read", "city")}
    assert one.number in lines[0].sentence
    assert "用途：职称评审" in lines[0].sentence
    assert settled.people["陈晓"].id_number not in lines[0].sentence
    me = settled.people["李长青"]
    assert [line.act for line in looks_at(settled["teacher"], me)] == ["teacher.exported"]


@pytest.mark.django_db
def test_who_takes_out_the_own_row_did_not_look_at_it(settled: World) -> None:
    grant_role(
        user=settled["teacher"], role="school_hr", org=settled.units[SCHOOL], on=date(2020, 1, 1),
        by=settled.command_line,
    )  # fmt: skip
    one = made(settled, ask(settled, "teacher"))
    assert one.rows == 3
    assert str(settled.people["李长青"].pk) not in {line.subject_id for line in acts("teacher.exported")}


@pytest.mark.django_db
def test_what_was_not_made_is_no_look(settled: World, settings: Any) -> None:
    settings.EXPORT_APPROVAL_ROWS = 3
    one = ask(settled)
    settled.enrol(person("新来", date(1985, 1, 1)))
    assert made(settled, one).state == ExportState.FAILED
    assert not acts("teacher.exported")


@pytest.mark.django_db
def test_the_looks_cost_the_same_for_few_and_for_many(settled: World) -> None:
    counts = []
    for turn in range(2):
        for place in range(20 * turn):
            settled.enrol(person(f"人{place}", date(1980, 3, 1 + place)))
        one = again(ask(settled))
        with CaptureQueriesContext(connection) as seen:
            actions.make(export=one, by=settled.user("school"))
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
    assert len(acts("teacher.exported")) == 3 + 23


# --- pages -----------------------------------------------------------------------------------------------------------


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.mark.django_db
def test_from_the_list_to_the_file(settled: World, sign_in: Callable[[str], Client], at_once: Any) -> None:
    client = sign_in("school")
    assert "/teachers/export/?q=%E6%9D%8E" in body(client.get("/teachers/?q=李"))
    page = body(client.get("/teachers/export/?q=李"))
    assert "1 人" in page
    assert "L4，脱敏" in page
    form = {"columns": ["name", "school"], "reason": "通知培训"}
    with at_once():
        answer = client.post("/teachers/export/?q=李", form)
    export = Export.objects.for_system("test").get()
    assert answer["Location"] == export.get_absolute_url()
    page = body(client.get(export.get_absolute_url()))
    assert "下载文件" in page
    assert "姓名或教师编号：李" in page
    answer = client.get(f"{export.get_absolute_url()}file.xlsx")
    assert answer["Cache-Control"] == "private, no-store"
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows == [("姓名", "学校"), ("李长青", SCHOOL)]
    assert export.number in body(client.get("/exports/"))


@pytest.mark.django_db
def test_neighbours_see_nothing_of_it(settled: World, sign_in: Callable[[str], Client], few: None) -> None:
    one = ask(settled)
    url = one.get_absolute_url()
    for who in ("far_school", "far_district", "nobody", "honors"):
        assert sign_in(who).get(url).status_code == 404
        assert sign_in(who).get(f"{url}file.xlsx").status_code == 404
        assert sign_in(who).post(f"{url}withdraw/").status_code == 404
        assert one.number not in body(sign_in(who).get("/exports/?tab=approve"))
        assert one.number not in body(sign_in(who).get("/exports/?tab=all"))
    assert sign_in("far_district").post(f"{url}approve/").status_code == 404
    assert sign_in("school").post(f"{url}approve/").status_code == 403


@pytest.mark.django_db
def test_it_is_approved_on_its_page(settled: World, sign_in: Callable[[str], Client], few: None, at_once: Any) -> None:
    one = ask(settled)
    district = sign_in("district")
    assert "审批导出：教师名册" in body(district.get("/"))
    assert one.get_absolute_url() in body(district.get("/access/signatures/"))
    assert one.get_absolute_url() not in body(sign_in("far_district").get("/access/signatures/"))
    assert one.number in body(district.get("/exports/?tab=approve"))
    assert "批准导出" in body(district.get(one.get_absolute_url()))
    with at_once():
        district.post(f"{one.get_absolute_url()}approve/", {"answer": "同意"})
    page = body(sign_in("school").get(one.get_absolute_url()))
    assert "下载文件" in page
    assert "：同意" in page
    assert "导出已生成：教师名册" in body(sign_in("school").get("/"))
    assert "下载文件" not in body(district.get(one.get_absolute_url()))
    assert district.get(f"{one.get_absolute_url()}file.xlsx").status_code == 409


@pytest.mark.django_db
def test_who_stands_in_for_the_asker_is_not_asked(settled: World, few: None) -> None:
    one, today = ask(settled), timezone.localdate()
    assert len(to_sign(settled.user("district"))) == 1
    Grant.objects.create(
        user=settled["district"], role="school_hr", org=settled.units[SCHOOL], valid_from=today, kind="delegated",
        valid_until=today + timedelta(5), on_behalf_of=Grant.objects.get(user=settled["school"]),
    )  # fmt: skip
    assert to_sign(settled.user("district")) == []
    assert not may_decide(settled.user("district"), one)


@pytest.mark.django_db
def test_a_refusal_is_told(settled: World, sign_in: Callable[[str], Client], few: None) -> None:
    one = ask(settled)
    url = one.get_absolute_url()
    assert "请写明不同意的理由" in body(sign_in("district").post(f"{url}refuse/", follow=True))
    sign_in("district").post(f"{url}refuse/", {"answer": "用途不明"})
    assert "未批准：用途不明" in body(sign_in("school").get(url))


@pytest.mark.django_db
def test_who_looks_after_exports_sees_those_of_the_own_part(
    settled: World, sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from kernel.accounts.roles import role_table

    seen = role_table()["district_hr"]
    table = {"district_hr": replace(seen, permissions=seen.permissions | {"exports.view_all"})}
    monkeypatch.setattr("kernel.accounts.models.role_table", lambda: {**role_table(), **table})
    near, far = ask(settled), ask(settled, "far_school")
    page = body(sign_in("district").get("/exports/?tab=all"))
    assert near.number in page
    assert far.number not in page
    assert sign_in("district").get(near.get_absolute_url()).status_code == 200
    assert sign_in("district").get(far.get_absolute_url()).status_code == 404
    assert near.scope_words == SCHOOL


@pytest.mark.django_db
def test_the_list_costs_the_same_for_one_and_for_three(
    settled: World, sign_in: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    client = sign_in("school")
    ask(settled)
    with django_assert_num_queries(5):
        client.get("/exports/")
    ask(settled)
    ask(settled)
    with django_assert_num_queries(5):
        client.get("/exports/")


@pytest.mark.django_db
def test_a_filter_that_is_none_is_not_there(settled: World, sign_in: Callable[[str], Client]) -> None:
    far = settled.units[FAR_SCHOOL].pk
    assert sign_in("school").get(f"/teachers/export/?school={far}").status_code == 404
    assert sign_in("school").get("/teachers/export/?status=x").status_code == 404
    assert sign_in("approver").get("/teachers/export/").status_code == 403
    answer = sign_in("school").post("/teachers/export/", {"columns": ["password"], "reason": "x"})
    assert answer.status_code == 200
    assert Teacher.objects.for_system("test").count() == 4
    assert not Export.objects.for_system("test").exists()
