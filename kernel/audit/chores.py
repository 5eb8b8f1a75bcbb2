"""What the trail needs done again and again; settings.CHORES names these functions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from kernel.accounts.actions import command_line_actor
from kernel.audit.actions import record
from kernel.audit.attempts import tell_counted
from kernel.audit.sealing import anchor, seal
from kernel.audit.verification import Progress, Verification, verify
from kernel.orgs.actions import plant_city


class ChainBroken(Exception):
    """The trail was tampered with; the log says where, and every run says it again."""


def seal_trail() -> int:
    """Tell what was counted, link what is committed, sign where the chain ends today; how many lines were linked."""
    tell_counted(now=timezone.now())
    sealed = seal()
    anchor(on=timezone.localdate())
    return sealed


def verify_trail() -> None:
    """Go along the whole chain; ChainBroken when it does not hold."""
    seal(thorough=True)
    found = verify_and_note()
    if found.broken:
        raise ChainBroken(found.broken.message)


def verify_and_note(*, since: date | None = None, progress: Progress | None = None) -> Verification:
    """Verify, and leave a line that says what was found."""
    found = verify(since=since, progress=progress)
    detail: dict[str, Any] = {"first": found.first, "checked": found.checked, "unsealed": found.unsealed}
    if found.broken:
        detail |= {"broken": found.broken.code, "sequence": found.broken.sequence, "event": found.broken.event}
        detail["day"] = found.broken.day.isoformat() if found.broken.day else None
    city = plant_city()
    by = command_line_actor(city)
    if found.broken:
        record("audit.broken", by=by, subject=city, **detail)
    else:
        record("audit.verified", by=by, subject=city, **detail)
    return found
