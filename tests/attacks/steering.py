"""Attacks on where a page leads and by what it sorts: redirects, hosts, sessions, filters and sort fields."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from world import PASSWORD

from attacks.ground import Ground, is_ours

DISGUISES = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "////evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "http:evil.example",
    "http:///evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//evil.example@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example\\@testserver/",
    "/%09/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "//evil。example",
    "//evil.example/%2f..",
    "http://evil.example#testserver",
    "ftp://evil.example/",
    "//[::2]/",
    "https://１２７.0.0.1/",
    "/\r\nX-Evil: 1",
    "//",
)
LEADING = ("next", "url", "redirect", "return_to", "back")
HOSTS: tuple[dict[str, str], ...] = (
    {"Host": "evil.example"},
    {"Host": "testserver@evil.example"},
    {"Host": "testserver:80@evil.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Host": "evil.example"},
    {"Forwarded": "host=evil.example"},
    {"X-Original-URL": "https://evil.example/"},
    {"X-Rewrite-URL": "/accounts/logout/"},
    {"X-Forwarded-Server": "evil.example"},
    {"Referer": "https://evil.example/"},
    {"Origin": "https://evil.example"},
    {"X-Forwarded-Proto": "https"},
)
LOOKUPS = (
    "school__path__startswith=0001",
    "school__parent__name=x",
    "id_digest=x",
    "id_digest__startswith=a",
    "id_number__contains=3",
    "user__password__startswith=a",
    "user__is_superuser=1",
    "name__regex=^李",
    "name__startswith=李",
    "phone__contains=1",
    "q__contains=李",
    "birth_on__year=1972",
    "services__unit_name__contains=x",
    "pk__gt=0",
    "teacher__id_number__startswith=3",
    "certificate__token__startswith=a",
    "lines__contains=x",
    "made_by__password__startswith=p",
    "_=1",
    "format=csv",
    "_export=csv",
)
SORTS = (
    "id_number",
    "id_digest",
    "phone",
    "user__password",
    "school__path",
    "birth_on",
    "-user__password",
    "user_id",
    "?",
)
SORTED_BY = ("sort", "ordering", "o")
LISTS = ("/teachers/", "/honors/certificates/", "/corrections/", "/units/", "/imports/", "/honors/rounds/")


def leading_away(ground: Ground) -> None:
    """Nothing that an address or a form says leads a browser to another house."""
    for disguise in DISGUISES:
        for name in LEADING:
            _lead(ground, name, disguise)
        for headers in ({"Referer": disguise}, {"HX-Current-URL": disguise}):
            try:
                shot = ground.fire("teacher", "POST", "/language/", {"language": "en"}, headers=headers)
            except ValueError:  # no header can hold a line break
                continue
            _judge(ground, f"language {headers}", shot)


def _lead(ground: Ground, name: str, disguise: str) -> None:
    form = {"login": "teacher", "password": PASSWORD, name: disguise}
    stranger = ground.sign_in("")
    _judge(ground, f"login {form}", ground.fire("", "POST", "/accounts/login/", form, client=stranger))
    query = {name: disguise}
    for who, method, url in (
        ("", "GET", "/accounts/login/"),
        ("teacher", "GET", "/accounts/login/"),
        ("teacher", "POST", "/accounts/logout/"),
        ("teacher", "POST", "/accounts/reauthenticate/"),
        ("teacher", "POST", "/language/"),
        ("", "GET", "/teachers/"),
    ):
        given = {**query, "language": "en", "password": PASSWORD}
        _judge(ground, f"{url} {given}", ground.fire(who, method, url, given if method == "POST" else query))


def _judge(ground: Ground, what: str, shot: Any) -> None:
    place = shot.headers.get("Location", "")
    leak = "" if is_ours(place) and "X-Evil" not in shot.headers else f"leads to {place!r}"
    ground.tally.note("open redirects", what, "an error of ours" if shot.status >= 500 else leak)


def sessions(ground: Ground) -> None:
    """Who signs in gets a new session; one that was set beforehand, or was signed out of, is worth nothing."""
    client = ground.sign_in("")
    client.cookies["sessionid"] = "a" * 32
    client.get("/accounts/login/")
    client.post("/language/", {"language": "en"})
    before = client.cookies["sessionid"].value
    client.post("/accounts/login/", {"login": "teacher", "password": PASSWORD})
    after = client.cookies["sessionid"].value
    ground.tally.note("sessions", "fixation", "the key stays" if after == before else "")
    ground.tally.note("sessions", "a key of one's own choice", "taken" if after == "a" * 32 else "")
    for flag in ("httponly", "samesite"):
        ground.tally.note("sessions", flag, "" if client.cookies["sessionid"][flag] else f"no {flag}")
    ground.tally.note(
        "sessions", "signed in", "" if client.get("/honors/mine/").status_code == 200 else "not signed in"
    )
    client.post("/accounts/logout/")
    for key in (after, before, "", "../../etc", "x" * 5000):
        stale: Client = ground.sign_in("")
        stale.cookies["sessionid"] = key
        shot = stale.get("/honors/mine/")
        ground.tally.note("sessions", f"old key {key[:40]}", "" if shot.status_code == 302 else "still opens")


def hosts(ground: Ground) -> None:
    """No header decides which house an address names."""
    for headers in HOSTS:
        for who, url in (("", "/accounts/login/"), ("", "/teachers/"), ("teacher", "/honors/mine/"), ("", "/check/")):
            for method in ("GET", "POST"):
                shot = ground.fire(who, method, url, headers=headers)
                leak = "named" if "evil.example" in shot.text + shot.headers.get("Location", "") else ""
                if "Host" in headers and shot.status != 400:
                    leak = f"answered with {shot.status}"
                ground.tally.note("hosts", f"{method} {url} {headers}", leak)


def filters(ground: Ground) -> None:
    """Look-ups that no filter offers change nothing: not what is listed, not in which order."""
    for who in ("city", "far_district"):
        for url in LISTS:
            plain = _listed(ground, who, url)
            for query in LOOKUPS:
                leak = "" if _listed(ground, who, f"{url}?{query}") == plain else "lists otherwise"
                ground.tally.note("filters", f"{who} {url}?{query}", leak)
            for name in SORTED_BY:
                for field in SORTS:
                    leak = "" if _listed(ground, who, f"{url}?{name}={field}") == plain else "sorts otherwise"
                    ground.tally.note("sort fields", f"{who} {url}?{name}={field}", leak)


def _listed(ground: Ground, who: str, url: str) -> list[str]:
    shot = ground.fire(who, "GET", url)
    return re.findall(r"<td[^>]*>(.*?)</td>", shot.text, re.S) or [str(shot.status)]
