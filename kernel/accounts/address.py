"""The address a call comes from, and the one it went to."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The caller's address. X-Forwarded-For is believed only from the proxies that settings name, read from the right:
    whatever stands further left was written by the caller."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    while here in settings.TRUSTED_PROXIES and chain:
        here = chain.pop()
    return here


def passkeys_work(request: HttpRequest) -> bool:
    """Whether a browser lets a passkey be used here: at a name, over https or on the machine itself."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost" or host.endswith(".localhost")
    return False
