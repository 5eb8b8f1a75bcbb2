"""Measures of appointment: the whole way with the register at its end, each refusal, the pages of the three sides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from world import FAR_SCHOOL, World, acts, person

from ethics.rules.standing_facts import OpenCase
from kernel.errors import RuleBroken
from staffing.actions import measures as actions
from staffing.actions.plan_moves import exempt
from staffing.choices import MeasureGround as G
from staffing.choices import MeasureKind as K
from staffing.models import MeasureSetting, MeasureStep, PostMeasure
from teachers.actions.accounts import give_account
from teachers.actions.posts import leave
from teachers.choices import TeacherStatus
from teachers.models import Post, ServiceRecord, Teacher

ON = date(2026, 3, 2)  # a Monday


@pytest.fixture
def staffed(world: World) -> World:
    world.enrol(
        person("甲低", date(1985, 1, 1), services=[("2008-09", None, "teaching")], category="teacher",
               joined_on=date(2010, 9, 1)),
        person("乙解", date(1986, 1, 1), services=[("2009-09", None, "teaching")], category="teacher",
               joined_on=date(2010, 9, 1)),
        person("丙远", date(1987, 1, 1), ("321204", FAR_SCHOOL), category="teacher"),
    )  # fmt: skip
    give_account(teacher=world.people["甲低"], user=world["teacher"], by=world.command_line)
    return world


LOWER: dict[str, Any] = {"kind": K.LOWER, "ground": G.APPRAISAL, "appraisal_year": 2025, "from_grade": 8, "to_grade": 9,
                         "term_months": 12}  # fmt: skip
END: dict[str, Any] = {"kind": K.END, "ground": G.TWO_YEARS, "appraisal_year": 2025, "protection_checked": True}


def proposed(world: World, name: str = "甲低", by: str = "school", on: date = ON, **values: Any) -> PostMeasure:
    return actions.propose(
        teacher=world.people[name], facts="2025 年度考核登记表", by=world[by], on=on, **(values or LOWER)
    )


def step(world: World, one: PostMeasure, name: str, by: str, on: date, **given: Any) -> PostMeasure:
    given = {"document": f"{name}文书", "words": "内容", **given}
    return actions.make_move(measure=one, name=name, by=world[by], on=on, **given)


def served(world: World, one: PostMeasure, on: date = ON) -> PostMeasure:
    for name, by in (("notice", "school"), ("note_statement", "school"), ("decide", "school"),
                     ("approve", "district"), ("serve", "school")):  # fmt: skip
        one = step(world, one, name, by, on)
    return one


def refusal(action: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(RuleBroken) as found:
        action(*args, **given)
    return found.value.code


def again(name: str) -> Teacher:
    found: Teacher = Teacher.objects.for_system("test").get(name=name)
    return found


def test_a_lower_appointment_from_the_proposal_to_the_review(staffed: World) -> None:
    one = step(staffed, proposed(staffed), "notice", "school", ON)
    assert one.state_until == date(2026, 3, 9)  # five working days
    one = step(staffed, one, "state", "teacher", ON + timedelta(days=2))
    for name, by in (("decide", "school"), ("approve", "district"), ("serve", "school"), ("effect", "school")):
        one = step(staffed, one, name, by, ON + timedelta(days=3))
    assert (one.state, one.effective_on, one.term_until) == ("effective", date(2026, 3, 5), date(2027, 3, 5))
    posts = Post.objects.for_system("test").filter(teacher=one.teacher).order_by("pk")
    assert [(post.valid_from, post.valid_until) for post in posts] == [
        (date(2010, 9, 1), date(2026, 3, 5)), (date(2026, 3, 5), None),
    ]  # fmt: skip
    line = acts("teacher.reappointed")[-1].detail
    assert (line["old"], line["new"], line["document"]) == ("专任教师8级", "专任教师9级", "approve文书")
    assert refusal(step, staffed, one, "review", "school", date(2027, 3, 4)) == "measure_term_runs"
    one = step(staffed, one, "review", "school", date(2027, 3, 5))
    assert one.state == "reviewed"
    assert [event.detail["move"] for event in acts("measure.moved")] == [
        "propose", "notice", "state", "decide", "approve", "serve", "effect", "review",
    ]  # fmt: skip


def test_another_kind_of_post(staffed: World) -> None:
    given: dict[str, Any] = {"kind": K.CONVERT, "ground": G.UNFIT, "to_category": "support", "term_months": 6}
    one = served(staffed, proposed(staffed, **given))
    step(staffed, one, "effect", "school", ON)
    assert again("甲低").category == "support"
    assert acts("teacher.reappointed")[-1].detail["new"] == "教辅人员"


def test_the_end_of_a_contract_after_thirty_days_of_notice(staffed: World) -> None:
    one = served(staffed, proposed(staffed, "乙解", **END))
    assert one.effective_on == date(2026, 4, 2)
    assert refusal(step, staffed, one, "effect", "school", date(2026, 4, 1)) == "measure_early"
    assert again("乙解").status == TeacherStatus.ACTIVE
    one = step(staffed, one, "effect", "school", date(2026, 4, 2))
    assert again("乙解").status == TeacherStatus.LEFT
    row = ServiceRecord.objects.for_system("test").get(teacher=one.teacher)
    assert row.end_month == date(2026, 4, 1)  # the contract still ran on the first of April
    assert not Post.objects.for_system("test").filter(teacher=one.teacher, valid_until=None).exists()
    assert acts("teacher.left")[-1].detail["document"] == "approve文书"
    assert refusal(step, staffed, one, "review", "school", date(2027, 4, 2)) == "measure_no_term"


def test_who_resigns_has_said_it(staffed: World) -> None:
    one = proposed(staffed, "乙解", kind=K.END, ground=G.RESIGNED, notified_on=date(2026, 2, 20))
    assert one.state == "heard"
    for name, by in (("decide", "school"), ("approve", "district"), ("serve", "school")):
        one = step(staffed, one, name, by, ON)
    assert one.effective_on == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": "far_school"}, "out_of_scope"),
        ({"by": "signer"}, "no_permission"),
        ({"to_grade": 10}, "measure_grade"),
        ({"appraisal_year": None}, "measure_year"),
        ({"term_months": 99}, "measure_term"),
        ({"kind": K.END}, "measure_ground"),
        ({"kind": K.END, "ground": G.TWO_YEARS}, "measure_protection"),
        ({"kind": K.END, "ground": G.ABSENT_YEAR, "absent_days": 30}, "measure_absent"),
        ({"kind": K.END, "ground": G.RESIGNED}, "measure_notified"),
        ({"kind": K.CONVERT, "to_category": "teacher"}, "measure_category"),
    ],
)
def test_what_may_not_be_proposed(staffed: World, change: dict[str, Any], code: str) -> None:
    assert refusal(proposed, staffed, **{**LOWER, **change}) == code
    assert not PostMeasure.objects.for_system("test").exists()


def test_nothing_while_a_case_is_open(staffed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = served(staffed, proposed(staffed))
    cases = {one.teacher_id: [OpenCase("泰海师案〔2026〕1号", ON)]}
    monkeypatch.setattr("ethics.queries.standing.open_cases", lambda wanted, on: cases)
    assert refusal(step, staffed, one, "effect", "school", ON) == "gate_open_case"
    assert PostMeasure.objects.for_system("test").get().state == "served"
    assert not acts("teacher.reappointed")
    step(staffed, one, "withdraw", "school", ON)
    assert refusal(proposed, staffed) == "gate_open_case"
    assert refusal(leave, teacher=one.teacher, document="文", by=staffed["city"], on=ON) == "gate_open_case"


def test_who_is_protected_stays(staffed: World) -> None:
    exempt(
        teacher=staffed.people["乙解"], ground="pregnant", until=date(2026, 12, 1), paper="证明",
        by=staffed["district"], on=ON,
    )  # fmt: skip
    assert refusal(proposed, staffed, "乙解", **END) == "measure_protected"
    proposed(staffed, "乙解", kind=K.END, ground=G.ABSENT_RUNNING, absent_days=16, protection_checked=True)


def test_what_is_refused_on_the_way(staffed: World) -> None:
    one = proposed(staffed)
    assert refusal(proposed, staffed) == "measure_open"
    assert refusal(step, staffed, one, "decide", "school", ON) == "measure_moved"
    assert refusal(step, staffed, one, "notice", "teacher", ON) == "measure_not_yours"
    assert refusal(step, staffed, one, "notice", "school", ON, document=" ") == "measure_paper"
    assert refusal(step, staffed, one, "notice", "school", ON, day=ON - timedelta(days=1)) == "measure_day"
    assert refusal(step, staffed, one, "notice", "school", ON, day=ON + timedelta(days=1)) == "measure_day"
    one = step(staffed, one, "notice", "school", ON)
    assert refusal(step, staffed, one, "no_statement", "school", date(2026, 3, 9)) == "measure_hearing"
    assert refusal(step, staffed, one, "state", "school", ON) == "measure_not_yours"
    assert refusal(step, staffed, one, "state", "teacher", ON, words=" ") == "measure_words"
    assert refusal(step, staffed, one, "state", "teacher", date(2026, 3, 10)) == "measure_late"
    one = step(staffed, one, "no_statement", "school", date(2026, 3, 10))
    one = step(staffed, one, "decide", "district", date(2026, 3, 10))
    assert refusal(step, staffed, one, "approve", "district", date(2026, 3, 10)) == "measure_second"
    assert refusal(step, staffed, one, "approve", "school", date(2026, 3, 10)) == "measure_not_yours"
    with pytest.raises(IntegrityError), transaction.atomic():
        PostMeasure.objects.for_system("test").filter(pk=one.pk).update(approved_by=one.proposed_by)
    one = step(staffed, one, "give_back", "city", date(2026, 3, 10))
    assert (one.state, one.decided_by_id) == ("heard", None)
    one = step(staffed, one, "decide", "school", date(2026, 3, 10))
    one = step(staffed, one, "approve", "district", date(2026, 3, 10))
    one = step(staffed, one, "serve", "school", date(2026, 3, 10))
    Teacher.objects.for_system("test").filter(name="甲低").update(school=staffed.units[FAR_SCHOOL])
    assert refusal(step, staffed, one, "effect", "school", date(2026, 3, 10)) == "measure_gone"
    assert step(staffed, one, "withdraw", "school", date(2026, 3, 10)).state == "withdrawn"
    Teacher.objects.for_system("test").filter(name="乙解").update(status="retired")
    staffed.people["乙解"].refresh_from_db()
    assert refusal(proposed, staffed, "乙解") == "measure_not_serving"
    assert refusal(actions.propose, teacher=again("丙远"), facts=" ", by=staffed["city"], on=ON) == "measure_facts"


def test_the_process_is_a_dated_row(world: World) -> None:
    given: dict[str, Any] = {
        "statement_days": 3,
        "term_months_most": 24,
        "document": "泰教人〔2026〕4号",
        "by": world["city"],
        "on": ON,
    }
    actions.set_process(effective_from=ON, **given)
    assert MeasureSetting.objects.count() == 2
    assert refusal(actions.set_process, effective_from=ON, **given) == "edition_exists"
    assert refusal(actions.set_process, effective_from=ON - timedelta(days=1), **given) == "edition_past"
    assert refusal(actions.set_process, effective_from=ON, **{**given, "document": " "}) == "edition_document"
    assert refusal(actions.set_process, effective_from=ON, **{**given, "by": world["district"]}) == "no_permission"


def test_the_three_sides_by_their_pages(staffed: World, sign_in: Any) -> None:
    today, school = timezone.localdate(), sign_in("school")
    number = staffed.people["甲低"].teacher_no
    data = {"kind": "lower", "ground": "appraisal", "appraisal_year": today.year, "from_grade": "8", "to_grade": "10",
            "term_months": 12, "facts": "考核登记表"}  # fmt: skip
    assert "低聘只降一级" in school.post(reverse("measure_new", args=[number]), data).text
    school.post(reverse("measure_new", args=[number]), {**data, "to_grade": "9"})
    one = PostMeasure.objects.for_system("test").get()
    url = one.get_absolute_url()
    teacher = sign_in("teacher")
    assert teacher.get(url).status_code == 404  # not told yet
    assert "没有与您有关" in teacher.get(reverse("measures_mine")).text

    def move(browser: Any, name: str, **given: Any) -> str:
        data = {"day": str(today), "document": "文书", "words": "意见", **given}
        return str(browser.post(reverse("measure_move", args=[one.pk, name]), data, follow=True).text)

    school = sign_in("school")
    assert "书面告知本人" in school.get(url).text
    move(school, "notice")
    teacher = sign_in("teacher")
    assert "学校拟对您的聘用作出调整" in teacher.get("/").text
    assert "低聘" in teacher.get(reverse("measures_mine")).text
    assert "本人陈述意见" in teacher.get(url).text
    assert "已登记" in move(teacher, "state", words="请考虑本人上学期病假。")
    school = sign_in("school")
    assert "请考虑本人上学期病假" in school.get(url).text
    move(school, "decide")
    district = sign_in("district")
    assert "待核准" in district.get("/").text
    assert "低聘" in district.get(reverse("measure_list"), {"state": "decided"}).text
    move(district, "approve")
    school = sign_in("school")
    move(school, "serve")
    assert "送达" in school.get(url).text
    move(school, "effect")
    one.refresh_from_db()
    assert one.state == "effective"
    assert MeasureStep.objects.for_system("test").filter(measure=one).count() == 7
    assert school.post(reverse("measure_move", args=[one.pk, "x"])).status_code == 404


def test_who_may_not(staffed: World, sign_in: Any) -> None:
    one = proposed(staffed)
    assert sign_in("far_school").get(one.get_absolute_url()).status_code == 404
    assert sign_in("far_district").post(reverse("measure_move", args=[one.pk, "withdraw"])).status_code == 404
    assert sign_in("nobody").get(one.get_absolute_url()).status_code == 404
    assert sign_in("signer").get(reverse("measure_list")).status_code == 403
    assert sign_in("school").get(reverse("measure_new", args=[staffed.people["丙远"].teacher_no])).status_code == 404
    assert "没有这样的事项" in sign_in("far_school").get(reverse("measure_list")).text
    assert "登记新规则" not in sign_in("school").get(reverse("measure_settings")).text
    assert sign_in("city").post(reverse("measure_settings"), {
        "effective_from": str(timezone.localdate()), "statement_days": 3, "term_months_most": 24, "document": "文",
    }).status_code == 302  # fmt: skip


def test_the_same_number_of_queries_for_one_and_for_three(staffed: World, sign_in: Any) -> None:
    browser, counts = sign_in("city"), []
    staffed.enrol(person("丁三", date(1988, 1, 1)))
    for names in (["甲低"], ["乙解", "丁三"]):
        for name in names:
            proposed(staffed, name)
        with CaptureQueriesContext(connection) as made:
            assert browser.get(reverse("measure_list")).status_code == 200
        counts.append(len(made))
    assert counts[0] == counts[1]
