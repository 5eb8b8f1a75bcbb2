"""Pages: who enters, what a neighbour gets, plan to check-in, the same number of queries for one and three."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from training_world import people, published, soon
from world import HAILING, World

from training.actions import enrolments
from training.models import CheckIn, Enrolment, Programme, Session

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
CODE = re.compile(r'room-digits code">([^<]+)<')

PLAN = {
    "year": "2026", "title": "师德专题研修", "kind": "T6", "level": "county", "mode": "face", "hours": "4",
    "ethics_share": "100", "places": "30", "target": "全体教师", "is_free": "on", "approval": "school",
    "needs": "需求调研显示新教师急需", "target_stage": "", "target_subject": "",
}  # fmt: skip
AT = {"title": "第一场", "hours": "4", "capacity": "1", "place": "海陵报告厅", "trainers": "周教授 泰州学院"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_plan_to_check_in_by_the_pages(settled: World, sign_in: SignIn) -> None:
    officer, teacher, school = sign_in("district_training"), sign_in("teacher"), sign_in("school")
    answer = officer.post(reverse("programme_new"), {**PLAN, "org": settled.units[HAILING].pk})
    one = Programme.objects.get()
    assert answer["Location"] == one.get_absolute_url()
    begin = soon()
    stretch = {"starts_at": f"{begin:%Y-%m-%dT%H:%M}", "ends_at": f"{begin + timedelta(hours=3):%Y-%m-%dT%H:%M}"}
    assert officer.post(reverse("session_new", args=[one.pk]), {**AT, **stretch}).status_code == 302
    at = Session.objects.get()
    assert teacher.get(at.get_absolute_url()).status_code == 404  # nothing is seen before it is published
    officer.post(reverse("programme_publish", args=[one.pk]))
    assert "师德专题研修" in text(teacher.get(reverse("programme_list")))
    assert "等待审批" in text(teacher.post(reverse("enrol_own", args=[at.pk]), follow=True))
    row = Enrolment.objects.for_system("test").get()
    assert "李长青" in text(school.get(reverse("enrolment_approvals")))
    school.post(reverse("enrolment_decide", args=[row.pk]), {"agreed": "1"})
    Session.objects.update(starts_at=timezone.now() + timedelta(minutes=5), ends_at=timezone.now() + timedelta(hours=3))
    officer.post(reverse("room_open", args=[at.pk]))
    room = text(officer.get(reverse("room_screen", args=[at.pk])))
    assert "李长青" in room
    code = CODE.findall(room)[0]
    assert "签到码不对" in text(teacher.post(reverse("check_in", args=[at.pk]), {"code": "000000"}))
    assert "签到成功" in text(teacher.post(reverse("check_in", args=[at.pk]), {"code": code}, follow=True))
    done = teacher.get(reverse("check_in", args=[at.pk]))
    assert 'name="code"' not in text(done), "nothing is asked until the second check"
    assert "camera=(self)" in done["Permissions-Policy"]
    assert "正在签到" not in text(teacher.get("/"))
    assert "✓ 已签到" in text(teacher.get(reverse("training_mine")))
    now = timezone.now()
    Session.objects.update(second_from=now - timedelta(minutes=1), second_until=now + timedelta(minutes=4))
    assert 'name="code"' in text(teacher.get(reverse("check_in", args=[at.pk])))
    assert "正在签到" in text(teacher.get("/"))
    Session.objects.update(second_from=None, second_until=None)
    teacher.post(reverse("check_in", args=[at.pk]), {"code": code})
    assert CheckIn.objects.for_system("test").count() == 1
    part = officer.get(reverse("room_screen", args=[at.pk]) + "?part=people", headers={"HX-Request": "true"})
    assert "全部到齐" in text(part)
    assert "<html" not in text(part)


def test_the_scanned_address_only_fills_the_form_in(settled: World, sign_in: SignIn) -> None:
    _one, at = published(settled)
    enrolments.enrol(session=at, teacher=settled.people["李长青"], by=settled.user("teacher"))
    page = text(sign_in("teacher").get(reverse("check_in_code", args=[at.pk, "ABCDEF0123456789"])))
    assert 'value="ABCDEF0123456789"' in page
    assert not CheckIn.objects.for_system("test").exists()


@pytest.mark.parametrize(
    ("who", "programme", "room", "enrol"),
    [("teacher", 200, 404, 403), ("school", 200, 404, 200), ("district_training", 200, 200, 200),
     ("city_training", 200, 200, 200),
     ("far_school", 404, 404, 404), ("far_district_training", 404, 404, 404),
     ("nobody", 404, 404, 403), ("auditadmin", 404, 404, 403)],
)  # fmt: skip
def test_doors_and_neighbours(settled: World, sign_in: SignIn, who: str, programme: int, room: int, enrol: int) -> None:
    one, at = published(settled, who="district_training", unit=HAILING)
    client = sign_in(who)
    assert client.get(one.get_absolute_url()).status_code == programme
    assert client.get(at.get_absolute_url()).status_code == programme
    assert client.get(reverse("room_screen", args=[at.pk])).status_code == room
    assert client.get(reverse("enrol_people", args=[at.pk])).status_code == enrol


def test_a_neighbour_does_not_decide_or_see(settled: World, sign_in: SignIn) -> None:
    _one, at = published(settled, approval="school")
    row = enrolments.enrol(session=at, teacher=settled.people["李长青"], by=settled.user("teacher"))
    far = sign_in("far_school")
    assert far.post(reverse("enrolment_decide", args=[row.pk]), {"agreed": "1"}).status_code == 404
    assert far.post(reverse("enrolment_withdraw", args=[row.pk]), {"reason": "x"}).status_code == 404
    assert "李长青" not in text(far.get(at.get_absolute_url()))
    assert "李长青" in text(sign_in("school").get(at.get_absolute_url()))


def test_refusals_are_sentences_on_the_page(settled: World, sign_in: SignIn) -> None:
    one, at = published(settled, target_stage="junior")
    teacher = sign_in("teacher")
    assert escape("不在报名范围内") in text(teacher.post(reverse("enrol_own", args=[at.pk]), follow=True))
    officer = sign_in("city_training")
    again = officer.post(
        reverse("programme_new"), {**PLAN, "org": settled.city.pk, "level": "city", "title": one.title}
    )
    assert "已有同名的项目" in text(again)
    level = officer.post(reverse("programme_new"), {**PLAN, "org": settled.city.pk, "level": "school"})
    assert "不能举办" in text(level)


PAGES: dict[str, Callable[[Session], Any]] = {
    "programme_list": lambda at: reverse("programme_list"),
    "programme": lambda at: at.programme.get_absolute_url(),
    "session": lambda at: at.get_absolute_url(),
    "room": lambda at: reverse("room_screen", args=[at.pk]),
    "paper": lambda at: reverse("paper_list", args=[at.pk]),
    "approvals": lambda at: reverse("enrolment_approvals"),
    "samples": lambda at: reverse("sample_list"),
}


@pytest.mark.parametrize("page", PAGES)
def test_as_many_queries_for_three_as_for_one(world: World, sign_in: SignIn, page: str) -> None:
    _one, at = published(world, s_capacity=9, approval="district")
    a, b, c = people(world, "甲一", "乙二", "丙三")
    client, url = sign_in("district_training"), PAGES[page](at)
    if page in {"room", "paper"}:
        client = sign_in("city_training")
    enrolments.enrol(session=at, teacher=a, by=world.user("school"))
    client.get(url)  # warm

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url).status_code == 200
        return len(found)

    first = count()
    for teacher in (b, c):
        enrolments.enrol(session=at, teacher=teacher, by=world.user("school"))
    for place in range(2):
        published(world, title=f"别的项目{place}", s_starts_at=soon(30 + place))
    assert count() == first
