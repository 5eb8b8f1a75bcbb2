"""Warnings that bar from nothing, the yearly ethics appraisal, units held to account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from ethics_helpers import TODAY, officer, punish
from world import FAR_SCHOOL, SCHOOL, World, acts

from ethics.actions import appraisals, care
from ethics.choices import Purpose
from ethics.choices.care import EthicsGrade, UnitGround, UnitMeasure, UnitPerson, WarningLevel
from ethics.models import Accountability, Appraisal, Warning
from ethics.queries import care as queries
from ethics.queries.proposals import proposals
from ethics.queries.standing import standing
from ethics.rules.care import anonymised, grade_fault, names_somebody, proposed, until
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
L, G = WarningLevel, EthicsGrade


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "is_school", "level"),
    [
        ([], False, None),
        ([date(2026, 11, 1)], False, "reminder"),
        ([date(2026, 11, 1), date(2026, 1, 1)], False, "early"),
        ([date(2026, 11, 1), date(2025, 11, 24)], False, "reminder"),
        ([date(2026, 11, 1), date(2025, 11, 25)], False, "early"),
        ([date(2026, 11, 1), date(2026, 11, 25)], False, "reminder"),
        ([date(2026, 11, 1), date(2026, 1, 1)], True, "reminder"),
        ([date(2026, 11, 1), date(2026, 1, 1), date(2026, 2, 1)], True, "early"),
    ],
)
def test_thresholds(days: list[date], is_school: bool, level: str | None) -> None:
    assert proposed(days, TODAY, is_school=is_school, person=2, school=3, window=12) == level


def test_ends_and_texts() -> None:
    assert until(L.REMINDER, date(2026, 8, 31), 6, None) == date(2027, 2, 28)
    assert until(L.EARLY, date(2026, 1, 1), 12, date(2027, 6, 1)) == date(2027, 6, 1)
    text = anonymised("海陵区", "小学", "有偿补课", "警告处分", date(2026, 3, 15))
    assert text.startswith("2026年3月，经查，海陵区某小学教师某某存在“有偿补课”问题")
    assert not names_somebody(text, ["李长青", SCHOOL])
    for bad in ("李 长青补课", SCHOOL, "电话13800000000", "证件32129919720308011X"):
        assert names_somebody(bad, ["李长青", SCHOOL])
    assert grade_fault("", "", sanctioned=False) == "grade_missing"
    assert grade_fault("failed", " ", sanctioned=False) == "opinion_missing"
    assert grade_fault("excellent", "", sanctioned=True) == "grade_too_high"
    assert grade_fault("passed", "", sanctioned=True) is None


# --- warnings --------------------------------------------------------------------------------------------------------


def warn(world: World, level: WarningLevel = L.REMINDER, name: str | None = "李长青", **values: Any) -> Warning:
    given: dict[str, Any] = {
        "level": level, "school": world.units[SCHOOL], "teacher": world.people[name] if name else None,
        "ground": "家长反映作业批改不及时", "by": officer(world, "e_school"), "on": TODAY,
    }  # fmt: skip
    return care.warn(**{**given, **values})


def test_a_warning_is_no_sanction_and_ends_by_itself(settled: World) -> None:
    row = warn(settled)
    assert row.until_on == date(2027, 11, 24)
    warn(settled, L.EARLY, plan="每周检查", plan_due_on=date(2027, 1, 31))
    for purpose in Purpose:
        codes = [one.code for one in standing(settled.people["李长青"].pk, purpose, TODAY).reasons]
        assert set(codes) <= {"clearance_missing"}
    assert [line.detail for line in acts("warning.given")] == [{}, {}]


@pytest.mark.parametrize(
    ("code", "level", "values"),
    [
        ("reason_missing", L.REMINDER, {"ground": " "}),
        ("plan_missing", L.EARLY, {}),
        ("plan_missing", L.EARLY, {"plan": "检查"}),
        ("plan_due_wrong", L.EARLY, {"plan": "检查", "plan_due_on": TODAY}),
        ("notice_about_person", L.NOTICE, {"public_text": "某"}),
        ("notice_text_missing", L.NOTICE, {"teacher": None}),
        ("notice_names_somebody", L.NOTICE, {"teacher": None, "public_text": "李长青有偿补课"}),
        ("notice_names_somebody", L.NOTICE, {"teacher": None, "public_text": f"{SCHOOL}一教师"}),
    ],
)
def test_refused_warnings(settled: World, code: str, level: WarningLevel, values: dict[str, Any]) -> None:
    with refused(code):
        warn(settled, level, **values)
    with refused("unit_out_of_scope"):
        warn(settled, by=officer(settled, "e_far"))
    assert not Warning.objects.for_system("test").exists()


def test_two_reminders_propose_an_early_warning(settled: World) -> None:
    by = officer(settled, "e_school")
    warn(settled)
    assert proposals(by, TODAY) == []
    warn(settled)
    (one,) = proposals(by, TODAY)
    assert (one.name, one.reminders, one.leads, one.level) == ("李长青", 2, 0, "early")
    warn(settled, name="陈晓")
    assert {one.name for one in proposals(by, TODAY)} == {"李长青", ""}, "the school as such has three"
    assert proposals(by, date(2027, 11, 24)) == []
    early = warn(settled, L.EARLY, plan="检查", plan_due_on=TODAY + timedelta(days=9))
    assert {one.name for one in proposals(by, TODAY)} == {""}
    care.note_plan_done(warning=early, by=by, on=TODAY)
    with refused("sanction_moved"):
        care.note_plan_done(warning=early, by=by, on=TODAY)


def test_notices_for_the_public_name_nobody(settled: World) -> None:
    text = anonymised("海陵区", "小学", "有偿补课", "警告处分", date(2026, 3, 15))
    warn(settled, L.NOTICE, None, public_text=text)
    assert queries.public_notices() == [(TODAY, text)]
    rows = Warning.objects.for_system("test")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(teacher=settled.people["李长青"])


# --- the yearly appraisal --------------------------------------------------------------------------------------------


def opened(world: World) -> dict[str, Any]:
    same: dict[str, Any] = {"school": world.units[SCHOOL], "year": 2026, "by": officer(world, "e_school"), "on": TODAY}
    assert appraisals.open_year(**same) == 3
    return same


def row(name: str = "李长青") -> Appraisal:
    found: Appraisal = Appraisal.objects.for_system("test").select_related("teacher", "school").get(teacher__name=name)
    return found


def test_from_the_opening_to_the_veto(settled: World) -> None:
    same = opened(settled)
    assert appraisals.open_year(**same) == 0
    appraisals.state_own(appraisal=row(), text="遵守十项准则", by=settled["teacher"])
    with refused("not_all_graded"):
        appraisals.tell(**same)
    appraisals.grade_many(grades={row().pk: ("failed", "有偿补课")}, **same)
    assert appraisals.grade_rest(grade=G.PASSED, **same) == 2
    assert appraisals.tell(**same) == 3
    assert row().object_until == date(2026, 12, 1), "five working days, the day itself not counted"
    city, later = officer(settled, "e_city"), date(2026, 12, 2)
    with refused("objection_runs"):
        appraisals.lock(**{**same, "by": city, "on": date(2026, 12, 1)})
    appraisals.object_to(appraisal=row(), text="没有补课", by=settled["teacher"], on=TODAY)
    with refused("objections_not_answered"):
        appraisals.lock(**{**same, "by": city, "on": later})
    assert standing(row().teacher_id, "title_review", TODAY).answer == "clear", "nothing counts before it is locked"
    appraisals.answer_objection(appraisal=row(), grade="failed", answer="证据充分", by=same["by"], on=later)
    with refused("no_permission"):
        appraisals.lock(**{**same, "on": later})
    assert appraisals.lock(**{**same, "by": city, "on": later}) == 3
    found = standing(row().teacher_id, "title_review", later)
    assert (found.answer, found.reasons[0].code, found.reasons[0].until_on) == (
        "barred", "appraisal_failed", date(2027, 1, 1),
    )  # fmt: skip
    with refused("nothing_to_lock"):
        appraisals.lock(**{**same, "by": city, "on": later})


def test_refused_grades_and_objections(settled: World) -> None:
    same = opened(settled)
    punish(settled, name="陈晓")
    for name, grade, code in (("李长青", ("", ""), "grade_missing"), ("李长青", ("failed", " "), "opinion_missing"),
                              ("陈晓", ("excellent", ""), "grade_too_high")):  # fmt: skip
        with refused(code):
            appraisals.grade_many(grades={row(name).pk: grade}, **same)
    with refused("year_wrong"):
        appraisals.open_year(**{**same, "year": 2027})
    with refused("unit_out_of_scope"):
        appraisals.open_year(**{**same, "school": settled.units[FAR_SCHOOL]})
    with refused("unit_out_of_scope"):
        appraisals.state_own(appraisal=row("陈晓"), text="x", by=settled["teacher"])
    appraisals.grade_rest(grade=G.PASSED, **same)
    appraisals.tell(**same)
    with refused("appraisal_moved"):
        appraisals.grade_many(grades={row().pk: ("passed", "")}, **same)
    with refused("objection_late"):
        appraisals.object_to(appraisal=row(), text="x", by=settled["teacher"], on=date(2026, 12, 2))
    with refused("reason_missing"):
        appraisals.object_to(appraisal=row(), text=" ", by=settled["teacher"], on=TODAY)


def test_who_graded_does_not_lock(settled: World) -> None:
    same = {**opened(settled), "by": officer(settled, "e_city")}
    appraisals.grade_rest(grade=G.PASSED, **same)
    appraisals.tell(**same)
    with refused("lock_same_person"):
        appraisals.lock(**{**same, "on": date(2026, 12, 2)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.for_system("test").update(state="locked", locked_on=TODAY, locked_by=same["by"])


# --- units -----------------------------------------------------------------------------------------------------------


def test_a_unit_is_held_to_account_from_above(settled: World) -> None:
    given: dict[str, Any] = {
        "unit": settled.units[SCHOOL], "ground": UnitGround.WEAKLY, "measure": UnitMeasure.TALK,
        "person": UnitPerson.HEAD, "person_name": "某", "facts": "拖延不报", "document": "泰海教问〔2026〕1号",
        "decided_on": TODAY, "by": officer(settled, "e_district"), "on": TODAY,
    }  # fmt: skip
    care.hold_to_account(**given)
    one = Accountability.objects.for_system("test").get()
    assert (one.decided_by_unit.name, one.facts) == ("海陵区", "拖延不报")
    for code, change in (("no_permission", {"by": officer(settled, "e_school")}),
                         ("not_above", {"by": officer(settled, "e_far")}),
                         ("not_above", {"unit": settled.units["海陵区"]}), ("document_missing", {"document": ""}),
                         ("reason_missing", {"facts": " "}),
                         ("decided_in_future", {"decided_on": TODAY + timedelta(days=1)})):  # fmt: skip
        with refused(code):
            care.hold_to_account(**{**given, **change})


# --- pages -----------------------------------------------------------------------------------------------------------


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_warnings_on_the_page(settled: World, sign_in: Any) -> None:
    officer(settled, "e_school"), officer(settled, "e_far")
    client, url = sign_in("e_school"), "/ethics/warnings/"
    form = {"level": "early", "school": settled.units[SCHOOL].pk, "who": settled.people["李长青"].teacher_no,
            "ground": "作业批改不及时"}  # fmt: skip
    text = body(client.post(url, form))
    assert "预警须写明整改要求" in text
    assert "作业批改不及时" in text
    client.post(url, {**form, "plan": "每周检查", "plan_due_on": timezone.localdate() + timedelta(days=30)})
    assert "登记完成" in body(client.get(url))
    client.post(f"{url}{Warning.objects.for_system('t').get().pk}/done/")
    assert "登记完成" not in body(client.get(url))
    assert "作业批改不及时" not in body(sign_in("e_far").get(url))
    assert sign_in("teacher").get(url).status_code == 403
    assert "作业批改不及时" in body(sign_in("teacher").get("/ethics/appraisals/mine/"))


def test_appraisals_on_the_pages(settled: World, sign_in: Any) -> None:
    officer(settled, "e_school"), officer(settled, "e_far")
    client, year = sign_in("e_school"), timezone.localdate().year
    client.post("/ethics/appraisals/", {"school": settled.units[SCHOOL].pk})
    url = f"/ethics/appraisals/{settled.units[SCHOOL].pk}/{year}/"
    assert url in body(client.get("/ethics/appraisals/"))
    mine = sign_in("teacher")
    mine.post("/ethics/appraisals/mine/", {"row": row().pk, "text": "遵守准则"})
    assert "遵守准则" in body(client.get(url))
    client.post(url, {"deed": "grade", f"grade_{row().pk}": "basic", f"opinion_{row().pk}": "有待改进"})
    client.post(url, {"deed": "rest"})
    client.post(url, {"deed": "tell"})
    assert "基本合格" in body(mine.get("/ethics/appraisals/mine/"))
    mine.post("/ethics/appraisals/mine/", {"row": row().pk, "text": "不同意", "deed": "object"})
    assert "不同意" in body(client.get(url))
    client.post(f"{url}{row().pk}/answer/", {"grade": "passed", "answer": "改为合格"})
    assert (row().grade, row().state, row().answer) == ("passed", "told", "改为合格")
    assert sign_in("e_far").get(url).status_code == 404
    assert mine.get(url).status_code == 403


def test_units_on_the_page(settled: World, sign_in: Any) -> None:
    officer(settled, "e_district")
    client, url = sign_in("e_district"), "/ethics/accountability/"
    form = {"unit": settled.units[SCHOOL].pk, "ground": "weakly", "measure": "talk", "person": "head", "facts": "拖延",
            "document": "", "decided_on": "2026-11-01"}  # fmt: skip
    assert "拖延" in body(client.post(url, form))
    assert "泰海教问" in body(client.post(url, {**form, "document": "泰海教问〔2026〕1号"}, follow=True))
    officer(settled, "e_school")
    assert sign_in("e_school").get(url).status_code == 403
