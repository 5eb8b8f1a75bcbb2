"""Seats: handed down the tree, taken and given back. One conditional update decides each, whoever comes at once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from training.actions.common import locked_session, need
from training.choices import SessionState
from training.errors import refuse
from training.models import SeatQuota, Session
from training.permissions import TrainingPermission as Training
from training.rules.seats import quota_for


def give_seats(*, session: Session, org: Organisation, seats: int, by: User) -> SeatQuota:
    """Set how many seats of the unit above a unit has: more, fewer, or all of them back with 0.

    They come from the nearest unit above that has seats; who hands them on runs that unit's training.
    """
    with transaction.atomic():
        locked_session(session, SessionState.PLANNED, SessionState.RUNNING)
        rows = SeatQuota.objects.filter(session=session).select_related("org")
        own = rows.filter(org=org).first()
        source = own.parent if own else _above(list(rows), org)
        if source is None:
            raise refuse("quota_absent", unit=org.name)
        need(by, Training.GIVE_SEATS, source.org, "分配名额")
        more = seats - (own.seats if own else 0)
        if not SeatQuota.objects.filter(pk=source.pk, given__lte=F("seats") - F("taken") - more).update(
            given=F("given") + more
        ):
            source.refresh_from_db()
            raise refuse("quota_exceeded", unit=source.org.name, free=source.free)
        if own is None:
            own = SeatQuota.objects.create(session=session, org=org, parent=source, seats=seats)
        elif not SeatQuota.objects.filter(pk=own.pk, given__lte=seats - F("taken")).update(seats=seats):
            own.refresh_from_db()
            raise refuse("quota_taken", unit=org.name, n=own.given + own.taken)
        own.refresh_from_db()
        record("quota.given", by=by, subject=own, unit=org.name, seats=seats)
    return own


def _above(rows: list[SeatQuota], org: Organisation) -> SeatQuota | None:
    """The quota that a unit's seats would come from: the nearest one above it."""
    found = quota_for({row.pk: row.org.path for row in rows}, org.path)
    return next((row for row in rows if row.pk == found), None)


def rows_of(session: Session) -> dict[int, str]:
    """The quotas of a session: key -> path of the unit."""
    return dict(SeatQuota.objects.filter(session=session).values_list("pk", "org__path"))


def take(quota_id: int) -> bool:
    """Take one seat of a quota if one is free; of many who try at once so many succeed as there are seats."""
    return bool(SeatQuota.objects.filter(pk=quota_id, taken__lt=F("seats") - F("given")).update(taken=F("taken") + 1))


def put_back(quota_id: int) -> None:
    """Give one seat back."""
    SeatQuota.objects.filter(pk=quota_id, taken__gt=0).update(taken=F("taken") - 1)
