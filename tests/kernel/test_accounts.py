"""Accounts: rights come from grants of today, below the unit they were given at; nobody signs up alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from world import FAR_SCHOOL, HAILING, JIANGYAN, PASSWORD, SCHOOL, SISTER, World, acts

from honors.permissions import HonorPermission
from kernel.accounts.actions import add_user, command_line_actor, grant_role
from kernel.accounts.models import Grant, User
from kernel.accounts.queries import holders, user_named
from kernel.accounts.roles import role_table
from kernel.errors import RuleBroken
from teachers.permissions import TeacherPermission

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def test_a_grant_is_half_open(world: World) -> None:
    grant_role(
        user=world["nobody"],
        role="school_hr",
        org=world.units[SCHOOL],
        on=date(2026, 3, 1),
        until=date(2026, 4, 1),
        by=world["city"],
    )
    mine = Grant.objects.filter(user=world["nobody"])
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [mine.in_force(day).exists() for day in days] == [False, True, True, False]


@pytest.mark.parametrize(("start", "end", "holds"), [(-9, None, True), (0, 1, True), (-9, 0, False), (1, None, False)])
def test_only_a_grant_in_force_gives_anything(world: World, start: int, end: int | None, holds: bool) -> None:
    today, user = timezone.localdate(), world["nobody"]
    grant_role(
        user=user, role="school_hr", org=world.units[SCHOOL], on=today + timedelta(start),
        until=None if end is None else today + timedelta(end), by=world["city"],
    )  # fmt: skip
    user = world.user("nobody")
    assert user.holds(TeacherPermission.VIEW) is holds
    assert bool(user.scope(TeacherPermission.VIEW)) is holds


def test_a_page_closes_when_the_grant_ends(settled: World, sign_in: Any) -> None:
    client = sign_in("school")
    assert client.get("/teachers/").status_code == 200
    Grant.objects.filter(user=settled["school"]).update(valid_until=timezone.localdate())
    assert client.get("/teachers/").status_code == 403


def test_a_scope_covers_the_subtree_alone(world: World) -> None:
    units = {name: world.units[name].path for name in (SCHOOL, SISTER, HAILING, FAR_SCHOOL, JIANGYAN)}
    covered = {
        name: {unit for unit, path in units.items() if world.user(name).scope(TeacherPermission.VIEW).holds(path)}
        for name in ("school", "district", "far_district", "city", "nobody")
    }
    assert covered == {
        "school": {SCHOOL},
        "district": {SCHOOL, SISTER, HAILING},
        "far_district": {FAR_SCHOOL, JIANGYAN},
        "city": set(units),
        "nobody": set(),
    }


def test_a_permission_is_held_where_its_own_role_was_granted(world: World) -> None:
    """Two roles at two units do not lend each other their units."""
    grant_role(user=world["approver"], role="school_hr", org=world.units[SCHOOL], on=date(2020, 1, 1), by=world["city"])
    user = world.user("approver")
    assert user.scope(TeacherPermission.IMPORT).paths == (world.units[SCHOOL].path,)
    assert user.scope(HonorPermission.APPROVE).paths == (world.city.path,)


@pytest.mark.parametrize(
    ("role", "unit"), [("school_hr", HAILING), ("city_hr", SCHOOL), ("district_hr", SCHOOL), ("x", SCHOOL)]
)
def test_a_role_is_granted_at_its_kind_of_unit(world: World, role: str, unit: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        grant_role(user=world["nobody"], role=role, org=world.units[unit], on=date(2020, 1, 1), by=world["city"])
    assert caught.value.code == "role_not_here"


def test_a_grant_runs_forward_in_the_database(world: World) -> None:
    with pytest.raises(IntegrityError):
        Grant.objects.create(
            user=world["nobody"], role="school_hr", org=world.units[SCHOOL], valid_from=date(2026, 3, 1),
            valid_until=date(2026, 3, 1),
        )  # fmt: skip


def test_granting_twice_gives_one_grant(world: World) -> None:
    for _ in range(2):
        grant_role(
            user=world["nobody"], role="school_hr", org=world.units[SCHOOL], on=date(2020, 1, 1), by=world["city"]
        )
    assert Grant.objects.filter(user=world["nobody"]).count() == 1


def test_accounts_and_grants_are_audited(world: World) -> None:
    """Told by a signal to the trail, which stands above the accounts."""
    user = add_user(username="new", full_name="新人", password=None, by=world["city"])
    grant_role(user=user, role="school_hr", org=world.units[SCHOOL], on=date(2020, 1, 1), by=world["city"])
    made, granted = acts("account.made")[-1], acts("grant.made")[-1]
    assert (made.subject_id, made.actor_name, made.detail) == (str(user.pk), "city", {"username": "new"})
    assert granted.detail == {"role": "school_hr", "org": world.units[SCHOOL].pk, "user": user.pk}


def test_an_inactive_account_holds_nothing(world: World) -> None:
    user = world["school"]
    user.is_active = False
    user.save()
    user = world.user("school")
    assert not user.holds(TeacherPermission.VIEW)
    assert not user.scope(TeacherPermission.VIEW)


def test_a_superuser_flag_gives_nothing(world: World) -> None:
    user = world["nobody"]
    user.is_superuser = user.is_staff = True
    user.save()
    assert not world.user("nobody").holds(TeacherPermission.VIEW)


def test_the_command_line_acts_but_never_signs_second(world: World) -> None:
    actor = command_line_actor(world.city)
    assert command_line_actor(world.city) == actor
    assert not actor.is_active
    assert not actor.has_usable_password()
    assert actor.holds(TeacherPermission.IMPORT)
    assert not actor.holds(HonorPermission.APPROVE)
    assert actor.scope(TeacherPermission.IMPORT).holds(world.units[FAR_SCHOOL].path)


def test_only_the_approver_approves() -> None:
    assert {code for code, role in role_table().items() if HonorPermission.APPROVE in role.permissions} == {
        "city_approver"
    }


def test_holders_are_found_up_the_tree(world: World) -> None:
    found = holders(TeacherPermission.IMPORT, world.units[SCHOOL], timezone.localdate())
    assert [user.username for user in found] == ["city", "district", "school"]


def test_an_account_is_named_or_refused(world: World) -> None:
    assert user_named("school") == world["school"]
    world["school"].is_active = False
    world["school"].save()
    for name in ("school", "nobody else"):
        with pytest.raises(RuleBroken) as caught:
            user_named(name)
        assert caught.value.code == "user_unknown"


def test_there_is_no_way_to_sign_up(client: Client) -> None:
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/admin/"):
        assert client.get(path).status_code == 404
    assert "signup" not in client.get(LOGIN).content.decode()


def sign_in_form(client: Client, name: str, password: str) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def test_signing_in_by_name(world: World, client: Client) -> None:
    answer = sign_in_form(client, "nobody", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_signing_in_leads_to_the_page_that_was_asked_for(world: World, client: Client) -> None:
    assert client.get("/teachers/")["Location"] == f"{LOGIN}?next=/teachers/"
    answer = client.post(f"{LOGIN}?next=/teachers/", {"login": "school", "password": PASSWORD, "next": "/teachers/"})
    assert answer["Location"] == "/teachers/"
    client.logout()
    answer = client.post(LOGIN, {"login": "school", "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/", "never to a foreign site"


@pytest.mark.parametrize(("name", "password"), [("school", "wrong"), ("stranger", PASSWORD), ("命令行", "!")])
def test_a_wrong_password_is_refused_in_chinese(world: World, client: Client, name: str, password: str) -> None:
    page = sign_in_form(client, name, password)
    assert page.status_code == 200
    assert "用户名或密码不正确" in page.content.decode()
    assert client.get("/").status_code == 302


def test_a_wrong_name_and_a_wrong_password_answer_alike(world: World, client: Client) -> None:
    def told(name: str, password: str) -> str:
        page = sign_in_form(client, name, password)
        return str(page.context["form"].errors.as_data())

    assert told("school", "wrong") == told("stranger", "wrong")


def test_an_account_that_was_closed_does_not_sign_in(world: World, client: Client) -> None:
    User.objects.filter(username="school").update(is_active=False)
    sign_in_form(client, "school", PASSWORD)
    assert client.get("/").status_code == 302


def test_after_five_failures_the_right_password_is_refused_too(world: World, client: Client) -> None:
    for _ in range(5):
        sign_in_form(client, "school", "wrong")
    page = sign_in_form(client, "school", PASSWORD)
    assert page.status_code == 200
    assert "过多" in page.content.decode()
    assert client.get("/").status_code == 302
    assert sign_in_form(client, "district", PASSWORD).status_code == 302, "the others go on"


def test_a_short_password_is_refused_when_it_is_changed(world: World, sign_in: Any) -> None:
    page = sign_in("school").post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "a8k2", "password2": "a8k2"}
    )
    assert page.status_code == 200
    assert "至少" in page.content.decode()
    assert world.user("school").check_password(PASSWORD)


def test_an_account_without_a_password_signs_nobody_in(world: World, client: Client) -> None:
    add_user(username="later", full_name="后来者", password=None, by=None)
    assert sign_in_form(client, "later", "").status_code == 200
    assert client.get("/").status_code == 302
