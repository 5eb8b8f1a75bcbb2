"""AES-256-GCM with numbered keys, and the keyed digest by which an encrypted value is found again.

A sealed value is ``kid length (1) | kid | nonce (12) | ciphertext and tag``. The additional data binds it to its
column, so that a value copied into another column does not open.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class CannotOpen(Exception):
    """A sealed value that no configured key opens, or that was altered."""


@lru_cache(maxsize=4)
def _ring(text: str) -> dict[str, AESGCM]:
    """Key ring out of ``k2:base64,k1:base64``; the first key seals, all of them open."""
    ring = {}
    for part in text.split(","):
        kid, _, key = part.strip().partition(":")
        ring[kid] = AESGCM(base64.urlsafe_b64decode(key))
    return ring


def seal(plain: bytes, context: str) -> bytes:
    """Encrypt ``plain`` for the place named ``context``."""
    kid, key = next(iter(_ring(settings.ENCRYPTION_KEYS).items()))
    nonce = os.urandom(12)
    return bytes([len(kid)]) + kid.encode() + nonce + key.encrypt(nonce, plain, context.encode())


def seal_each(plains: Sequence[bytes], context: str) -> list[bytes]:
    """``seal`` of many values for one place."""
    kid, key = next(iter(_ring(settings.ENCRYPTION_KEYS).items()))
    head, place, nonces = bytes([len(kid)]) + kid.encode(), context.encode(), os.urandom(12 * len(plains))
    found = []
    for start, plain in zip(range(0, len(nonces), 12), plains, strict=True):
        nonce = nonces[start : start + 12]
        found.append(head + nonce + key.encrypt(nonce, plain, place))
    return found


def newest_head() -> bytes:
    """The first bytes of everything sealed with the key that seals today."""
    kid = next(iter(_ring(settings.ENCRYPTION_KEYS)))
    return bytes([len(kid)]) + kid.encode()


def unseal(sealed: bytes, context: str) -> bytes:
    """Decrypt what ``seal`` made for the same ``context``; CannotOpen when key, place or bytes are not the same."""
    sealed = bytes(sealed)
    size = sealed[0] if sealed else 0
    kid = sealed[1 : 1 + size].decode("ascii", "replace")
    key = _ring(settings.ENCRYPTION_KEYS).get(kid)
    if key is None:
        raise CannotOpen(f"no key {kid!r}")
    try:
        return key.decrypt(sealed[1 + size : 13 + size], sealed[13 + size :], context.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: cut so short that not even the nonce is whole
        raise CannotOpen(context) from error


@lru_cache(maxsize=4)
def _lookup_keys(text: str) -> tuple[bytes, ...]:
    """Keys out of ``new,old``: the first makes digests, all of them find."""
    return tuple(base64.urlsafe_b64decode(part.strip()) for part in text.split(","))


def lookup_digest(value: str) -> str:
    """HMAC-SHA256 (64 hexadecimal digits) of a trimmed, upper-cased value under the look-up key.

    A plain hash of an ID number is undone in minutes by trying all of them; the key must not lie in the database.
    """
    return lookup_digests([value])[0]


def lookup_digests(values: Iterable[str]) -> list[str]:
    """``lookup_digest`` of many values."""
    return _digests(_lookup_keys(settings.LOOKUP_KEY)[0], values)


def findable(values: Sequence[str]) -> dict[str, str]:
    """Digest -> value, under every look-up key of the ring, today's first: while one key follows another, a row bears
    either's."""
    keys = _lookup_keys(settings.LOOKUP_KEY)
    return {digest: value for key in keys for digest, value in zip(_digests(key, values), values, strict=True)}


def _digests(key: bytes, values: Iterable[str]) -> list[str]:
    return [hmac.digest(key, value.strip().upper().encode(), "sha256").hex() for value in values]
