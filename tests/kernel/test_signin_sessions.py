"""Sessions: they end when nobody uses them, after their hours, and when their owner says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from signing import code_of, enrol_app
from test_signin import ENTER, LOGIN, by_password, is_in, table
from world import World, acts

from kernel.accounts import sessions
from kernel.accounts.actions import clear_old_sessions
from kernel.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(world: World) -> str:
    """The officer of the school has an authenticator app."""
    return enrol_app(world["school"])


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Move the clock of the sessions to so many minutes from now."""
    now = time.time()

    def move(minutes: float) -> None:
        monkeypatch.setattr("kernel.accounts.sessions.time.time", lambda: now + minutes * 60)

    return move


def test_an_idle_session_ends(world: World, sign_in: Any, at: Any) -> None:
    client = sign_in("school")
    at(14)
    assert is_in(client)
    at(28)
    assert is_in(client), "used meanwhile"
    at(44)
    answer = client.get("/teachers/")
    assert answer["Location"] == f"{LOGIN}?next=/teachers/"
    assert "长时间没有操作" in client.get(LOGIN).content.decode()
    assert client.get("/teachers/").status_code == 302, "ended, not only hidden"


def test_polling_keeps_no_session_alive(world: World, sign_in: Any, at: Any) -> None:
    client = sign_in("school")
    for minutes in (5, 10, 14):
        at(minutes)
        assert client.get("/", headers={"X-Polling": "1"}).status_code == 200
    at(16)
    here = {"HX-Current-URL": "http://testserver/imports/?page=2"}
    answer = client.get("/", headers={"X-Polling": "1", "HX-Request": "true", **here})
    assert answer["HX-Redirect"] == f"{LOGIN}?next=/imports/", "the whole page, and back to it"


def test_a_session_ends_after_its_hours_however_busy(world: World, sign_in: Any, at: Any, settings: Any) -> None:
    client = sign_in("school")
    for minutes in range(0, settings.SESSION_SECONDS // 60, 10):
        at(minutes)
        assert is_in(client)
    at(settings.SESSION_SECONDS / 60)
    assert not is_in(client)


@pytest.mark.parametrize(("left_on", "asked"), [("sensitive", "plain"), ("plain", "sensitive")])
def test_a_sensitive_page_shortens_the_wait(
    world: World, sign_in: Any, at: Any, monkeypatch: pytest.MonkeyPatch, left_on: str, asked: str
) -> None:
    view = next(one.callback for one in table() if one.name == "teacher_list")
    places = {"plain": "/", "sensitive": "/teachers/"}
    monkeypatch.setattr(view, "sensitive", True)
    client = sign_in("school")
    assert client.get(places[left_on]).status_code == 200
    at(9)
    assert client.get(places[left_on]).status_code == 200
    at(20)
    assert client.get(places[asked]).status_code == 302


def test_a_session_that_does_not_know_its_beginning_is_over(world: World, sign_in: Any) -> None:
    client = sign_in("school")
    session = client.session
    del session[sessions.SIGNED_IN]
    session.save()
    assert not is_in(client)


def test_public_pages_stay_open_when_a_session_ends(world: World, sign_in: Any, at: Any) -> None:
    client = sign_in("school")
    at(60)
    assert client.get("/check/").status_code == 200
    assert "退出" not in client.get("/check/").content.decode()


def test_the_owner_sees_and_ends_sessions(world: World, secret: str) -> None:
    office, home = (
        Client(),
        Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0", REMOTE_ADDR="10.9.8.7"),
    )
    for client, step in ((home, 0), (office, 1)):
        by_password(client, "school")
        client.post(ENTER, {"code": code_of(secret, step)})
    page = office.get("/accounts/").content.decode()
    assert "Chrome · Windows" in page
    assert "10.9.*.*" in page
    assert "10.9.8.7" not in page
    there = UserSession.objects.get(session_key=home.session.session_key)
    assert office.post(f"/accounts/sessions/{there.pk}/end/").status_code == 302
    assert not is_in(home)
    assert is_in(office)
    assert acts("sign_in.session_ended")[-1].actor_name == "school"


def test_nobody_ends_sessions_of_others(world: World, sign_in: Any) -> None:
    mine, other = sign_in("school"), sign_in("far_school")
    pk = UserSession.objects.get(session_key=mine.session.session_key).pk
    assert other.post(f"/accounts/sessions/{pk}/end/").status_code == 404
    other.post("/accounts/sessions/end/")
    assert is_in(mine)


def test_all_others_end_at_once(world: World, sign_in: Any) -> None:
    here, there, elsewhere = (sign_in("school") for _ in range(3))
    here.post("/accounts/sessions/end/")
    assert [is_in(one) for one in (here, there, elsewhere)] == [True, False, False]


@pytest.mark.parametrize("strong", [True, False])
def test_a_strong_role_has_one_session(
    world: World, monkeypatch: pytest.MonkeyPatch, secret: str, strong: bool
) -> None:
    monkeypatch.setattr(User, "is_strong", property(lambda self: strong))
    first, second = Client(), Client()
    for client, step in ((first, 0), (second, 1)):
        by_password(client, "school")
        client.post(ENTER, {"code": code_of(secret, step)})
    assert is_in(second)
    assert is_in(first) is not strong
    assert bool(acts("sign_in.session_ended")) is strong


def test_the_page_costs_the_same_with_many_sessions(world: World, sign_in: Any, django_assert_num_queries: Any) -> None:
    client = sign_in("school")
    for _ in range(2):
        with django_assert_num_queries(7):
            assert client.get("/accounts/").status_code == 200
        for _n in range(3):
            sign_in("school")


def test_what_is_left_of_old_sessions_is_thrown_away(world: World, sign_in: Any) -> None:
    old, new = sign_in("school"), sign_in("school")
    Session.objects.filter(pk=old.session.session_key).update(expire_date=timezone.now())
    clear_old_sessions()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [new.session.session_key]
    assert Session.objects.get().pk == new.session.session_key
