"""Looks at somebody's data: filed under whom the data is about, once in ten minutes, told to that person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from guards import tamper
from issuing import issue, paper_of
from world import World, acts

from honors.actions import objections
from honors.models import Objection, RoundEntry
from kernel.audit.actions import record_read
from kernel.audit.choices import EventKind
from kernel.audit.models import AuditEvent
from kernel.audit.queries import history, looks_at
from teachers.actions.access import note_read
from teachers.actions.corrections import ask_name
from teachers.models import Teacher

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.4\n%%EOF\n"


def reads(of: Teacher) -> list[tuple[str, str]]:
    """Acts and actors of the looks at a person, oldest first."""
    rows = AuditEvent.objects.filter(kind=EventKind.READ, subject_type="teachers.teacher", subject_id=str(of.pk))
    return list(rows.order_by("pk").values_list("act", "actor_name"))


def test_a_look_says_who_for_which_unit_at_what_and_why(settled: World) -> None:
    one = settled.people["李长青"]
    note_read(people=[one], by=settled["school"], act="teacher.read", purpose="核对档案", fields=["phone", "birth_on"])
    (line,) = acts("teacher.read")
    assert (line.kind, line.actor_name, line.subject_id) == ("read", "school", str(one.pk))
    assert line.detail == {"unit": "海陵区实验小学", "purpose": "核对档案", "fields": ["birth_on", "phone"]}
    assert line.purpose == "核对档案"


def test_the_same_look_within_ten_minutes_is_one_line(settled: World) -> None:
    one, other, by = settled.people["李长青"], settled.people["陈晓"], settled["district"]
    assert record_read(by=by, subjects=[one], act="teacher.read") == 1
    assert record_read(by=by, subjects=[one], act="teacher.read") == 0
    assert record_read(by=settled["city"], subjects=[one], act="teacher.read") == 1, "another person"
    assert record_read(by=by, subjects=[one, other, other], act="teacher.read") == 1, "another record"
    assert record_read(by=by, subjects=[one], act="teacher.read", fields=["phone"]) == 1, "another field"
    assert record_read(by=by, subjects=[one], act="teacher.read", purpose="核对") == 1, "another purpose"
    assert record_read(by=by, subjects=[one], act="correction.read") == 1, "another part"
    tamper("UPDATE audit_auditevent SET at = %s", [timezone.now() - timedelta(minutes=10, seconds=1)])
    assert record_read(by=by, subjects=[one], act="teacher.read") == 1, "later"


def test_many_looks_are_one_insert(settled: World, django_assert_num_queries: Any) -> None:
    people, by = list(settled.people.values()), settled["city"]
    assert by.grants_in_force
    with django_assert_num_queries(2):
        assert record_read(by=by, subjects=people, act="teacher.read") == 4
    with django_assert_num_queries(0):
        assert record_read(by=by, subjects=[], act="teacher.read") == 0


def test_every_page_of_one_person_leaves_its_line(settled: World, sign_in: Any) -> None:
    one, me = issue(settled), Teacher.objects.for_system("with the account").get(name="李长青")
    entry = RoundEntry.objects.for_system("test").get(teacher=me)
    number = paper_of("李长青").certificate.number
    wish = ask_name(
        teacher=me, name="李常青", reason="户口簿为准", files=[("户口簿.pdf", PAPER)], by=settled["teacher"]
    )
    pages = {
        me.get_absolute_url(): "teacher.read",
        wish.get_absolute_url(): "correction.read",
        f"{wish.get_absolute_url()}files/{wish.files.get().pk}/": "correction.file_read",
        f"{one.get_absolute_url()}entries/{entry.pk}/": "entry.read",
        f"/honors/certificates/{number}/": "certificate.read",
    }
    own, officer = sign_in("teacher"), sign_in("district")
    for page in pages:
        own.get(page)
    assert reads(me) == []
    for page in pages:
        assert officer.get(page).status_code == 200, page
    assert reads(me) == [(act, "district") for act in pages.values()]


def test_the_person_is_told(settled: World, sign_in: Any) -> None:
    me, other = settled.people["李长青"], settled.people["陈晓"]
    sign_in("district").get(me.get_absolute_url())
    note_read(people=[me], by=settled["city"], act="correction.read", purpose="核对户籍")
    note_read(people=[other], by=settled["school"], purpose="与我无关")
    client = sign_in("teacher")
    page = client.get("/me/looks/").content.decode()
    for said in (
        "海陵区district_hr",
        "海陵区",
        "查看登记信息",
        "履行职务，未另填用途",
        "查看更正申请",
        "核对户籍",
        "泰州市",
    ):
        assert said in page
    assert page.index("核对户籍") < page.index("查看登记信息"), "newest first"
    assert "与我无关" not in page
    assert "/me/looks/" in client.get(me.get_absolute_url()).content.decode()
    assert "/me/looks/" in client.get("/").content.decode()
    assert "没有关联教师登记" in sign_in("nobody").get("/me/looks/").content.decode()


def test_looks_are_no_part_of_the_history_for_others(settled: World) -> None:
    me = settled.people["李长青"]
    note_read(people=[me], by=settled["city"])
    assert [line.act for line in looks_at(settled["teacher"], me)] == ["teacher.read"]
    assert "teacher.read" not in [line.act for line in history(settled["school"], me)]


@pytest.mark.parametrize("looks", [1, 3])
def test_the_page_costs_the_same_however_many_looked(
    settled: World, sign_in: Any, django_assert_num_queries: Any, looks: int
) -> None:
    for number in range(looks):
        note_read(people=[settled.people["李长青"]], by=settled["city"], purpose=str(number))
    client = sign_in("teacher")
    with django_assert_num_queries(6):
        client.get("/me/looks/")


def test_an_objection_is_not_betrayed_to_whom_it_is_about(settled: World, sign_in: Any) -> None:
    one, me = issue(settled), settled.people["李长青"]
    said = Objection.objects.create(round=one, teacher=me, source="public", text="x", once="1")
    objections.read(objection=said, by=settled["district"])
    assert acts("objection.read")[0].kind == EventKind.READ
    assert reads(me) == []
