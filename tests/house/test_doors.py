"""Every address has a door, and the list of those that stand open for everybody is exact."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from house_urls import addresses

from kernel.accounts.doors import PUBLIC, SIGNED_IN, requires
from kernel.accounts.roles import role_table

OPEN = {
    "account_login", "account_logout", "account_inactive", "check", "check_copy", "check_token", "publicity",
    "icon", "calendar_feed", "join", "publicity_list", "publicity_object", "receipt_check", "set_language", "shared",
    "shared_file", "report", "report_state", "report_follow", "survey",
    # On the way in: the code after the password, a passkey, identities elsewhere. None opens by itself.
    "mfa_authenticate", "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error",
    "openid_connect_login", "openid_connect_callback", "dingtalk_login", "dingtalk_callback", "feishu_login",
    "feishu_callback", "weixin_login", "weixin_callback",
    "wagtail_serve", "site_search", "site_suggest", "site_picture", "site_attachment",
}  # fmt: skip


def house() -> list[URLPattern]:
    return list(addresses(get_resolver().url_patterns))


def without_door(patterns: Iterable[URLPattern | URLResolver]) -> list[str]:
    return [str(one.pattern) for one in addresses(patterns) if not getattr(one.callback, "door", None)]


def test_every_view_has_a_door() -> None:
    assert len(house()) > 20
    assert without_door(get_resolver().url_patterns) == []


def test_a_view_without_a_door_is_found() -> None:
    def naked(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @requires()
    def guarded(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert without_door([path("naked/", naked), path("guarded/", guarded)]) == ["naked/"]


def test_the_public_addresses_are_exactly_these() -> None:
    assert {one.name for one in house() if getattr(one.callback, "door", None) == PUBLIC} == OPEN


def test_every_address_has_one_name() -> None:
    names = [one.name for one in house()]
    assert None not in names
    assert len(set(names)) == len(names)


def test_doors_ask_for_permissions_that_some_role_holds() -> None:
    held = frozenset[str]().union(*(role.permissions for role in role_table().values()))
    asked = {
        permission
        for one in house()
        if getattr(one.callback, "door", PUBLIC) != PUBLIC
        for permission in one.callback.door  # type: ignore[attr-defined]
    }
    assert asked - {SIGNED_IN} <= held
