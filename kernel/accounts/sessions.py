"""What a session notes of its sign-in: when it began, when the person was last seen, which second factor was used."""

from __future__ import annotations

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from kernel.accounts.models import User

SIGNED_IN = "signed_in"
SECOND_FACTOR = "second_factor"


def grain() -> float:
    """Being seen is written at most once in so many seconds; an idle session ends at most so much too early."""
    return min(60.0, settings.SENSITIVE_IDLE_SECONDS / 4)


def begin(session: SessionBase) -> None:
    """Start the clocks of a session."""
    now = int(time.time())
    session[SIGNED_IN] = {"at": now, "seen": now, "sensitive": 0}


def is_over(session: SessionBase, *, sensitive: bool) -> bool:
    """Whether the session has lasted or lain idle for too long; one that does not know its beginning is over too.

    The shorter limit holds when the page before, or the one that is asked for now, shows sensitive data.
    """
    note = session.get(SIGNED_IN)
    if not note:
        return True
    now = time.time()
    short = sensitive or note["sensitive"] >= note["seen"]
    idle = settings.SENSITIVE_IDLE_SECONDS if short else settings.IDLE_SECONDS
    return bool(now - note["at"] >= settings.SESSION_SECONDS or now - note["seen"] >= idle)


def note_seen(session: SessionBase, *, sensitive: bool) -> None:
    """The person did something. Writes nothing while the last note is fresh, but for the first sensitive page."""
    note, now = session[SIGNED_IN], int(time.time())
    is_fresh = now - note["seen"] < grain()
    if is_fresh and (not sensitive or note["sensitive"] >= note["seen"]):
        return
    session[SIGNED_IN] = {**note, "seen": now, "sensitive": now if sensitive else note["sensitive"]}
    if not is_fresh:
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


def note_second_factor(session: SessionBase, user: User, authenticator_id: int) -> None:
    """A second factor of this person was used (or set up, as the first one) in this session."""
    session[SECOND_FACTOR] = {"user": user.pk, "stamp": user.factor_stamp, "by": authenticator_id}


def has_second_factor(session: SessionBase, user: User) -> bool:
    """Whether this person used a second factor in this session and has lost none since."""
    note = session.get(SECOND_FACTOR)
    return note is not None and (note["user"], note["stamp"]) == (user.pk, user.factor_stamp)
