"""Clearance: authorised, sent, answered has or has not; the gate of hiring; prohibitions; who sees what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from ethics_helpers import TODAY, officer
from world import SCHOOL, World, acts, id_number, scan, workbook

from ethics.actions import clearance as actions
from ethics.choices.clearance import ClearanceResult, ProhibitionCode, SubjectKind
from ethics.models import Clearance, Prohibition
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries import clearance as queries
from ethics.queries.people import asked
from ethics.queries.standing import standing
from ethics.rules.clearance import catalogue, next_due, term_of, valid_until
from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from teachers import gates
from teachers.gates import GateAct

pytestmark = pytest.mark.django_db
LI, NEW = id_number(date(1972, 3, 8)), id_number(date(1999, 5, 6))
C = ProhibitionCode


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def ask(world: World, number: str = LI, name: str = "李长青", **values: Any) -> Clearance:
    given: dict[str, Any] = {
        "subject": SubjectKind.NEW_TEACHER, "name": name, "id_number": number, "unit": world.units[SCHOOL],
        "authorised_on": TODAY - timedelta(days=3), "files": [scan()], "by": officer(world, "e_school"), "on": TODAY,
    }  # fmt: skip
    return actions.ask_clearance(**{**given, **values})


def answer(world: World, one: Clearance, result: ClearanceResult = ClearanceResult.NONE, on: date = TODAY) -> None:
    actions.note_result(clearance=one, result=result, queried_on=on, by=officer(world, "e_district"), on=on)


def said(world: World, purpose: str = "hire", on: date = TODAY, name: str = "李长青") -> tuple[str, list[str]]:
    found = standing(world.people[name].pk, purpose, on)
    return found.answer, [one.code for one in found.reasons]


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "start", "given", "end", "fault"),
    [
        (C.B1, date(2026, 1, 1), None, None, ""),
        (C.B1, date(2026, 1, 1), date(2030, 1, 1), None, "prohibition_endless"),
        (C.B2, date(2026, 1, 1), None, None, ""),
        (C.B3, date(2026, 5, 20), None, date(2031, 5, 20), ""),
        (C.B3, date(2026, 5, 20), date(2030, 5, 20), None, "prohibition_fixed"),
        (C.B4, date(2026, 1, 1), date(2029, 1, 1), date(2029, 1, 1), ""),
        (C.B4, date(2026, 1, 1), date(2031, 1, 1), date(2031, 1, 1), ""),
        (C.B4, date(2026, 1, 1), date(2028, 12, 31), None, "prohibition_b4"),
        (C.B4, date(2026, 1, 1), date(2031, 1, 2), None, "prohibition_b4"),
        (C.B4, date(2026, 1, 1), None, None, "prohibition_needs_end"),
        (C.B5, date(2026, 1, 1), None, None, "prohibition_needs_end"),
        (C.B5, date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1), ""),
        (C.B6, date(2026, 1, 1), None, None, ""),
        (C.B6, date(2026, 1, 1), date(2026, 1, 1), None, "prohibition_backwards"),
        (C.B7, date(2026, 1, 1), date(2028, 1, 1), date(2028, 1, 1), ""),
        (C.B8, date(2026, 1, 1), None, date(2029, 1, 1), ""),
    ],
)
def test_terms_of_prohibitions(code: str, start: date, given: date | None, end: date | None, fault: str) -> None:
    found = term_of(code, start, given)
    assert (found.until_on, found.fault) == (end, fault)


def test_days_and_catalogues() -> None:
    assert valid_until(date(2026, 1, 1), 60) == date(2026, 3, 2)
    assert next_due(date(2026, 1, 31), 12) == date(2027, 1, 31)
    assert len(catalogue(SubjectKind.NEW_TEACHER, is_kindergarten=False)) == 3
    assert len(catalogue(SubjectKind.NEW_STAFF, is_kindergarten=True)) == 2
    assert set(SubjectKind.values) == {str(one) for one in SubjectKind if catalogue(one, is_kindergarten=False)}


# --- the way of a query ----------------------------------------------------------------------------------------------


def test_from_authorisation_to_the_open_gate(settled: World) -> None:
    teacher = settled.people["李长青"]
    assert said(settled) == ("hold", ["clearance_missing"])
    one = ask(settled)
    assert said(settled) == ("hold", ["clearance_pending"])
    with refused("clearance_waits"):
        ask(settled)
    batch = actions.make_batch(by=officer(settled, "e_district"), on=TODAY)
    assert (batch.number, batch.people) == ("CX-2026-00001", 1)
    with refused("nothing_to_send"):
        actions.make_batch(by=officer(settled, "e_district"), on=TODAY)
    answer(settled, one)
    assert said(settled) == ("clear", [])
    assert gates.ask(GateAct.APPOINT, [teacher.pk], TODAY) == {}
    assert said(settled, on=TODAY + timedelta(days=59)) == ("clear", [])
    assert said(settled, on=TODAY + timedelta(days=60)) == ("hold", ["clearance_stale"])
    with refused("result_there"):
        answer(settled, one)
    assert [line.detail for line in acts("clearance.answered")] == [{}], "the trail does not say what"


def test_a_hit_stops_everything_until_it_is_settled(settled: World) -> None:
    one, duty = ask(settled), officer(settled, "e_duty")
    answer(settled, one, ClearanceResult.HIT)
    for purpose in ("hire", "commendation", "title_review"):
        assert said(settled, purpose) == ("barred", ["clearance_not_passed"])
    with refused("no_permission"):
        actions.dispute(clearance=one, by=officer(settled, "e_district"), on=TODAY, reason="同名")
    with refused("reason_missing"):
        actions.dispute(clearance=one, by=duty, on=TODAY, reason=" ")
    actions.dispute(clearance=one, by=duty, on=TODAY, reason="同名")
    assert said(settled) == ("hold", ["clearance_disputed"])
    actions.settle(clearance=one, upheld=False, by=duty, on=TODAY, reason="不是本人")
    assert said(settled) == ("clear", [])
    with refused("clearance_moved"):
        actions.settle(clearance=one, upheld=True, by=duty, on=TODAY, reason="x")


def test_a_later_clean_result_does_not_undo_a_hit(settled: World) -> None:
    answer(settled, ask(settled), ClearanceResult.HIT)
    answer(settled, ask(settled))
    assert said(settled)[0] == "barred"


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("id_wrong", {"number": "321299197203080000"}),
        ("authorised_in_future", {"authorised_on": TODAY + timedelta(days=1)}),
        ("authorisation_missing", {"files": []}),
    ],
)
def test_refused_queries(settled: World, code: str, values: dict[str, Any]) -> None:
    with refused(code):
        ask(settled, **values)
    with refused("unit_out_of_scope"):
        ask(settled, by=officer(settled, "e_far"))
    assert not Clearance.objects.for_system("test").exists()


def test_the_day_of_the_answer_lies_after_the_authorisation(settled: World) -> None:
    one = ask(settled)
    for day in (TODAY - timedelta(days=4), TODAY + timedelta(days=1)):
        with refused("queried_on_wrong"):
            actions.note_result(
                clearance=one, result=ClearanceResult.NONE, queried_on=day, by=officer(settled, "e_district"), on=TODAY
            )


def test_a_candidate_outside_the_register(settled: World) -> None:
    by = settled.user("school")

    def hire(purpose: str = "hire") -> tuple[str, list[str]]:
        (found,) = asked(by, Ethics.ASK, [(NEW, "新人")], purpose, TODAY)
        return found.standing.answer, [one.code for one in found.standing.reasons]

    assert hire() == ("hold", ["unknown_person"])
    answer(settled, ask(settled, NEW, "新人"))
    assert hire() == ("clear", [])
    assert hire("title_review") == ("hold", ["unknown_person"])
    forbid(settled, NEW)
    assert hire() == ("barred", ["prohibition_B1"])


def forbid(world: World, number: str = LI, code: ProhibitionCode = C.B1, **values: Any) -> Prohibition:
    given: dict[str, Any] = {
        "name": "某", "id_number": number, "code": code, "from_on": date(2026, 1, 1), "until_on": None,
        "decided_by": "海陵区人民法院", "document": "（2026）苏1202刑初1号", "by": officer(world, "e_duty"),
        "on": TODAY,
    }  # fmt: skip
    return actions.prohibit(**{**given, **values})


def test_a_prohibition_bars_and_is_lifted(settled: World) -> None:
    one = forbid(settled)
    assert said(settled, "commendation") == ("barred", ["prohibition_B1"])
    assert said(settled, "commendation", name="王远山") == ("clear", [])
    with refused("document_missing"):
        actions.lift_prohibition(prohibition=one, document=" ", by=officer(settled, "e_duty"), on=TODAY)
    actions.lift_prohibition(prohibition=one, document="再审判决", by=officer(settled, "e_duty"), on=TODAY)
    assert said(settled, "commendation") == ("clear", [])
    with refused("prohibition_lifted"):
        actions.lift_prohibition(prohibition=one, document="再审判决", by=officer(settled, "e_duty"), on=TODAY)
    with refused("no_permission"):
        forbid(settled, by=officer(settled, "e_city"))


# --- batches in and out ----------------------------------------------------------------------------------------------


def test_results_come_back_as_a_workbook(settled: World) -> None:
    ask(settled)
    ask(settled, NEW, "新人")
    actions.make_batch(by=officer(settled, "e_district"), on=TODAY)
    today = timezone.localdate().isoformat()
    head = ("序号", "姓名", "身份证件号", "查询结果", "查询日期", "平台编号")
    rows = [
        (1, "李长青", LI, "无", today, "P1"), (2, "新人", NEW, "不详", today, ""),
        (3, "路人", id_number(date(1980, 1, 1)), "无", today, ""), (4, "李长青", LI, "有", today, "P2"),
    ]  # fmt: skip
    found = import_now(
        data=workbook({"准入查询": [head, *rows]}), filename="r.xlsx", kind="clearance", options={},
        by=officer(settled, "e_district"),
    )  # fmt: skip
    assert [(one.row, one.code) for one in found.refusals] == [
        (3, "result_unknown"), (4, "query_unknown"), (5, "query_unknown"),
    ]  # fmt: skip
    assert all("无" not in str(one.facts) for one in found.arrivals), "no preview says has or has not"
    results = dict(Clearance.objects.for_system("test").values_list("name", "result"))
    assert results == {"李长青": "NONE", "新人": "PENDING"}


def test_the_yearly_query_and_its_coverage(settled: World) -> None:
    by = officer(settled, "e_school")
    (before,) = queries.coverage(by, TODAY)
    assert (before.school, before.serving, before.covered, before.percent) == (SCHOOL, 3, 0, 0)
    assert actions.ask_yearly(teacher_ids=queries.uncovered(by, TODAY), by=by, on=TODAY) == 3
    assert actions.ask_yearly(teacher_ids=queries.uncovered(by, TODAY), by=by, on=TODAY) == 0, "they wait already"
    for one in Clearance.objects.for_system("test"):
        answer(settled, one)
    assert queries.coverage(by, TODAY)[0].percent == 100
    assert queries.coverage(by, date(2027, 11, 23))[0].percent == 100
    assert queries.coverage(by, date(2027, 11, 24))[0].percent == 0


# --- pages -----------------------------------------------------------------------------------------------------------


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_pages_show_passed_or_not_and_the_detail_to_the_duty_officer_alone(settled: World, sign_in: Any) -> None:
    one = ask(settled)
    answer(settled, one, ClearanceResult.HIT)
    duty = officer(settled, "e_duty")
    actions.note_detail(clearance=one, detail="判决书所载情形", handling="已停止工作", by=duty)
    url = one.get_absolute_url()
    for who, status, detail in (("e_school", 200, 403), ("e_district", 200, 403), ("e_duty", 200, 200),
                                ("e_far", 404, 403), ("teacher", 403, 403)):  # fmt: skip
        officer(settled, who) if who.startswith("e_") else None
        client = sign_in(who)
        answered = client.get(url)
        assert answered.status_code == status, who
        assert "判决书所载情形" not in body(answered)
        assert client.get(f"{url}detail/").status_code == detail, who
    assert "判决书所载情形" in body(sign_in("e_duty").get(f"{url}detail/"))
    assert {line.actor_name for line in acts("clearance.detail_read")} == {"e_duty"}
    text = body(sign_in("e_school").get("/ethics/clearance/"))
    assert "未通过" in text
    assert "有记录" not in text


def test_asking_batching_and_forbidding_on_the_pages(settled: World, sign_in: Any) -> None:
    officer(settled, "e_school"), officer(settled, "e_district"), officer(settled, "e_duty")
    name, content = scan()
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = {"subject": "new_teacher", "name": "新人", "id_number": NEW, "unit": settled.units[SCHOOL].pk,
            "authorised_on": "2026-11-20"}  # fmt: skip
    client = sign_in("e_school")
    assert "请填写此项" in body(client.post("/ethics/clearance/new/", form))
    client.post("/ethics/clearance/new/", {**form, "paper": SimpleUploadedFile(name, content)})
    assert "待编入批次" in body(client.get("/ethics/clearance/"))
    assert "3 人的年度复查" in body(client.post("/ethics/clearance/yearly/", follow=True))
    client = sign_in("e_district")
    text = body(client.post("/ethics/clearance/batches/", follow=True))
    assert "CX-" in text
    export = client.post(f"/ethics/clearance/batches/{Clearance.objects.for_system('t').first().batch_id}/export/")
    assert "/exports/" in export.url
    from kernel.exports.models import Export

    assert Export.objects.for_system("test").get().state == "waiting", "ID numbers take a second person"
    client = sign_in("e_duty")
    entry = {"name": "某", "id_number": LI, "code": "B4", "from_on": "2026-01-01", "until_on": "2027-01-01",
             "decided_by": "法院", "document": "文书"}  # fmt: skip
    assert "三年至五年" in body(client.post("/ethics/prohibitions/", entry))
    assert "2029-01-01" in body(client.post("/ethics/prohibitions/", {**entry, "until_on": "2029-01-01"}, follow=True))
    assert sign_in("e_school").get("/ethics/prohibitions/").status_code == 403
