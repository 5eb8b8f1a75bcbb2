"""Keys of the embedded installation: made once under var/, never committed, never shared between machines."""

from __future__ import annotations

import base64
import os
import secrets
from functools import cache
from pathlib import Path


def _random_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@cache
def embedded_keys(var: Path) -> dict[str, str]:
    """The keys in ``var/keys.env``; the first start makes them, readable by the owner alone."""
    path = var / "keys.env"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        lines = [
            f"SECRET_KEY={secrets.token_urlsafe(50)}",
            f"ENCRYPTION_KEYS=k1:{_random_key()}",
            f"LOOKUP_KEY={_random_key()}",
        ]
        draft = path.with_name(f"keys.{os.getpid()}.tmp")
        draft.touch(mode=0o600)
        draft.write_text("\n".join(lines) + "\n", "utf-8")
        try:
            os.link(draft, path)  # of two processes starting together one wins, and both read its keys
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    pairs = (line.split("=", 1) for line in path.read_text("utf-8").splitlines() if "=" in line)
    return dict(pairs)
