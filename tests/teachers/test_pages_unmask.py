"""Looking at a hidden value: with a purpose, once, noted, not too often."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from world import SCHOOL, World, acts, person

from kernel.audit.models import AuditEvent
from kernel.errors import RuleBroken
from kernel.grades import HIDDEN, Shown, mask_day, mask_of, mask_phone, masked
from teachers.actions.access import unmask
from teachers.models import Correction, Teacher

pytestmark = pytest.mark.django_db

PHONE = "15412345678"
FORM = {"purpose": "check", "words": "核对职称材料"}


@pytest.fixture
def chen(settled: World) -> Teacher:
    settled.enrol(person("陈晓", date(1990, 5, 4), phone=PHONE))
    return settled.people["陈晓"]


def url(one: Teacher, field: str = "id_number") -> str:
    return f"{one.get_absolute_url()}unmask/?field={field}"


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("who", ["school", "district", "city"])
def test_it_asks_what_for_and_shows_it_once(chen: Teacher, sign_in: Any, who: str) -> None:
    client = sign_in(who)
    assert url(chen) in body(client.get(chen.get_absolute_url()))
    asked = client.get(url(chen))
    assert chen.id_number not in body(asked)
    shown = client.post(url(chen), FORM)
    assert chen.id_number in body(shown)
    assert "no-store" in shown["Cache-Control"]
    assert "no-store" in asked["Cache-Control"]
    assert chen.id_number not in body(client.get(url(chen)))
    assert chen.id_number not in body(client.get(chen.get_absolute_url()))
    (line,) = acts("teacher.unmasked")
    assert (line.actor_name, line.subject_id) == (who, str(chen.pk))
    assert line.detail == {
        "fields": ["id_number"], "why": FORM["purpose"], "purpose": FORM["words"], "unit": SCHOOL,
    }  # fmt: skip
    assert line.sentence == "查看完整的证件号码，用途：核对证件或档案（核对职称材料）"


def test_the_phone_as_well(chen: Teacher, sign_in: Any) -> None:
    assert PHONE in body(sign_in("school").post(url(chen, "phone"), FORM))


@pytest.mark.parametrize("form", [{}, {"purpose": "check"}, {"words": "x"}, {"purpose": "curious", "words": "x"}])
def test_without_a_purpose_nothing_is_shown(chen: Teacher, sign_in: Any, form: dict[str, str]) -> None:
    answer = sign_in("school").post(url(chen), form)
    assert answer.status_code == 200
    assert chen.id_number not in body(answer)
    assert acts("teacher.unmasked") == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("", 302), ("nobody", 403), ("teacher", 403), ("approver", 403), ("honors", 403), ("far_school", 404),
     ("far_district", 404)],
)  # fmt: skip
def test_who_may_not(chen: Teacher, sign_in: Any, who: str, status: int) -> None:
    client = sign_in(who)
    for answer in (client.get(url(chen)), client.post(url(chen), FORM)):
        assert answer.status_code == status
        assert chen.id_number not in body(answer)
    if status == 403 and who != "nobody" and who != "teacher":
        assert "unmask" not in body(client.get(chen.get_absolute_url()))


@pytest.mark.parametrize("field", ["id_digest", "name", "birth_on", "password", ""])
def test_only_what_is_hidden_can_be_asked_for(chen: Teacher, sign_in: Any, field: str) -> None:
    answer = sign_in("school").post(f"{chen.get_absolute_url()}unmask/?field={field}", FORM)
    assert answer.status_code == (404 if field else 200)
    assert chen.id_digest not in body(answer)


def test_the_action_itself_refuses(settled: World, chen: Teacher) -> None:
    def refused(who: str, field: str = "id_number") -> str:
        with pytest.raises(RuleBroken) as refusal:
            unmask(person=chen, field=field, by=settled.user(who), **FORM)
        return refusal.value.code

    assert refused("approver") == refused("far_school") == "no_unmask"
    assert refused("school", "id_digest") == "unmask_nothing"


def test_so_many_a_day(chen: Teacher, sign_in: Any, settings: Any) -> None:
    settings.UNMASK_PER_DAY = 2
    client = sign_in("school")
    for _ in range(2):
        assert chen.id_number in body(client.post(url(chen), FORM))
    answer = client.post(url(chen), FORM)
    assert "今天查看完整信息已达 2 次，请明天再办" in body(answer)
    assert chen.id_number not in body(answer)
    assert chen.id_number in body(sign_in("district").post(url(chen), FORM)), "counted for each person"
    AuditEvent._base_manager.all()._raw_delete("default")  # another day
    assert chen.id_number in body(client.post(url(chen), FORM))


def test_a_number_in_the_purpose_is_not_kept(chen: Teacher, sign_in: Any) -> None:
    sign_in("school").post(url(chen), {"purpose": "other", "words": f"打电话 {PHONE}"})
    (line,) = acts("teacher.unmasked")
    assert PHONE not in str(line.detail)


def test_oneself_sees_all(settled: World, sign_in: Any) -> None:
    me = settled.people["李长青"]
    settled.enrol(person("李长青", date(1972, 3, 8), phone=PHONE))
    page = body(sign_in("teacher").get(me.get_absolute_url()))
    for value in (me.id_number, PHONE, "1972-03-08"):
        assert value in page
    assert "查看完整" not in page


@pytest.mark.parametrize(("who", "sees"), [("school", True), ("city", True), ("approver", False), ("honors", False)])
def test_the_day_of_birth_is_for_who_keeps_the_record(chen: Teacher, sign_in: Any, who: str, sees: bool) -> None:
    page = body(sign_in(who).get(chen.get_absolute_url()))
    assert ("1990-05-04" in page) is sees
    assert ("1990-**-**" in page) is not sees


def test_whose_record_it_is_sees_who_looked(settled: World, sign_in: Any) -> None:
    me = settled.people["李长青"]
    sign_in("school").post(url(me), FORM)
    assert "用途：核对证件或档案（核对职称材料）" in body(sign_in("teacher").get(me.get_absolute_url()))


def test_masks() -> None:
    assert mask_phone("15412345678") == "154****5678"
    assert mask_phone("1234567") == "*******"
    assert mask_day(date(1990, 5, 4)) == "1990-**-**"
    assert mask_day(None) == ""
    one = Correction(reason="处分", kind="name")
    assert masked(one, "reason") == HIDDEN
    assert masked(Correction(), "reason") == ""
    assert masked(one, "kind") == "name"
    assert mask_of(Teacher, "name") is None
    shown = Shown(Teacher(phone="15412345678", birth_on=date(1990, 5, 4)), ["birth_on"])
    assert (shown["birth_on"], shown["phone"]) == ("1990-05-04", "154****5678")
