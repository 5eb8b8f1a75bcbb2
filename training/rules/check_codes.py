"""The code on the room's screen: changes every few seconds, signed, and judged by the server's clock alone."""

from __future__ import annotations

import hmac
from datetime import datetime

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that looks like something else
SHORT, LONG = 6, 16  # signs to type (30 bits), signs in the QR symbol (80 bits)
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "－": "", "　": ""})


def window_at(moment: datetime, seconds: int) -> int:
    """The number of the stretch of ``seconds`` in which the moment lies, counted from 1970."""
    return int(moment.timestamp()) // seconds


def ends_in(moment: datetime, seconds: int) -> int:
    """Seconds (1 to ``seconds``) until the next code."""
    return seconds - int(moment.timestamp()) % seconds


def code_of(key: bytes, place: str, point: str, window: int) -> str:
    """The sixteen signs of one window: HMAC-SHA256 over session, check point and window under the server's key."""
    digest = hmac.digest(key, f"{place}\0{point}\0{window}".encode(), "sha256")
    number = int.from_bytes(digest[:10], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def tidy(typed: str) -> str:
    """What somebody typed, in the signs of the alphabet."""
    return typed.upper().translate(_LOOKALIKES)


def is_good(typed: str, *, key: bytes, place: str, point: str, now: datetime, seconds: int, grace: int) -> bool:
    """Whether the code is that of this window or of the ``grace`` windows before; ``now`` is the server's moment.

    The whole code of the symbol or its first six signs are taken, nothing in between. A code of a later window is none
    yet: a phone whose clock runs ahead gains nothing.
    """
    given = tidy(typed)
    if len(given) not in (SHORT, LONG) or not given.isascii():
        return False
    this = window_at(now, seconds)
    good = [code_of(key, place, point, window)[: len(given)] for window in range(this - grace, this + 1)]
    return sum(hmac.compare_digest(given, one) for one in good) > 0  # all are compared: no clock tells which
