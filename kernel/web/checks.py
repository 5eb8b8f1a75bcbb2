"""What must hold before the registry is served to more than one machine: ``manage.py check --deploy`` says it, and the
web server does not start without it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

SHARED_CACHES = ("RedisCache", "PyMemcacheCache", "PyLibMCCache", "DatabaseCache")
_DEFAULT_HOSTS = {"127.0.0.1", "localhost", "[::1]", "::1"}


@checks.register(checks.Tags.security, deploy=True)
def fit_for_the_public(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Errors of a production environment; none for an installation that one machine serves to itself."""
    if not settings.PUBLIC_URL.startswith("https://"):
        return [
            checks.Warning(
                "PUBLIC_URL is not an https address: this installation serves its own machine alone.",
                hint="Set PUBLIC_URL to the https address of the registry before others use it.",
                id="registry.W001",
            )
        ]
    return [checks.Error(text, hint=hint, id=f"registry.E{number:03}") for number, text, hint in _faults()]


def refuse_unfit() -> None:
    """Stop a web server whose settings would serve the public unsafely."""
    faults = [one for one in fit_for_the_public() if one.is_serious()]
    if faults:
        raise ImproperlyConfigured("\n".join(f"{one.id}: {one.msg} {one.hint}" for one in faults))


def _faults() -> Iterator[tuple[int, str, str]]:
    if not settings.CACHES["default"]["BACKEND"].endswith(SHARED_CACHES):
        yield (1, "The cache is not shared by all processes: each would count failed sign-ins for itself.",
               "Set CACHE_URL to a Redis server.")  # fmt: skip
    if settings.EMBEDDED_KEYS:
        yield (2, f"Keys do not come from the environment: {', '.join(settings.EMBEDDED_KEYS)}.",
               "Set them in the environment of the service; keys of a first start belong to one machine.")  # fmt: skip
    for name, why in _weak_keys():
        yield 3, f"{name} is weak: {why}.", "Make 32 random bytes and write them in URL-safe base64."
    hosts = set(settings.ALLOWED_HOSTS)
    if not hosts - _DEFAULT_HOSTS or any(host.startswith(("*", ".")) for host in hosts):
        yield (4, "ALLOWED_HOSTS holds only this machine, or a wildcard.",
               "Name every host under which the registry is reached, and no other.")  # fmt: skip
    elif urlsplit(settings.PUBLIC_URL).hostname not in hosts:
        yield 5, "The host of PUBLIC_URL is not in ALLOWED_HOSTS.", "Add it."
    if settings.DEBUG:
        yield 6, "DEBUG is on: error pages would show records and settings.", "Leave DEBUG out of the environment."
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        yield (7, "A proxy stands before the registry and is not named: everybody would count as one address.",
               "Set TRUSTED_PROXIES to the addresses of the proxies.")  # fmt: skip
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS):
        yield (
            8,
            "Cookies or connections are not bound to https.",
            "Leave these settings as config/settings.py has them.",
        )


def _weak_keys() -> Iterator[tuple[str, str]]:
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 10:
        yield "SECRET_KEY", "it needs 50 characters of many kinds"
    keys = [part.strip().partition(":")[2] for part in settings.ENCRYPTION_KEYS.split(",")]
    for name, key in [*(("ENCRYPTION_KEYS", key) for key in keys), ("LOOKUP_KEY", settings.LOOKUP_KEY)]:
        try:
            raw = base64.urlsafe_b64decode(key)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) < 32 or len(set(raw)) < 10:
            yield name, "a key needs 32 random bytes"
    if len({*keys, settings.LOOKUP_KEY, settings.SECRET_KEY}) < len(keys) + 2:
        yield "ENCRYPTION_KEYS", "one key serves two ends"
