"""The personal calendar: own sessions as events with stable ids, numbered changes and cancellations (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from training.choices import EnrolmentState, SessionState
from training.models import CalendarFeed, Enrolment

KEPT = timedelta(days=400)  # sessions of before that a calendar still shows


def own_feed(user: User) -> CalendarFeed | None:
    """The address in use."""
    found: CalendarFeed | None = (
        CalendarFeed.objects.visible_to(user).filter(teacher__user_id=user.pk, ended_at=None).first()
    )
    return found


def feed_of(token: str) -> CalendarFeed:
    """The feed that an address names; DoesNotExist when there is none or it was ended."""
    rows = CalendarFeed.objects.for_system("whoever holds the address reads this one calendar")
    found: CalendarFeed = rows.get(token_digest__in=findable([token]), ended_at=None)
    return found


def calendar_of(feed: CalendarFeed, now: datetime | None = None) -> bytes:
    """The calendar as a file: UTF-8, lines of CRLF, times in UTC.

    The id of an event is that of the session, so that a change replaces it; SEQUENCE grows with every change of the
    session or the enrolment. What fell out or was given back is CANCELLED and stays, so that calendars strike it out.
    """
    at = now or timezone.now()
    rows = Enrolment.objects.for_system("the calendar of one person").filter(
        teacher=feed.teacher_id, session__ends_at__gt=at - KEPT
    )
    book = Calendar()
    book.add("prodid", "-//Taizhou//Teacher Development Registry//ZH")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", "泰州师说 我的培训")
    for row in rows.select_related("session__programme").order_by("session__starts_at", "pk"):
        book.add_component(_event(row))
    return bytes(book.to_ical())


def _event(row: Enrolment) -> Event:
    one = row.session
    is_off = one.state == SessionState.CANCELLED or row.state in (EnrolmentState.WITHDRAWN, EnrolmentState.REFUSED)
    event = Event()
    event.add("uid", f"{one.uid}@training.registry")
    event.add("sequence", one.sequence + row.sequence)
    event.add("dtstamp", max(one.changed_at, row.changed_at).astimezone(UTC))
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", f"{one.programme.title}：{one.title}")
    event.add("location", one.place)
    event.add("url", f"{settings.PUBLIC_URL}{one.get_absolute_url()}")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED" if row.is_certain else "TENTATIVE")
    event.add("transp", "OPAQUE" if row.is_certain and not is_off else "TRANSPARENT")
    return event
