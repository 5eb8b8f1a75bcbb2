"""A brake for public pages: so many calls per address or key and stretch of time, counted in the shared cache."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The caller's address. X-Forwarded-For is believed only from the proxies that settings name, read from the right:
    whatever stands further left was written by the caller."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    while here in settings.TRUSTED_PROXIES and chain:
        here = chain.pop()
    return here


def _place(name: str, key: str) -> str:
    return f"brake:{name}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def is_spent(name: str, key: str, *, limit: int) -> bool:
    """Whether the running stretch has seen its ``limit`` of calls already; counts nothing."""
    return int(cache.get(_place(name, key), 0)) >= limit


def is_braked(name: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one call; True when the stretch has seen more than ``limit`` of them."""
    place = _place(name, key)
    if cache.add(place, 1, timeout=seconds):
        return limit < 1
    try:
        return cache.incr(place) > limit
    except ValueError:  # it ran out between the two calls
        cache.add(place, 1, timeout=seconds)
        return False
