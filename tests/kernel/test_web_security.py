"""Headers of every answer, and what a production environment must have."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver
from house_records import Scene, build
from house_table import reach_of
from house_urls import SHARE, addresses, in_share
from world import World

from kernel.web.checks import fit_for_the_public, refuse_unfit
from kernel.web.middleware import ClosedDoors, ContentPolicy

WANTED = {
    "Content-Security-Policy": r"default-src 'none'.*script-src 'self'|.*script-src 'self'.*default-src 'none'|sandbox",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": r"camera=\(\), .*geolocation=\(\), .*publickey-credentials-get=\(self\)",
    "Cache-Control": "no-store",
}
CAMERA = {"check_in", "check_in_code"}  # the one page that may ask for the camera: it reads the code of the room


def lacking(answer: Any, name: str | None = None) -> set[str]:
    """The headers that an answer should have and has not."""
    wanted = dict(WANTED)
    if name in CAMERA and answer.status_code == 200:
        wanted["Permissions-Policy"] = wanted["Permissions-Policy"].replace(r"camera=\(\)", r"camera=\(self\)")
    return {name for name, value in wanted.items() if not re.search(value, answer.headers.get(name, ""))}


@pytest.fixture
def scene(settled: World, at_once: Any) -> Scene:
    return build(settled, at_once)


@pytest.mark.django_db
def test_every_answer_bears_every_header(scene: Scene, sign_in: Any) -> None:
    found: dict[str, set[str]] = {}
    for who in ("", "teacher", "school", "honors"):
        for address in addresses(get_resolver().url_patterns):
            if address.name == "account_logout" or not in_share(address.name):
                continue
            for method in ("get", "post"):
                client = sign_in(who)
                answer = getattr(client, method)(
                    scene.url(str(address.name), reach_of(address)), REMOTE_ADDR=f"10.1.{len(found) % 250}.{len(who)}"
                )
                if missing := lacking(answer, address.name):
                    found[f"{who} {method} {address.name}"] = missing
    assert found == {}
    assert lacking(sign_in("school").get("/nowhere/")) == set()
    stray = sign_in("").get("/teachers/", headers={"host": "elsewhere.example"})
    assert stray.status_code == 400
    assert lacking(stray) <= {"X-Frame-Options"}, "the policy says it as well"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(WANTED))
def test_a_header_that_is_missing_is_seen(name: str, client: Client) -> None:
    answer = client.get("/accounts/login/")
    assert lacking(answer) == set()
    del answer.headers[name]
    assert lacking(answer) == {name}


@pytest.mark.django_db
def test_nothing_runs_inline(scene: Scene, sign_in: Any) -> None:
    """The policy forbids it; here is nothing that it would break."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:|<iframe|<object|<embed", re.I
    )
    policy = sign_in("").get("/accounts/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    drawn = 0
    for who in ("", "teacher", "school", "city", "honors", "approver"):
        for address in addresses(get_resolver().url_patterns):
            if address.name == "account_logout" or not in_share(address.name):
                continue
            answer = sign_in(who).get(scene.url(str(address.name), reach_of(address)), REMOTE_ADDR=f"10.2.0.{len(who)}")
            if answer.headers["Content-Type"].startswith("text/html") and answer.content:
                drawn += 1
                assert not inline.findall(answer.content.decode()), address.name
    assert drawn > 100 // SHARE
    for bad in ("<script>x</script>", '<p style="x">', '<a onclick="x">', "<iframe>"):
        assert inline.search(bad)


def test_what_comes_from_no_view_may_be_kept() -> None:
    request = RequestFactory().get("/static/web/theme.css")
    answer = ClosedDoors(lambda _request: HttpResponse("x", headers={"Cache-Control": "max-age=60, public"}))(request)
    assert answer.headers["Cache-Control"] == "max-age=60, public"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_after_signing_out_nothing_is_left(settled: World, sign_in: Any) -> None:
    client = sign_in("school")
    page = client.get("/teachers/")
    assert "李长青" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/teachers/").status_code == 302


def test_the_editors_policy_is_theirs_alone() -> None:
    def policy(path: str) -> str:
        request: HttpRequest = RequestFactory().get(path)
        answer: Any = ContentPolicy(lambda _request: HttpResponse())(request)
        return str(answer.headers["Content-Security-Policy"])

    assert "'unsafe-inline'" in policy("/cms/pages/")
    for path in ("/", "/teachers/", "/x/cms/", "/cmsx/", "/accounts/login/?next=/cms/"):
        assert "unsafe" not in policy(path)


# --- the environment --------------------------------------------------------------------------------------------------
def random_key() -> str:
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


def production(var: Path) -> dict[str, str]:
    """A whole environment as docs/security.md asks for it."""
    return {
        "PATH": os.environ["PATH"], "VAR_DIR": str(var), "LANG": "C.UTF-8",
        "PUBLIC_URL": "https://register.example.cn", "ALLOWED_HOSTS": "register.example.cn",
        "SECRET_KEY": secrets.token_urlsafe(50), "ENCRYPTION_KEYS": f"k1:{random_key()}", "LOOKUP_KEY": random_key(),
        "AUDIT_ANCHOR_KEYS": f"a1:{random_key()}", "DATABASE_URL": f"sqlite:///{var / 'x.sqlite3'}",
        "CACHE_URL": "redis://127.0.0.1:6379/5", "BEHIND_TLS_PROXY": "true", "TRUSTED_PROXIES": "10.0.0.1",
    }  # fmt: skip


def checked(environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=real.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_whole_environment_is_clean(tmp_path: Path) -> None:
    code, text = checked(production(tmp_path))
    assert (code, "no issues" in text) == (0, True), text
    assert not (tmp_path / "keys.env").exists()


def test_a_bare_environment_is_not(tmp_path: Path) -> None:
    bare = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "PUBLIC_URL": "https://a.example.cn",
    }
    code, text = checked(bare)
    assert code != 0
    for fault in ("E001", "E002", "E004"):
        assert f"registry.{fault}" in text


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("E001", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}),
    ("E001", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}}}),
    ("E002", {"EMBEDDED_KEYS": ["LOOKUP_KEY"]}),
    ("E003", {"SECRET_KEY": "short"}),
    ("E003", {"ENCRYPTION_KEYS": "k1:" + urlsafe_b64encode(b"a" * 32).decode()}),
    ("E003", {"ENCRYPTION_KEYS": "k1:no base64 at all"}),
    ("E004", {"ALLOWED_HOSTS": ["*"]}),
    ("E004", {"ALLOWED_HOSTS": [".example.cn"]}),
    ("E004", {"ALLOWED_HOSTS": ["localhost"]}),
    ("E005", {"ALLOWED_HOSTS": ["other.example.cn"]}),
    ("E006", {"DEBUG": True}),
    ("E007", {"TRUSTED_PROXIES": []}),
    ("E008", {"SESSION_COOKIE_SECURE": False}),
]


@pytest.fixture
def public(settings: Any) -> Any:
    """Settings that are fit."""
    settings.PUBLIC_URL = "https://register.example.cn"
    settings.ALLOWED_HOSTS = ["register.example.cn"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://x"}}
    settings.EMBEDDED_KEYS, settings.SECRET_KEY = [], secrets.token_urlsafe(50)
    settings.ENCRYPTION_KEYS, settings.LOOKUP_KEY = f"k1:{random_key()}", random_key()
    settings.SECURE_PROXY_SSL_HEADER, settings.TRUSTED_PROXIES = ("HTTP_X_FORWARDED_PROTO", "https"), ["10.0.0.1"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    return settings


def test_fit_settings_serve(public: Any) -> None:
    assert fit_for_the_public() == []
    refuse_unfit()


@pytest.mark.parametrize(("fault", "changed"), FAULTS, ids=lambda one: one if isinstance(one, str) else "")
def test_an_unfit_setting_keeps_the_server_from_starting(public: Any, fault: str, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(public, name, value)
    assert f"registry.{fault}" in {one.id for one in fit_for_the_public()}
    with pytest.raises(ImproperlyConfigured, match=f"registry.{fault}"):
        refuse_unfit()


def test_one_key_does_not_serve_two_ends(public: Any) -> None:
    public.LOOKUP_KEY = public.ENCRYPTION_KEYS.partition(":")[2]
    assert {one.id for one in fit_for_the_public()} == {"registry.E003"}


def test_an_installation_for_one_machine_is_told_what_it_is(settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert [one.id for one in fit_for_the_public()] == ["registry.W001"]
    refuse_unfit()


def test_https_brings_its_headers(tmp_path: Path) -> None:
    program = (
        "import json, django; django.setup(); from django.test import Client\n"
        "answer = Client().get('/accounts/inactive/', headers={'host': 'register.example.cn'}, secure=True)\n"
        "plain = Client().get('/accounts/inactive/', headers={'host': 'register.example.cn'})\n"
        "print(json.dumps([dict(answer.headers), plain.status_code, plain.headers.get('Location')]))"
    )
    environment = production(tmp_path) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", program], cwd=real.BASE_DIR, env=environment, capture_output=True,
                          text=True, check=True)  # fmt: skip
    headers, status, place = json.loads(done.stdout)
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "upgrade-insecure-requests" in headers["Content-Security-Policy"]
    assert (status, place) == (301, "https://register.example.cn/accounts/inactive/")
