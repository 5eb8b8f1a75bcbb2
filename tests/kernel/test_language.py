"""The language of a page: switched by anybody, kept in a cookie, never in what is stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from honors.errors import refuse
from kernel.errors import RuleBroken, retold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afterwards_as_before() -> Iterator[None]:
    """A request leaves its language with the thread, where the next one sets its own."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def switch(client: Client, language: str, back: str = "/check/?a=1") -> str:
    answer = client.post("/language/", {"language": language, "next": back})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_stranger_switches_and_it_stays(client: Client) -> None:
    assert '<html lang="zh-hans">' in client.get("/check/").content.decode()
    assert switch(client, "en") == "/check/?a=1"
    page = client.get("/check/").content.decode()
    assert '<html lang="en">' in page
    assert "Check an honour certificate" in page
    assert 'lang="zh-hans"\n' in page
    assert "简体中文</button>" in page
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] == settings.LANGUAGE_COOKIE_AGE
    switch(client, "zh-hans")
    assert "荣誉证书核验" in client.get("/check/").content.decode()


def test_the_language_of_the_browser_decides_nothing(client: Client) -> None:
    assert '<html lang="zh-hans">' in client.get("/check/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)"])
def test_it_never_leads_out_of_the_house(client: Client, back: str) -> None:
    assert switch(client, "en", back) == "/"


def test_it_comes_back_to_the_page_it_was_pressed_on(client: Client) -> None:
    answer = client.post("/language/", {"language": "en"}, headers={"referer": "http://testserver/check/?name=a"})
    assert answer["Location"] == "http://testserver/check/?name=a"
    assert 'name="next"' not in client.get("/check/?number=1").content.decode()
    assert 'name="next" value="/"' in client.post("/check/", {"number": "1"}).content.decode()


def test_it_needs_the_token_of_a_page() -> None:
    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "en"}).status_code == 403


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    switch(client, "xx")
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_django_and_allauth_follow(client: Client) -> None:
    switch(client, "en")
    page = client.post("/accounts/login/", {"login": "nobody", "password": "wrong"}).content.decode()
    assert "The username and/or password you specified are not correct." in page


def test_a_refusal_is_said_in_the_language_of_who_asks() -> None:
    with translation.override("en"):
        assert refuse("setting_exists", day="2026-09-01").message.startswith("Rules effective from 2026-09-01")
    assert refuse("setting_exists", day="2026-09-01").message.startswith("2026-09-01 起生效")
    assert RuleBroken("x", "没有 {braces} 要填").message == "没有 {braces} 要填"  # no values: nothing to fill in


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("", ""),
        ("请写明理由。", "Please give the reason."),
        ("病假期间不计入教龄。", "Sick leave: does not count."),
        ("任教计入教龄；其中3个月按其他条目的规定不计入。",
         "Teaching: counts; of it, not counted by the rule of another period: 3 mo."),
        ("与本表第 7 行是同一证件号码，请只保留一行。", "Row 7 of this sheet has the same ID number; please keep one."),
        ("“甲小学”自 2026-09-01 起停办", "“甲小学” closed from 2026-09-01"),
        ("任教计入教龄；没有人写过的话。", "任教计入教龄；没有人写过的话。"),
        ("校长室备注", "校长室备注"),
    ],
)  # fmt: skip
def test_a_kept_sentence_is_told_again(kept: str, said: str) -> None:
    assert retold(kept) == kept
    with translation.override("en"):
        assert retold(kept) == said
