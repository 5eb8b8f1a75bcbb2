"""The screen of the room: the code of this moment as a QR symbol, and who is missing."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kernel.accounts.models import User
from training.choices import CheckPoint, SessionState
from training.models import Session
from training.queries import programmes
from training.queries.enrolments import may_run, presence
from training.queries.settings import setting_on
from training.rules.attendance import first_window
from training.rules.check_codes import SHORT, code_of, ends_in, window_at


def key_of(session: Session) -> bytes:
    """The key under which the codes of a session are made: out of the server's secret, kept nowhere."""
    return salted_hmac("training.check_codes", str(session.uid), algorithm="sha256").digest()


def session_to_run(user: User, pk: int) -> Session:
    """A session that this person runs; DoesNotExist for anybody else's."""
    one = programmes.session(user, pk)
    if not may_run(user, one):
        raise ObjectDoesNotExist
    return one


def point_now(session: Session, now: datetime) -> CheckPoint | None:
    """Which check runs at this moment; None between them."""
    if session.state != SessionState.RUNNING:
        return None
    if session.second_from and session.second_until and session.second_from <= now < session.second_until:
        return CheckPoint.SECOND
    rule = setting_on(timezone.localdate(now))
    begin, end = first_window(session.starts_at, session.ends_at, rule.opens_minutes, rule.late_minutes)
    return CheckPoint.FIRST if begin <= now < end else None


def screen(user: User, session: Session, at: datetime | None = None) -> dict[str, Any]:
    """What the screen shows now. ``every`` is the number of seconds until the next code: the page asks again then."""
    now = at or timezone.now()
    rule = setting_on(timezone.localdate(now))
    point = point_now(session, now)
    rows = presence(user, session)
    there = sum(1 for row in rows if (row.second if point == CheckPoint.SECOND else row.first))
    found: dict[str, Any] = {
        "point": point, "now": now, "every": ends_in(now, rule.code_seconds), "people": rows, "there": there,
        "missing": [row for row in rows if not (row.second if point == CheckPoint.SECOND else row.first)],
    }  # fmt: skip
    if point is not None:
        code = code_of(key_of(session), str(session.uid), point, window_at(now, rule.code_seconds))
        found |= {"code": f"{code[:3]} {code[3:SHORT]}", "symbol": symbol(session, code)}
    return found


def symbol(session: Session, code: str) -> str:
    """The QR symbol that leads a phone to the check-in page with the code: an SVG drawing without style."""
    out = io.BytesIO()
    url = f"{settings.PUBLIC_URL}{reverse('check_in_code', args=[session.pk, code])}"
    segno.make(url, error="m").save(
        out, kind="svg", scale=8, border=3, light="#fff", xmldecl=False, svgclass="qr check-qr", lineclass=None,
        omitsize=True,
    )  # fmt: skip
    return out.getvalue().decode()
