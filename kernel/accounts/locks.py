"""The lock of an account after failures: counted by allauth in the shared cache, so it holds over all hosts."""

from __future__ import annotations

import time

from allauth.core.internal import ratelimit
from django.core.cache import cache

from kernel.accounts.models import User

_COUNTED = {"app": "allauth.account", "action": "login_failed"}


def name_key(username: str) -> str:
    """What wrong passwords are counted under: the name alone, whatever host name the caller used."""
    return f"sign-in:{username.strip().lower()}"


def factor_key(user: User) -> str:
    """What wrong codes are counted under, as allauth names it."""
    return f"mfa-auth-user-{user.pk}"


def _places(key: str) -> list[tuple[ratelimit.Rate, str]]:
    rates = [rate for rate in ratelimit.get_rates(**_COUNTED) if rate.per == "key"]
    return [(rate, ratelimit.get_cache_key(None, rate=rate, key=key, **_COUNTED)) for rate in rates]


def is_locked(user: User) -> bool:
    """Whether the account refuses even the right password or code for now."""
    places = [place for key in (name_key(user.username), factor_key(user)) for place in _places(key)]
    now = time.time()
    return any(
        not ratelimit.apply_rate(list(cache.get(place, [])), now, rate, dry_run=True)[0] for rate, place in places
    )


def release(user: User) -> None:
    """Forget the failures."""
    cache.delete_many([place for key in (name_key(user.username), factor_key(user)) for _rate, place in _places(key)])
