"""The bytes over which the chain of the trail is made. Pure: the same values give the same bytes on every database.

A form that was once used is never changed; another one gets another number and stands beside it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

FORM = 1
GENESIS = "0" * 64  # what stands before the first link
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


class Event(NamedTuple):
    """A line of the trail as plain values; ``detail`` is JSON."""

    id: int
    at: datetime
    kind: str
    act: str
    actor_id: int | None
    actor_name: str
    subject_type: str
    subject_id: str
    detail: Any


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970-01-01 UTC, exact."""
    return (moment - _EPOCH) // _MICROSECOND


def _plain(value: Any) -> Any:
    """A JSON value with one way of writing each number: a database may give 1e2 back as 100, or 1.0 as 1."""
    kind = value.__class__
    if kind is float:
        return int(value) if value.is_integer() else value
    if kind is dict:
        return {key: _plain(one) for key, one in value.items()}
    if kind is list:
        return [_plain(one) for one in value]
    return value


def event_bytes(sequence: int, event: Event) -> bytes:
    """Form 1: a JSON list in UTF-8 without spaces, keys sorted, the moment in microseconds."""
    pk, at, *rest, detail = event
    return _write([FORM, sequence, pk, microseconds(at), *rest, _plain(detail)]).encode()


def link_digest(previous: str, sequence: int, event: Event) -> str:
    """SHA-256 (hexadecimal) over the digest of the link before, a line feed, and the bytes of the event."""
    return hashlib.sha256(previous.encode() + b"\n" + event_bytes(sequence, event)).hexdigest()


class Anchor(NamedTuple):
    """What an anchor holds fast: on a day the chain ended with this link."""

    day: date
    sequence: int
    digest: str
    made_at: datetime

    def to_bytes(self) -> bytes:
        """Form 1 of an anchor."""
        return _write([FORM, self.day.isoformat(), self.sequence, self.digest, microseconds(self.made_at)]).encode()


@lru_cache(maxsize=4)
def _ring(text: str) -> Mapping[str, bytes]:
    """Keys out of ``a2:base64,a1:base64``."""
    pairs = (part.strip().partition(":") for part in text.split(","))
    return {kid: base64.urlsafe_b64decode(key) for kid, _, key in pairs}


def sign(anchor: Anchor, keys: str) -> tuple[str, str]:
    """Name of the key that signs (the first) and the HMAC-SHA256 (hexadecimal) under it."""
    kid, key = next(iter(_ring(keys).items()))
    return kid, hmac.digest(key, anchor.to_bytes(), "sha256").hex()


def is_signed(anchor: Anchor, key_name: str, mac: str, keys: str) -> bool:
    """Whether the HMAC is that of this anchor under the key named; no when we do not know the key."""
    key = _ring(keys).get(key_name)
    return key is not None and hmac.compare_digest(hmac.digest(key, anchor.to_bytes(), "sha256").hex(), mac)
