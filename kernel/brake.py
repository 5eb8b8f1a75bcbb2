"""A brake for public pages: so many calls per address or key and stretch of time, counted in the shared cache."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from django.core.cache import cache

from kernel.accounts.address import address

__all__ = ["address", "is_braked", "release"]


def _place(name: str, key: str) -> str:
    return f"brake:{name}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def release(name: str, key: str) -> None:
    """Take one counted call back."""
    with suppress(ValueError):  # the stretch has run out meanwhile
        cache.decr(_place(name, key))


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
