"""Keys of the embedded installation: made once under var/, never committed, never shared between machines."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path


def _random_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


MAKERS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "ENCRYPTION_KEYS": lambda: f"k1:{_random_key()}",
    "LOOKUP_KEY": _random_key,
    "AUDIT_ANCHOR_KEYS": lambda: f"a1:{_random_key()}",
}


@cache
def embedded_keys(var: Path) -> dict[str, str]:
    """The keys in ``var/keys.env``; the first start makes them, readable by the owner alone. A key that a later
    edition needs is put behind those of an earlier one."""
    path = var / "keys.env"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"keys.{os.getpid()}.tmp")
        draft.touch(mode=0o600)
        draft.write_text("".join(f"{name}={make()}\n" for name, make in MAKERS.items()), "utf-8")
        try:
            os.link(draft, path)  # of two processes starting together one wins, and both read its keys
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    if missing := MAKERS.keys() - _read(path).keys():
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{name}={MAKERS[name]()}\n" for name in sorted(missing)))
    return _read(path)


def _read(path: Path) -> dict[str, str]:
    """The pairs of the file; of two processes that put the same key behind the others the first one's holds."""
    pairs = [line.split("=", 1) for line in path.read_text("utf-8").splitlines() if "=" in line]
    return {pair[0]: pair[1] for pair in reversed(pairs)}
