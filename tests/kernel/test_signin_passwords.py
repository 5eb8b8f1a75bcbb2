"""Passwords: what they must be like, when they are changed, and how an account locks and unlocks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from signing import code_of, enrol_app
from world import PASSWORD, World, acts

from kernel.accounts import locks
from kernel.accounts.actions import add_user, reset_password, unlock
from kernel.accounts.models import OldPassword, User
from kernel.accounts.passwords import ThreeKinds, initial_password

pytestmark = pytest.mark.django_db
LOGIN, CHANGE, ENTER = "/accounts/login/", "/accounts/password/change/", "/accounts/second-factor/enter/"
NEW = "Yangtze-1949"


def by_password(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def change(client: Client, old: str, new: str) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("abcdefghijkl", False), ("abcdefGHIJKL", False), ("abcdef123456", False), ("123456-------", False),
        ("abcdefGHI123", True), ("abcdef-12345", True), ("ABCDEF-12345", True), ("江苏泰州abcdEFG", True),
    ],
)  # fmt: skip
def test_three_of_four_kinds(password: str, good: bool) -> None:
    if good:
        ThreeKinds().validate(password)
    else:
        with pytest.raises(ValidationError):
            ThreeKinds().validate(password)


def test_an_initial_password_keeps_the_rule() -> None:
    made = {initial_password() for _turn in range(200)}
    assert len(made) == 200
    for password in made:
        ThreeKinds().validate(password)
        assert len(password) >= 10
        assert not set(password) & set("0O1lI")


@pytest.mark.parametrize(
    ("new", "word"),
    [("Ab1-xyz", "10"), ("abcdefghijklmn", "三类"), ("School-ab1", "相似"), (PASSWORD, "最近 5 次")],
)
def test_a_bad_new_password_is_refused(world: World, sign_in: Any, new: str, word: str) -> None:
    page = change(sign_in("school"), PASSWORD, new)
    assert page.status_code == 200
    assert word in page.content.decode()
    assert world.user("school").check_password(PASSWORD)


def test_none_of_the_last_five_comes_back(world: World, sign_in: Any) -> None:
    client, present = sign_in("school"), PASSWORD
    chain = [f"{NEW}-{number}" for number in range(6)]
    for new in chain:
        assert change(client, present, new).status_code == 302, new
        present = new
    for old in chain[1:]:
        assert "最近 5 次" in change(client, present, old).content.decode()
    assert OldPassword.objects.filter(user=world["school"]).count() == 5
    assert change(client, present, chain[0]).status_code == 302, "the sixth before may"
    assert len(acts("sign_in.password_changed")) == 7


def test_an_initial_password_is_changed_before_anything_else(world: World, client: Client) -> None:
    user = add_user(username="new", full_name="新人", password="initial-password", by=None)
    assert user.must_change_password
    by_password(client, "new", "initial-password")
    for place in ("/", "/accounts/", "/honors/mine/"):
        assert client.get(place)["Location"] == CHANGE
    assert "初始密码" in client.get(CHANGE).content.decode()
    assert change(client, "initial-password", NEW).status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("name", "days", "where"), [("school", 89, ""), ("school", 90, CHANGE), ("nobody", 400, "")])
def test_an_old_password_of_an_officer_is_changed(world: World, sign_in: Any, name: str, days: int, where: str) -> None:
    client = sign_in(name)
    User.objects.filter(username=name).update(password_changed_at=timezone.now() - timedelta(days=days))
    assert client.get("/").get("Location", "") == where
    if where:
        change(client, PASSWORD, NEW)
        assert client.get("/").status_code == 200


def test_changing_the_password_ends_the_other_sessions(world: World, sign_in: Any) -> None:
    here, there = sign_in("school"), sign_in("school")
    change(here, PASSWORD, NEW)
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_a_reset_ends_sessions_and_asks_for_a_change(world: World, sign_in: Any, client: Client) -> None:
    there = sign_in("nobody")
    password = reset_password(user=world.user("nobody"), by=world["city"])
    assert there.get("/").status_code == 302
    by_password(client, "nobody", PASSWORD)
    assert client.get("/").status_code == 302
    by_password(client, "nobody", password)
    assert client.get("/")["Location"] == CHANGE
    assert password not in str([event.detail for event in acts("sign_in.password_reset")])


def test_a_lock_says_how_long_and_is_lifted(world: World, client: Client) -> None:
    for _ in range(5):
        by_password(client, "nobody", "wrong")
    page = by_password(client, "nobody").content.decode()
    assert "30 分钟" in page
    assert locks.is_locked(world["nobody"])
    assert acts("sign_in.locked")[-1].subject_id == str(world["nobody"].pk)
    unlock(user=world["nobody"], by=world["city"])
    assert not locks.is_locked(world["nobody"])
    by_password(client, "nobody")
    assert client.get("/").status_code == 200
    assert acts("sign_in.unlocked")[-1].actor_name == "city"


def test_a_lock_holds_under_every_host_name_and_spelling(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(5):
        client = Client(HTTP_HOST=f"h{number}.example", REMOTE_ADDR=f"10.1.1.{number}")
        by_password(client, " NoBody ".strip() if number % 2 else "nobody", "wrong")
    client = Client(HTTP_HOST="other.example", REMOTE_ADDR="10.1.2.1")
    by_password(client, "nobody")
    assert client.get("/").status_code == 302


def test_unlocking_frees_from_wrong_codes_too(world: World, client: Client) -> None:
    secret = enrol_app(world["school"])
    by_password(client, "school")
    for _ in range(5):
        client.post(ENTER, {"code": "000000"})
    assert locks.is_locked(world["school"])
    unlock(user=world["school"], by=world["city"])
    client.post(ENTER, {"code": code_of(secret)})
    assert client.get("/teachers/").status_code == 200


def test_a_failure_is_written_down_without_what_was_typed(world: World, client: Client) -> None:
    by_password(client, "school", "wrong-secret-1")
    by_password(client, "Wrong-secret-2", "x")
    first, second = acts("sign_in.failed")
    assert first.subject_id == str(world["school"].pk)
    assert second.subject_type == "address", "a name that nobody bears may be a password in the wrong field"
    assert "secret" not in str([(event.detail, event.actor_name) for event in (first, second)])
