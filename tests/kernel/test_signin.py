"""Signing in: whoever holds a role needs a second factor, and no page that takes a password leads past it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse
from house_urls import addresses, in_share
from signing import code_of, enrol_app, sign_in_as
from world import PASSWORD, SCHOOL, World, acts

from kernel.accounts import sessions
from kernel.accounts.actions import grant_role, reset_second_factor
from kernel.accounts.doors import PUBLIC
from kernel.accounts.factors import SealedFactors, sealed_factors

pytestmark = pytest.mark.django_db
LOGIN, ENTER, SET_UP = "/accounts/login/", "/accounts/second-factor/enter/", "/accounts/second-factor/"
ADD_APP, AGAIN = "/accounts/app/add/", "/accounts/second-factor/again/"
FORMS = {"account_login", "account_reauthenticate", "account_change_password", "join"}  # they ask for a password
Officer = tuple[Client, str]


def by_password(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def is_in(client: Client) -> bool:
    """Whether a page of business opens."""
    return client.get("/teachers/").status_code == 200


@pytest.fixture
def secret(world: World) -> str:
    """The officer of the school has an authenticator app."""
    return enrol_app(world["school"])


def test_a_password_leads_to_the_code_and_the_code_leads_in(world: World, client: Client, secret: str) -> None:
    assert by_password(client, "school")["Location"] == ENTER
    assert not is_in(client)
    assert client.post(ENTER, {"code": code_of(secret)})["Location"] == "/"
    assert is_in(client)
    assert acts("sign_in.done")[-1].detail == {"how": "password+totp", "from": "127.0.0.1"}


def test_a_wrong_code_is_refused_and_counted(world: World, client: Client, secret: str) -> None:
    by_password(client, "school")
    for _ in range(5):
        page = client.post(ENTER, {"code": "000000"})
        assert "验证不通过" in page.content.decode()
    page = client.post(ENTER, {"code": code_of(secret)})
    assert "30 分钟" in page.content.decode()
    assert not is_in(client)
    assert len(acts("sign_in.code_failed")) == 5


def test_a_code_counts_once(world: World, secret: str) -> None:
    """Also while the clock would still let it be right."""
    code = code_of(secret, -1)
    for expected in (True, False):
        browser = Client()
        by_password(browser, "school")
        browser.post(ENTER, {"code": code})
        assert is_in(browser) is expected


def test_without_a_second_factor_an_officer_reaches_nothing_but_its_set_up(world: World, client: Client) -> None:
    by_password(client, "school")
    closed = {one.name for one in addresses(get_resolver().url_patterns)} - opened(client)
    assert {"home", "teacher_list", "import_list", "mfa_index", "account_change_password", "session_end"} <= closed
    assert opened(client) == {
        "second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate",
    } | public()  # fmt: skip


def public() -> set[str]:
    return {str(one.name) for one in table() if one.callback.door == PUBLIC}  # type: ignore[attr-defined]


def table() -> list[URLPattern]:
    return list(addresses(get_resolver().url_patterns))


VALUES = {"uuid": "00000000-0000-0000-0000-000000000000", "int": "1", "day": "2026-09-10"}


def place_of(one: URLPattern, route: str) -> str:
    """An address with something in each of its gaps; what stands there may well not exist."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda gap: VALUES.get(gap[1] or "str", "x1"), route)


def routes() -> list[tuple[URLPattern, str]]:
    """Every address with its whole route."""
    found: list[tuple[URLPattern, str]] = []

    def walk(patterns: Any, before: str) -> None:
        for one in patterns:
            here = before + str(one.pattern)
            if isinstance(one, URLPattern):
                found.append((one, here))
            else:
                walk(one.url_patterns, here)

    walk(get_resolver().url_patterns, "")
    return found


def opened(client: Client) -> set[str]:
    """Names of the addresses that do not send this browser to a page where something has to be done first."""
    steps = {SET_UP, reverse("account_change_password")}
    found = set()
    for one, route in routes():
        place = place_of(one, route)
        if one.name in {"account_logout"}:
            found.add(one.name)
            continue
        there = client.get(place).get("Location", "").partition("?")[0]
        if there not in steps:
            found.add(str(one.name))
    return found


def test_every_address_that_takes_a_password_stops_at_the_second_factor(world: World, secret: str) -> None:
    """All addresses are looked at as a stranger, half signed in, and signed in without a role: each form with a field
    for a password is sent with the officer's own. None of them opens a page of business."""
    found = set()
    for who in ("", "half", "nobody"):
        for one, route in routes():
            if not (in_share(one.name) or one.name in FORMS):
                continue
            client, place = Client(), place_of(one, route)
            if who == "half":
                by_password(client, "school")
            elif who:
                sign_in_as(client, world[who])
            fields = re.findall(r"<input[^>]*type=\"password\"[^>]*>", client.get(place).content.decode())
            names = {match[1] for field in fields if (match := re.search(r'name="(\w+)"', field))}
            if not names and one.name not in FORMS:
                continue
            found |= {str(one.name)} if names else set()
            client.post(place, {"login": "school", "username": "school", **dict.fromkeys(names, PASSWORD)})
            client.post(place, {"login": "school", "username": "school", "password": PASSWORD, "next": "/teachers/"})
            assert not is_in(client), f"{one.name} as {who or 'stranger'}"
    assert found == FORMS


def test_the_search_for_passwords_finds_a_page_that_signs_people_in(
    world: World, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the stage of allauth, a password alone signs the officer in; the middleware still keeps every page."""
    monkeypatch.setattr("allauth.mfa.stages.AuthenticateStage._should_handle", lambda self, request: False)
    client = Client()
    by_password(client, "school")
    assert client.get("/teachers/")["Location"] == SET_UP, "signed in, and yet no further"
    monkeypatch.setattr("kernel.accounts.middleware.outstanding", lambda request, user: None)
    assert is_in(client), "so it is the middleware that keeps the page"


def test_setting_up_the_first_one_lets_in(world: World, client: Client, at_once: Any) -> None:
    by_password(client, "school")
    with at_once():
        page = client.get(ADD_APP)
        assert page.status_code == 200, "no second question for the password just after it"
        answer = client.post(ADD_APP, {"code": code_of(page.context["form"].secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"])
    assert len(codes.context["unused_codes"]) == 10
    assert "****" not in codes.content.decode()
    assert set(client.get(answer["Location"]).context["unused_codes"]) == {"****"}, "shown once"
    assert is_in(client)
    assert [event.detail for event in acts("sign_in.factor_added")] == [{"kind": "totp"}, {"kind": "recovery_codes"}]


def test_a_second_one_is_no_way_around_the_first(world: World, client: Client) -> None:
    """A browser that came in by password before there was a second factor may not set up another."""
    by_password(client, "school")
    enrol_app(world["school"])
    for place in (ADD_APP, "/accounts/passkeys/add/", "/accounts/reauthenticate/", "/teachers/"):
        assert client.get(place)["Location"] == SET_UP, place
    assert "请验证第二因素" in client.get(SET_UP).content.decode()


def test_entering_the_code_later_lets_in(world: World, client: Client, at_once: Any) -> None:
    by_password(client, "school")
    secret = enrol_app(world["school"])
    assert client.post(f"{AGAIN}?next=/teachers/", {"code": code_of(secret)})["Location"] == "/teachers/"
    assert is_in(client)


@pytest.mark.parametrize("how", ["bulk", "reset"])
def test_the_note_does_not_survive_losing_the_factor(world: World, sign_in: Any, how: str) -> None:
    client = sign_in("school")
    assert is_in(client)
    if how == "bulk":
        Authenticator.objects.filter(user=world["school"]).delete()
        assert client.get("/teachers/")["Location"] == SET_UP
    else:
        reset_second_factor(user=world["school"], by=world["city"])
        assert client.get("/teachers/")["Location"].startswith(LOGIN), "signed out as well"


def test_removing_the_last_one_confines_its_owner(world: World, client: Client, secret: str) -> None:
    by_password(client, "school")
    client.post(ENTER, {"code": code_of(secret)})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/app/remove/").status_code == 302
    assert client.get("/teachers/")["Location"] == SET_UP
    assert acts("sign_in.factor_removed")[-1].detail == {"kind": "totp"}


def test_a_grant_during_a_session_asks_for_a_second_factor(world: World, sign_in: Any) -> None:
    client = sign_in("nobody")
    assert client.get("/").status_code == 200
    grant_role(user=world["nobody"], role="school_hr", org=world.units[SCHOOL], on=date(2020, 1, 1), by=world["city"])
    assert client.get("/")["Location"] == SET_UP


def test_a_note_of_somebody_else_counts_nothing(world: World, sign_in: Any) -> None:
    client = sign_in("school")
    session = client.session
    session[sessions.SECOND_FACTOR] = {**session[sessions.SECOND_FACTOR], "user": world["city"].pk}
    session.save()
    assert client.get("/teachers/")["Location"] == SET_UP


def test_a_part_of_a_page_leads_the_whole_page_away(world: World, client: Client) -> None:
    by_password(client, "school")
    assert client.get("/teachers/", headers={"HX-Request": "true"})["HX-Redirect"] == SET_UP


def test_a_secret_that_waits_for_its_first_code_is_sealed(world: World, client: Client) -> None:
    by_password(client, "school")
    waiting = client.get(ADD_APP).context["form"].secret
    assert waiting not in json.dumps(dict(client.session))


def test_the_secrets_are_sealed(world: World, client: Client, secret: str) -> None:
    row = Authenticator.objects.get(user=world["school"])
    assert secret not in json.dumps(row.data)
    assert SealedFactors().decrypt(row.data["secret"]) == secret


def test_the_secrets_are_sealed_anew_under_a_newer_key(world: World, settings: Any) -> None:
    secrets = {enrol_app(world[name]): name for name in ("school", "district", "city")}
    settings.ENCRYPTION_KEYS = f"k9:{'A' * 43}=,{settings.ENCRYPTION_KEYS}"
    before = {row.pk: row.data["secret"] for row in Authenticator.objects.all()}
    (place,) = sealed_factors()
    assert place.stale() == 3
    assert place.reseal(lambda _count: None) == 0
    assert place.stale() == 0
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS.partition(",")[0]
    rows = Authenticator.objects.all()
    assert {SealedFactors().decrypt(row.data["secret"]) for row in rows} == set(secrets)
    assert all(before[row.pk] != row.data["secret"] for row in rows)


def test_the_second_factor_costs_no_query(world: World, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("school")

    def cost(place: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(place).status_code == 200
        return len(caught)

    asked = [cost("/"), cost("/teachers/")]
    monkeypatch.setattr("kernel.accounts.middleware.outstanding", lambda request, user: None)
    assert asked == [cost("/"), cost("/teachers/")]


def test_passkeys_of_others_are_not_there(world: World, sign_in: Any) -> None:
    """Behind the question who it is, since that comes first."""
    key = Authenticator.objects.create(user=world["school"], type="webauthn", data={"name": "x", "credential": {}})
    for name, status in (("far_school", 404), ("school", 200)):
        client = sign_in(name)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        for act in ("rename", "remove"):
            assert client.get(f"/accounts/passkeys/{key.pk}/{act}/").status_code == status
    client = sign_in("far_school")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"/accounts/passkeys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
