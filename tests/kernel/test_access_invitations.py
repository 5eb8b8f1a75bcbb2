"""Invitations: a code on paper, kept as a digest, good once and for seven days; guessing is braked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from world import PASSWORD, SCHOOL, World, acts, at_the_same_moment, build

from kernel.access.actions import invitations as actions
from kernel.access.models import Invitation
from kernel.accounts.models import User
from kernel.errors import RuleBroken
from teachers.models import Teacher

pytestmark = pytest.mark.django_db
JOIN = "/access/join/"
SECRET = "Lantern-7-harbour"


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def invite(world: World, name: str = "新人", number: str = "", by: str = "sysadmin") -> tuple[Invitation, str]:
    return actions.invite(full_name=name, org=world.units[SCHOOL], register_no=number, by=world.user(by))


def rows() -> Any:
    return Invitation.objects.for_system("test")


def form(code: str, username: str = "xinren", password: str = SECRET, again: str = "") -> dict[str, str]:
    return {"code": code, "username": username, "password1": password, "password2": again or password}


def test_an_invited_person_makes_the_account(world: World, client: Client) -> None:
    made, code = invite(world)
    assert client.get(JOIN).status_code == 200
    assert client.post(JOIN, form(code.lower().replace("-", " ")))["Location"] == "/accounts/login/"
    user = User.objects.get(username="xinren")
    assert (user.full_name, user.check_password(SECRET), user.permissions_held) == ("新人", True, frozenset())
    made.refresh_from_db()
    assert (made.used_by, acts("invitation.used")[0].actor_name) == (user, "xinren")
    assert acts("invitation.made")[0].sentence == f"邀请{SCHOOL}新人开通账号"


def test_the_code_stands_nowhere(world: World) -> None:
    made, code = invite(world)
    assert len(code) == 19
    assert set(code) <= set(actions.SIGNS) | {"-"}
    for plain in (code, code.replace("-", "")):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM access_invitation")
            assert plain not in str(cursor.fetchall())
        assert plain not in str([(one.detail, one.subject_id) for one in acts("invitation.made")])
    assert invite(world)[1] != code
    assert made.expires_at - timezone.now() > timedelta(days=6, hours=23)


def spoil(world: World, made: Invitation, how: str) -> None:
    if how == "expired":
        rows().update(expires_at=timezone.now())
    elif how == "withdrawn":
        actions.withdraw(invitation=made, by=world.user("sysadmin"))
    elif how == "used":
        rows().update(used_by=world["nobody"], used_at=timezone.now())


@pytest.mark.parametrize("how", ["expired", "withdrawn", "used", "wrong"])
def test_a_code_that_is_no_good_is_answered_alike(world: World, client: Client, how: str) -> None:
    made, code = invite(world)
    spoil(world, made, how)
    page = client.post(JOIN, form("A" * 16 if how == "wrong" else code))
    assert page.status_code == 200
    assert "邀请码不正确或已失效" in page.content.decode()
    assert not User.objects.filter(username="xinren").exists()


def test_guessing_is_braked_and_a_right_code_is_no_guess(world: World, client: Client) -> None:
    _made, code = invite(world)
    for _ in range(12):  # a right code with a name that is taken: no guess
        assert client.post(JOIN, form(code, "school")).status_code == 200
    for _ in range(10):
        assert client.post(JOIN, form("B" * 16)).status_code == 200
    page = client.post(JOIN, form(code))
    assert page.status_code == 429
    assert "半小时后再试" in page.content.decode()
    assert not User.objects.filter(username="xinren").exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "school"}, "username"),
        ({"username": "SCHOOL"}, "username"),
        ({"username": "ab"}, "username"),
        ({"username": "a b c"}, "username"),
        ({"password": "short1"}, "password1"),
        ({"again": "Lantern-8-harbour"}, "password2"),
    ],
)
def test_what_the_form_refuses(world: World, client: Client, given: dict[str, str], field: str) -> None:
    _made, code = invite(world)
    page = client.post(JOIN, form(code, **given))
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {field}
    assert not rows().filter(used_at__isnull=False).exists()
    assert SECRET not in page.content.decode()


def test_the_account_of_a_teacher_is_tied_to_the_record(settled: World, client: Client) -> None:
    person = settled.people["陈晓"]
    _made, code = invite(settled, "陈晓", person.teacher_no)
    client.post(JOIN, form(code))
    tied = Teacher.objects.for_system("test").get(pk=person.pk)
    assert tied.user == User.objects.get(username="xinren")
    assert acts("teacher.account_given")[-1].actor_name == "xinren"


def test_number_and_name_must_agree_and_nothing_else_is_told(settled: World) -> None:
    taken = settled.people["李长青"]  # has an account
    wrong = [("陈小", settled.people["陈晓"].teacher_no), ("陈晓", "T000000000"), ("李长青", taken.teacher_no)]
    for name, number in wrong:
        with refused("record_unknown"):
            invite(settled, name, number)
    invite(settled, "陈晓", settled.people["陈晓"].teacher_no)
    with refused("invited_already"):
        invite(settled, "陈晓", settled.people["陈晓"].teacher_no)


def test_a_record_that_got_an_account_meanwhile_gets_no_second(settled: World, client: Client) -> None:
    person = settled.people["陈晓"]
    _made, code = invite(settled, "陈晓", person.teacher_no)
    Teacher.objects.for_system("test").filter(pk=person.pk).update(user=settled["nobody"])
    page = client.post(JOIN, form(code))
    assert "名册中已没有与邀请相符" in page.content.decode()
    assert not User.objects.filter(username="xinren").exists()
    assert rows().get().used_at is None


@pytest.mark.parametrize("by", ["secadmin", "auditadmin", "city", "nobody"])
def test_nobody_else_invites(world: World, by: str) -> None:
    with refused("no_permission"):
        invite(world, by=by)
    made, _code = invite(world)
    with refused("no_permission"):
        actions.withdraw(invitation=made, by=world.user(by))


def test_an_invitation_is_withdrawn_once(world: World) -> None:
    made, _code = invite(world)
    actions.withdraw(invitation=made, by=world.user("sysadmin"))
    with refused("invitation_settled"):
        actions.withdraw(invitation=made, by=world.user("sysadmin"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_code_makes_one_account_at_the_same_moment() -> None:
    world = build()
    _made, code = invite(world)
    names = ["one", "two", "three"]
    results = at_the_same_moment(3, lambda: actions.redeem(code=code, username=names.pop(), password=PASSWORD))
    assert sorted(isinstance(one, User) for one in results) == [False, False, True], results
    assert {one.code for one in results if isinstance(one, RuleBroken)} == {"code_not_good"}
