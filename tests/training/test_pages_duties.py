"""The pages of duties, surveys, needs, practice and bases: who comes in, who does not, what a neighbour finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from duty_world import attend, days_ago, done_session, mechanic, teachers_of, trained, with_account
from world import World

from teachers.models import Teacher
from training.actions import requirements
from training.actions.bases import add_attendance, add_base, add_event
from training.actions.duties import begin_class_duty
from training.actions.evaluation import open_survey
from training.actions.needs import ask_needs
from training.actions.practice import recognise, record_stay
from training.choices import SurveyKind
from training.models import (
    Base,
    ClassTeacherDuty,
    DualRecognition,
    EthicsEvent,
    NeedsSurvey,
    PracticeStay,
    Requirement,
    SurveyTicket,
    Trainer,
)

pytestmark = pytest.mark.django_db

OFFICERS = ("school", "district_training", "city_training")
NEIGHBOURS = ("far_school", "far_district_training")


@dataclass
class Scene:
    """One of each, about a teacher of the own school who has an account."""

    teacher: Teacher
    master: Teacher
    requirement: Requirement
    duty: ClassTeacherDuty
    ticket: SurveyTicket
    trainer: Trainer
    needs: NeedsSurvey
    stay: PracticeStay
    dual: DualRecognition
    base: Base
    event: EthicsEvent


@pytest.fixture
def scene(world: World) -> Scene:
    today = timezone.localdate()
    (teacher,) = teachers_of(world, "李明")
    with_account(world, teacher)
    master = mechanic(world)
    by, school = world["district_training"], world["school"]
    duty = begin_class_duty(teacher=teacher, class_name="三（2）班", on=days_ago(170), today=today, by=school)
    session = done_session(world, on=today, unit="海陵区")
    session.trainers.add(trainer := Trainer.objects.create(name="周教授", unit_name="泰州学院"))
    attend(session, teacher, "4")
    open_survey(session=session, kind=SurveyKind.AFTER, on=today, by=by)
    requirements.remind(on=today)
    needs = ask_needs(
        org=world.units["海陵区"], year=today.year + 1, title="明年需要什么", topics=[("班级管理", "T1"), ("提问", "")],
        opens_on=today, closes_on=today + timedelta(days=10), by=by,
    )  # fmt: skip
    stay = record_stay(
        teacher=master, company="示例公司", form="post", task="跟岗", first_on=days_ago(60), last_on=days_ago(30),
        on=today, by=world["city_training"],
    )  # fmt: skip
    dual = recognise(
        teacher=master, grade="initial", field="数控", body="市局", document="文件", recognised_on=days_ago(10),
        on=today, by=by,
    )  # fmt: skip
    base = add_base(
        kind="ethics", name="胡瑗纪念馆", org=world.units["海陵区"], host="纪念馆", address="海陵区", capacity=None,
        recognised_on=days_ago(90), document="文件", on=today, by=by,
    )  # fmt: skip
    event = add_event(
        kind="visit", title="研学一日", org=world.units["海陵区"], place="纪念馆", held_on=days_ago(3), base=base,
        hours=Decimal(2), on=today, by=by,
    )  # fmt: skip
    add_attendance(event=event, people=[teacher], by=by)
    rows = Requirement.objects.for_system("a test")
    return Scene(
        teacher, master, rows.get(kind="T1"), duty, SurveyTicket.objects.for_system("a test").get(), trainer, needs,
        stay, dual, base, event,
    )  # fmt: skip


LISTS = {
    "/training/duties/": "李明", "/training/duties/overview/": "海陵区",
    "/training/duties/class-teachers/": "三（2）班",
    "/training/duties/subjects/": "登记资格证", "/training/duties/rules/": "2025—2026学年第一学期",
    "/training/needs/": "明年需要什么", "/training/practice/": "登记企业实践", "/training/dual/": "登记认定",
    "/training/bases/": "胡瑗纪念馆", "/training/lectures/": "研学一日", "/training/evaluation/": "培训评价",
}  # fmt: skip


@pytest.mark.parametrize("url", LISTS)
def test_a_list_and_who_comes_in(scene: Scene, sign_in: Any, url: str) -> None:
    for who in OFFICERS:
        answer = sign_in(who).get(url)
        assert answer.status_code == 200
        assert LISTS[url] in answer.content.decode(), who
    for who in NEIGHBOURS:
        text = sign_in(who).get(url).content.decode()
        assert "李明" not in text
        assert "严师傅" not in text
    assert sign_in("teacher").get(url).status_code == 403
    assert sign_in("honors").get(url).status_code == 403
    assert sign_in("").get(url).status_code == 302


def details(scene: Scene) -> dict[str, tuple[str, set[str]]]:
    """Address -> a word of it, and who sees it."""
    above = {"district_training", "city_training"}
    return {
        f"/training/duties/{scene.requirement.pk}/": ("三（2）班", {"teacher", *OFFICERS}),
        f"/training/practice/people/{scene.master.teacher_no}/": ("示例公司", above),
        f"/training/dual/{scene.dual.pk}/": ("数控", above),
        f"/training/needs/{scene.needs.pk}/": ("班级管理", set(OFFICERS)),
        f"/training/evaluation/programmes/{scene.ticket.survey.session.programme_id}/": ("训后评价", above),
        f"/training/evaluation/trainers/{scene.trainer.pk}/": ("训后评价", above),
        f"/training/surveys/{scene.ticket.pk}/": ("内容切合我的工作需要", {"teacher"}),
        f"/training/needs/{scene.needs.pk}/answer/": ("最多选 3 项", {"teacher"}),
        f"/training/bases/{scene.base.pk}/": ("胡瑗纪念馆", {*OFFICERS, *NEIGHBOURS}),
        f"/training/lectures/{scene.event.pk}/": ("研学一日", {*OFFICERS, *NEIGHBOURS}),
        f"/training/duties/overview/{scene.teacher.school.parent_id}/": ("海陵区", {*OFFICERS, *NEIGHBOURS}),
    }


def test_one_of_each_and_a_neighbour_finds_none(scene: Scene, sign_in: Any) -> None:
    for url, (word, seen_by) in details(scene).items():
        for who in (*OFFICERS, *NEIGHBOURS, "teacher", "nobody"):
            answer = sign_in(who).get(url)
            assert answer.status_code == 200 if who in seen_by else answer.status_code in {403, 404}, (url, who)
            if who in seen_by:
                assert word in answer.content.decode(), (url, who)
            elif who in NEIGHBOURS:
                assert answer.status_code == 404, (url, who)


def test_counts_of_a_district_are_those_of_the_own_schools(scene: Scene, sign_in: Any) -> None:
    url = f"/training/duties/overview/{scene.teacher.school.parent_id}/"
    assert "海陵区实验小学" in sign_in("school").get(url).content.decode()
    assert "还没有下达任务" in sign_in("far_district_training").get(url).content.decode()


def test_names_of_who_was_there_are_for_the_own_unit(scene: Scene, sign_in: Any) -> None:
    url = f"/training/lectures/{scene.event.pk}/"
    assert "李明" in sign_in("school").get(url).content.decode()
    assert "李明" not in sign_in("far_school").get(url).content.decode()


def test_the_own_page_and_reminders_put_away(scene: Scene, sign_in: Any) -> None:
    me = sign_in("teacher")
    text = me.get("/training/duties/mine/").content.decode()
    for word in ("班主任", "提醒", "明年需要什么", "第 1 场", "研学一日", "待填写的问卷"):
        assert word in text
    home = me.get("/").content.decode()
    assert "适岗培训“班主任”" in home
    assert "训后评价：第 1 场" in home
    assert "明年需要什么" in home
    assert "已标为已读" in me.post("/training/duties/mine/read/", follow=True).content.decode()
    assert "适岗培训“班主任”" not in me.get("/").content.decode()
    assert "没有对应的在职教师登记" in sign_in("nobody").get("/training/duties/mine/").content.decode()


def test_the_master_sees_days_and_recognition(scene: Scene, sign_in: Any, world: World) -> None:
    scene.teacher.user = None
    scene.teacher.save()
    with_account(world, scene.master, "nobody")
    me = sign_in("nobody")
    text = me.get("/training/duties/mine/").content.decode()
    assert "已确认 0 天 / 应 180 天" in text
    assert "初级" in text
    assert "示例公司" in me.get(f"/training/practice/people/{scene.master.teacher_no}/").content.decode()
    assert me.get(f"/training/dual/{scene.dual.pk}/").status_code == 200


def test_waiving_by_its_form(scene: Scene, sign_in: Any) -> None:
    url = f"/training/duties/{scene.requirement.pk}/"
    assert "免除这项任务" not in sign_in("school").get(url).content.decode()
    assert "不能自行免除" in sign_in("school").post(f"{url}waive/", {"reason": "病假"}, follow=True).content.decode()
    officer = sign_in("district_training")
    assert "请写明免除的理由" in officer.post(f"{url}waive/", {"reason": ""}, follow=True).content.decode()
    assert "已免除" in officer.post(f"{url}waive/", {"reason": "病假"}, follow=True).content.decode()
    assert sign_in("far_district_training").post(f"{url}waive/", {"reason": "病假"}).status_code == 404
    assert "任务恢复" in officer.post(f"{url}unwaive/", follow=True).content.decode()
    assert sign_in("teacher").post(f"{url}waive/", {"reason": "病假"}).status_code == 403


def test_class_teachers_by_their_form(scene: Scene, sign_in: Any, world: World) -> None:
    teachers_of(world, "张三", "王五")
    school, url = sign_in("school"), "/training/duties/class-teachers/"
    form = {"teacher": "张三", "class_name": "一（1）班", "on": str(days_ago(1))}
    assert "任务已下达" in school.post(url, form, follow=True).content.decode()
    assert "请先登记卸任" in school.post(url, form).content.decode()
    assert "没有找到" in school.post(url, form | {"teacher": "无此人"}).content.decode()
    duty = ClassTeacherDuty.objects.for_system("a test").get(class_name="一（1）班")
    end = f"{url}{duty.pk}/end/"
    assert "请填写卸任日期" in school.post(end, {"on": "x"}, follow=True).content.decode()
    assert sign_in("far_school").post(end, {"on": str(days_ago(0))}).status_code == 404
    assert "已登记卸任" in school.post(end, {"on": str(days_ago(0))}, follow=True).content.decode()
    assert (
        "已登记。"
        in school.post(
            "/training/duties/subjects/", {"teacher": "王五", "subject": "语文", "stage": ""}, follow=True
        ).content.decode()
    )


def test_a_survey_by_its_form(scene: Scene, sign_in: Any) -> None:
    me, url = sign_in("teacher"), f"/training/surveys/{scene.ticket.pk}/"
    marks = dict.fromkeys(("content", "ethics", "trainer", "order", "use"), "5")
    assert "请选择 1 至 5 分" in me.post(url, {"content": "5"}).content.decode()
    assert "请选择 1 至 5 分" not in me.post(url, marks | {"words": "好"}, follow=True).content.decode()
    assert "已经提交过" in me.get(url).content.decode()
    result = f"/training/evaluation/programmes/{scene.ticket.survey.session.programme_id}/"
    text = sign_in("district_training").get(result).content.decode()
    assert "份数不足" in text
    assert "收回 1 / 1 份" in text


def test_needs_by_their_forms(scene: Scene, sign_in: Any, world: World) -> None:
    officer, today = sign_in("school"), timezone.localdate()
    form = {"title": "本校需求", "org": scene.teacher.school_id, "year": today.year + 1, "opens_on": str(today),
            "closes_on": str(today), "most": 2, "topic_1": "甲", "topic_2": "甲", "kind_1": "",
            "kind_2": "T1"}  # fmt: skip
    assert "写了两次" in officer.post("/training/needs/new/", form).content.decode()
    assert "调研已发起" in officer.post("/training/needs/new/", form | {"topic_2": "乙"}, follow=True).content.decode()
    me, url = sign_in("teacher"), f"/training/needs/{scene.needs.pk}/answer/"
    assert "请至少选择一项" in me.post(url, {"words": ""}).content.decode()
    topic = scene.needs.topics.first()
    assert topic
    assert "已提交" in me.post(url, {"topics": [topic.pk]}, follow=True).content.decode()
    assert me.get(url).status_code == 404, "answered already"
    NeedsSurvey.objects.filter(pk=scene.needs.pk).update(opens_on=days_ago(9), closes_on=days_ago(1))
    session = done_session(world, unit="海陵区", on=today)
    session.programme.year += 1
    session.programme.save()
    ground = {"programme": session.programme_id, "topic": topic.pk}
    page = f"/training/needs/{scene.needs.pk}/"
    answer = sign_in("district_training").post(page, ground, follow=True).content.decode()
    assert "已登记为立项依据" in answer
    assert "计划 50 人" in answer
    assert "已登记为立项依据" not in sign_in("school").post(page, ground).content.decode()


def test_practice_and_recognition_by_their_forms(scene: Scene, sign_in: Any) -> None:
    officer = sign_in("district_training")
    form = {"teacher": "严师傅", "company": "另一公司", "form": "skills", "task": "培训", "first_on": str(days_ago(20)),
            "last_on": str(days_ago(21))}  # fmt: skip
    assert "最后一天不能早于第一天" in officer.post("/training/practice/new/", form).content.decode()
    done = officer.post("/training/practice/new/", form | {"last_on": str(days_ago(11))}, follow=True)
    assert "经主管部门确认后计入" in done.content.decode()
    confirm = f"/training/practice/stays/{scene.stay.pk}/confirm/"
    assert "已确认，计入" in officer.post(confirm, {"back": "list"}, follow=True).content.decode()
    assert sign_in("far_district_training").post(confirm).status_code == 404
    strike = f"/training/practice/stays/{scene.stay.pk}/strike/"
    assert "请写明撤销的理由" in officer.post(strike, {"reason": ""}, follow=True).content.decode()
    assert "已撤销" in officer.post(strike, {"reason": "误登"}, follow=True).content.decode()
    url = f"/training/dual/{scene.dual.pk}/"
    check = {"has_passed": "1", "grade": "middle", "checked_on": str(days_ago(0)), "document": "复核文件"}
    assert "复核结果已登记" in officer.post(url, check, follow=True).content.decode()
    new = {"teacher": "严师傅", "grade": "initial", "field": "数控", "body": "市局", "document": "文件",
           "recognised_on": str(days_ago(1))}  # fmt: skip
    assert "已有有效的" in officer.post("/training/dual/new/", new).content.decode()


def test_bases_and_lectures_by_their_forms(scene: Scene, sign_in: Any, world: World) -> None:
    officer, unit = sign_in("district_training"), world.units["海陵区"].pk
    form = {"kind": "practice", "name": "实践基地", "org": unit, "host": "公司", "address": "海陵区",
            "recognised_on": str(days_ago(5)), "document": "文件"}  # fmt: skip
    assert "基地已登记" in officer.post("/training/bases/new/", form, follow=True).content.decode()
    officer.post("/training/bases/new/", form | {"org": world.city.pk, "name": "市里的"})
    assert not Base.objects.filter(name="市里的").exists(), "a unit above is no choice"
    lecture = {
        "kind": "tour",
        "title": "宣讲",
        "org": unit,
        "place": "报告厅",
        "held_on": str(days_ago(1)),
        "hours": "2",
    }
    assert "请填写主讲人" in officer.post("/training/lectures/new/", lecture).content.decode()
    done = officer.post("/training/lectures/new/", lecture | {"speaker": "宣讲团"}, follow=True)
    assert "请接着登记参加人员" in done.content.decode()
    event = EthicsEvent.objects.get(title="宣讲")
    attend_url = f"/training/lectures/{event.pk}/attend/"
    assert "没有找到" in officer.post(attend_url, {"people": "李明\n无此人"}).content.decode()
    assert "参加人员已登记" in officer.post(attend_url, {"people": "李明"}, follow=True).content.decode()
    end = {"ended_on": str(days_ago(0)), "reason": "合并"}
    assert "已登记停用" in officer.post(f"/training/bases/{scene.base.pk}/", end, follow=True).content.decode()
    assert (
        "该单位或其主管部门"
        in sign_in("far_district_training")
        .post(f"/training/bases/{Base.objects.get(name='实践基地').pk}/", end)
        .content.decode()
    )


def test_rules_by_their_forms(scene: Scene, sign_in: Any) -> None:
    officer, today = sign_in("city_training"), timezone.localdate()
    assert "新增一版" in officer.get("/training/duties/rules/").content.decode()
    assert "新增一版" not in sign_in("district_training").get("/training/duties/rules/").content.decode()
    forms: dict[str, dict[str, Any]] = {
        "duty": {"kind": "T1", "effective_from": str(today), "is_on": "on", "hours": "36", "months": 3, "days": 0,
                 "months_before": 0, "document": "新文件", "remind": "30，7"},
        "shortage": {"year": today.year, "subject": "音乐", "stage": "", "document": "名单"},
        "term": {"name": "新学期", "starts_on": "2027-09-01", "ends_on": "2028-01-20"},
        "survey": {"kind": "after", "effective_from": str(today), "delay_days": 0, "open_days": 7, "threshold": 5,
                   "document": "新文件", "lines": "好不好\n有没有用"},
        "practice": {"effective_from": str(today), "days_required": 150, "years": 5, "window": "fixed",
                     "anchor_year": 2026, "recheck_years": 5, "document": "新文件", "subjects": "语文\n数学"},
    }  # fmt: skip
    for which, form in forms.items():
        url = f"/training/duties/rules/new/{which}/"
        assert officer.get(url).status_code == 200
        assert sign_in("district_training").get(url).status_code == 403
        assert "已保存" in officer.post(url, form, follow=True).content.decode(), which
    text = officer.get("/training/duties/rules/").content.decode()
    for word in ("30、7", "音乐", "新学期", "有没有用", "累计 150 天"):
        assert word in text
    said = officer.post("/training/duties/rules/new/duty/", forms["duty"]).content.decode()
    assert "请换一个生效日" in said, [line for line in said.splitlines() if "alert" in line or "invalid" in line]
    assert (
        "晚于开学日"
        in officer.post("/training/duties/rules/new/term/", forms["term"] | {"ends_on": "2027-09-01"}).content.decode()
    )
    assert officer.get("/training/duties/rules/new/other/").status_code == 404


def test_the_list_filtered_and_searched(scene: Scene, sign_in: Any, world: World) -> None:
    (other,) = teachers_of(world, "赵敏")
    begin_class_duty(teacher=other, class_name="五班", on=days_ago(300), today=days_ago(0), by=world["school"])
    trained(world, other, "T1", "30", days_ago(280))
    requirements.refresh_all()
    officer, url = sign_in("city_training"), "/training/duties/"
    names: Callable[..., Any] = lambda query: [  # noqa: E731
        name for name in ("李明", "赵敏") if name in officer.get(url + query).content.decode()
    ]
    assert names("") == ["李明"]
    assert names("?state=met") == ["赵敏"]
    assert names("?state=all") == ["李明", "赵敏"]
    assert names("?state=overdue") == []
    assert names("?kind=T2") == []
    assert names("?kind=T1") == ["李明"]
    assert names(f"?unit={scene.teacher.school_id}") == ["李明"]
    assert names("?unit=99999") == []
    assert names("?unit=x&page=99") == ["李明"]
    found = officer.post(url, {"q": "赵敏", "state": "all"}, follow=True).content.decode()
    assert "赵敏" in found
    assert "李明" not in found


@pytest.mark.parametrize(
    "url", ["/training/duties/", "/training/duties/overview/", "/training/practice/", "/training/dual/",
            "/training/lectures/", "/training/duties/class-teachers/", "/training/duties/mine/"],
)  # fmt: skip
def test_as_many_queries_for_three_rows_as_for_one(scene: Scene, sign_in: Any, world: World, url: str) -> None:
    client = sign_in("teacher" if url.endswith("mine/") else "district_training")

    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    before = queries()
    for place, other in enumerate(teachers_of(world, "甲", "乙")):
        begin_class_duty(teacher=other, class_name="五班", on=days_ago(100), today=days_ago(0), by=world["school"])
        add_attendance(event=scene.event, people=[other], by=world["district_training"])
        master = mechanic(world, f"师傅{place}", date(1984, 1, place + 1))
        recognise(teacher=master, grade="initial", field="数控", body="市局", document="文件",
                  recognised_on=days_ago(10), on=days_ago(0), by=world["district_training"])  # fmt: skip
        record_stay(teacher=master, company="示例公司", form="post", task="跟岗", first_on=days_ago(60),
                    last_on=days_ago(30), on=days_ago(0), by=world["city_training"])  # fmt: skip
        add_event(kind="tour", title=f"宣讲 {place}", org=world.city, place="厅", speaker="团", held_on=days_ago(1),
                  hours=Decimal(2), on=days_ago(0), by=world["city_training"])  # fmt: skip
        done = done_session(world, on=days_ago(0))
        attend(done, scene.teacher, "4")
        open_survey(session=done, kind=SurveyKind.AFTER, on=days_ago(0), by=world["city_training"])
    assert queries() == before


def test_outside_a_vocational_school_no_days_are_asked(scene: Scene, sign_in: Any) -> None:
    url = f"/training/practice/people/{scene.teacher.teacher_no}/"
    assert "不按天数要求" in sign_in("city_training").get(url).content.decode()
    assert sign_in("far_school").get(url).status_code == 404
