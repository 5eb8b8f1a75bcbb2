"""Signing in with an identity kept elsewhere: against a real provider, and only into the account it is linked to."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import environ
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.test import Client
from oidc_provider import CLIENT_ID, CLIENT_SECRET, PASSWORD, USERNAME
from signing import code_of, enrol_app, sign_in_as
from world import PASSWORD as OURS
from world import World, acts

from config.single_sign_on import providers
from kernel.accounts.actions import link_identity, unlink_identity
from kernel.accounts.identities import expect_identity
from kernel.accounts.models import User
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
START, BACK = "/accounts/oidc/city/login/", "/accounts/oidc/city/login/callback/"
REAUTH = "/accounts/reauthenticate/"
SUB = "7"  # the number of the person at the provider


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a provider that knows one person and this registry."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    folder = tmp_path_factory.mktemp("provider")
    program = Path(__file__).parents[1] / "oidc_provider.py"
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(
        [sys.executable, str(program), str(port), f"http://testserver{BACK}", str(folder)],
        stdout=subprocess.PIPE, env=environment, cwd=folder,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        try:
            assert running.stdout.readline() == b"ready\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


@pytest.fixture
def set_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set up by the environment alone."""

    def configure(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        settings.SOCIALACCOUNT_PROVIDERS = providers(environ.Env())

    return configure


@pytest.fixture
def city(set_up: Any, provider: str) -> None:
    set_up(OIDC_SERVER_URL=provider, OIDC_CLIENT_ID=CLIENT_ID, OIDC_CLIENT_SECRET=CLIENT_SECRET, OIDC_NAME="泰州通")


def leave(client: Client, where: str = START) -> str:
    """Press the button; the address of the provider that our page leads to."""
    page = client.post(where)
    assert page.status_code == 200, page
    assert page["Content-Security-Policy"]
    found = re.search(r'<a class="btn btn-primary" href="([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


def at_the_provider(there: str) -> str:
    """Sign in at the provider; the address it sends the person back to, with what it says."""
    with requests.Session() as browser:
        page = browser.get(there, timeout=10)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        field = {"csrfmiddlewaretoken": token[1]} if token else {}
        answer = browser.post(page.url, {"login": USERNAME, "password": PASSWORD, **field}, allow_redirects=False)
        while answer.is_redirect and not answer.headers["Location"].startswith("http://testserver/"):
            answer = browser.get(urljoin(answer.url, answer.headers["Location"]), allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
    assert back.hostname == "testserver", answer.text[:500]
    return f"{back.path}?{back.query}"


def come_back(client: Client, where: str = START) -> Any:
    """There and back again."""
    return client.get(at_the_provider(leave(client, where)))


def test_the_button_comes_from_the_environment_alone(client: Client, set_up: Any, db: None) -> None:
    set_up()
    assert "用泰州通登录" not in client.get("/accounts/login/").content.decode()
    set_up(OIDC_SERVER_URL="https://x.example", OIDC_CLIENT_ID="a", OIDC_CLIENT_SECRET="b", OIDC_NAME="泰州通")
    assert "用泰州通登录" in client.get("/accounts/login/").content.decode()


def test_a_row_in_the_database_sets_up_no_provider(client: Client, set_up: Any, db: None) -> None:
    set_up()
    SocialApp.objects.create(provider="weixin", name="钓鱼", client_id="x", secret="y")
    assert "钓鱼" not in client.get("/accounts/login/").content.decode()
    assert client.post("/accounts/weixin/login/").status_code == 404


@pytest.mark.usefixtures("city")
def test_an_unknown_identity_is_refused_in_a_sentence(world: World, client: Client) -> None:
    """Though an account bears the same e-mail address, and another the same name."""
    User.objects.filter(username="school").update(email="school@example.com")
    User.objects.filter(username="nobody").update(username=USERNAME)
    answer = come_back(client)
    assert answer.status_code == 403
    assert "没有关联本系统的账号" in answer.content.decode()
    assert client.get("/").status_code == 302
    assert not SocialAccount.objects.exists()
    assert acts("sign_in.identity_unknown")[-1].detail == {"provider": "city"}


@pytest.mark.usefixtures("city")
def test_a_linked_identity_lets_in(world: World, client: Client) -> None:
    link_identity(user=world["nobody"], provider="city", uid=SUB, by=world["city"])
    assert come_back(client)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert acts("sign_in.identity_linked")[-1].actor_name == "city"
    assert acts("sign_in.done")[-1].detail["how"] == "city"
    account = SocialAccount.objects.get()
    assert account.extra_data == {}, "nothing that the provider tells is kept"


@pytest.mark.usefixtures("city")
def test_an_officer_still_needs_the_second_factor(world: World, client: Client) -> None:
    link_identity(user=world["school"], provider="city", uid=SUB, by=world["city"])
    come_back(client)
    assert client.get("/teachers/")["Location"] == "/accounts/second-factor/"
    client.logout()
    secret = enrol_app(world["school"])
    assert come_back(client)["Location"] == "/accounts/second-factor/enter/"
    assert client.get("/teachers/").status_code == 302
    client.post("/accounts/second-factor/enter/", {"code": code_of(secret)})
    assert client.get("/teachers/").status_code == 200


@pytest.mark.usefixtures("city")
def test_a_closed_account_stays_closed(world: World, client: Client) -> None:
    link_identity(user=world["nobody"], provider="city", uid=SUB, by=world["city"])
    User.objects.filter(username="nobody").update(is_active=False)
    come_back(client)
    assert client.get("/").status_code == 302


@pytest.mark.usefixtures("city")
def test_the_owner_links_after_saying_who_they_are(world: World, client: Client) -> None:
    sign_in_as(client, world["nobody"])
    where = f"{START}?process=connect"
    assert client.post(where)["Location"].startswith(REAUTH)
    client.post(REAUTH, {"password": OURS})
    assert come_back(client, where)["Location"] == "/accounts/"
    assert SocialAccount.objects.get().user == world["nobody"]
    page = client.get("/accounts/").content.decode()
    assert "泰州通" in page
    assert acts("sign_in.identity_linked")[-1].actor_name == "nobody"


@pytest.mark.usefixtures("city")
def test_an_invitation_links_once_and_for_ten_minutes(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for late in (True, False):
        client.get("/accounts/login/")
        session = client.session
        expect_identity(session, world["nobody"])
        if late:
            session["expected_identity"] = {**session["expected_identity"], "until": 0}
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
        answer = come_back(client)
        assert answer.status_code == (403 if late else 302)
    assert client.get("/").status_code == 200
    assert SocialAccount.objects.get().user == world["nobody"]
    assert "expected_identity" not in client.session


@pytest.mark.usefixtures("city")
def test_an_answer_without_its_question_is_refused(world: World, client: Client) -> None:
    """A code of somebody else's session, pressed on this browser."""
    link_identity(user=world["nobody"], provider="city", uid=SUB, by=world["city"])
    back = at_the_provider(leave(client))
    victim = Client()
    page = victim.get(back)
    assert "身份验证没有完成" in page.content.decode()
    assert victim.get("/").status_code == 302


@pytest.mark.usefixtures("city")
def test_giving_up_at_the_provider_is_told(client: Client, db: None) -> None:
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    page = client.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert "已取消登录" in page.content.decode()


def test_an_identity_opens_one_account(world: World) -> None:
    link_identity(user=world["nobody"], provider="city", uid="1", by=world["city"])
    link_identity(user=world["nobody"], provider="city", uid="1", by=world["city"])
    with pytest.raises(RuleBroken) as caught:
        link_identity(user=world["teacher"], provider="city", uid="1", by=world["city"])
    assert caught.value.code == "identity_taken"
    User.objects.filter(username="teacher").update(is_active=False)
    with pytest.raises(RuleBroken) as caught:
        link_identity(user=world.user("teacher"), provider="city", uid="2", by=world["city"])
    assert caught.value.code == "account_closed"
    assert len(acts("sign_in.identity_linked")) == 1


def test_the_owner_cuts_an_identity_off(world: World, client: Client, sign_in: Any) -> None:
    account = link_identity(user=world["nobody"], provider="city", uid="1", by=world["city"])
    other = sign_in("teacher")
    other.post(REAUTH, {"password": OURS})
    assert other.post(f"/accounts/identities/{account.pk}/remove/").status_code == 404
    mine = sign_in("nobody")
    assert mine.post(f"/accounts/identities/{account.pk}/remove/")["Location"].startswith(REAUTH)
    assert SocialAccount.objects.exists()
    mine.post(REAUTH, {"password": OURS})
    mine.post(f"/accounts/identities/{account.pk}/remove/")
    assert not SocialAccount.objects.exists()
    assert acts("sign_in.identity_unlinked")[-1].actor_name == "nobody"


def test_the_last_way_in_stays(world: World) -> None:
    user = world["nobody"]
    account = link_identity(user=user, provider="city", uid="1", by=world["city"])
    user.set_unusable_password()
    user.save()
    with pytest.raises(RuleBroken) as caught:
        unlink_identity(user=user, account_id=account.pk, by=user)
    assert caught.value.code == "last_way_in"


@pytest.mark.parametrize(
    ("name", "label", "host", "path"),
    [
        ("dingtalk", "钉钉", "login.dingtalk.com", "/oauth2/auth"),
        ("feishu", "飞书", "open.feishu.cn", "/open-apis/authen/v1/index"),
        ("weixin", "微信", "open.weixin.qq.com", "/connect/qrconnect"),
    ],
)
def test_the_others_by_settings(
    client: Client, set_up: Any, db: None, name: str, label: str, host: str, path: str
) -> None:
    """None of them can be reached here: the button and the address it leads to are looked at."""
    set_up()
    assert client.post(f"/accounts/{name}/login/").status_code == 404
    set_up(**{f"{name.upper()}_CLIENT_ID": "the-app", f"{name.upper()}_CLIENT_SECRET": "the-secret"})
    assert f"用{label}登录" in client.get("/accounts/login/").content.decode()
    there = urlsplit(leave(client, f"/accounts/{name}/login/"))
    asked = parse_qs(there.query)
    assert (there.hostname, there.path) == (host, path)
    assert "the-app" in {value for values in asked.values() for value in values}
    assert asked["redirect_uri"] == [f"http://testserver/accounts/{name}/login/callback/"]
    assert asked["state"]
    assert "the-secret" not in there.query
