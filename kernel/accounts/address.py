"""The address a call comes from."""

from __future__ import annotations

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
