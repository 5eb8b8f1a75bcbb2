"""The secret address of a person's calendar: made, and ended."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.crypto.seal import lookup_digest
from training.errors import refuse
from training.models import CalendarFeed
from training.queries.programmes import me


def open_feed(*, by: User) -> CalendarFeed:
    """A fresh address for the own calendar; the one of before ends at once."""
    teacher = me(by)
    if teacher is None:
        raise refuse("no_record")
    token = secrets.token_hex(24)
    with transaction.atomic():
        _open(by).update(ended_at=timezone.now())
        feed: CalendarFeed = CalendarFeed.objects.create(
            teacher=teacher, token=token, token_digest=lookup_digest(token)
        )
        record("calendar_feed.opened", by=by, subject=feed)
    return feed


def end_feed(*, by: User) -> None:
    """End the address: it shows nothing from now on."""
    with transaction.atomic():
        feed = _open(by).first()
        if feed is None or not _open(by).update(ended_at=timezone.now()):
            raise refuse("feed_none")
        record("calendar_feed.ended", by=by, subject=feed)


def _open(by: User) -> QuerySet[CalendarFeed]:
    rows: QuerySet[CalendarFeed] = CalendarFeed.objects.visible_to(by).filter(teacher__user_id=by.pk, ended_at=None)
    return rows
