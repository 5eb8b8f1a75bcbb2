"""Refused attempts: the first of a minute is a line at once, the rest are counted and told by one line afterwards.

So a scanner writes two lines a minute, however fast it is, and no attempt goes uncounted.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record_refusal
from kernel.audit.models import RefusalTally

ACCOUNT, ADDRESS = "accounts.user", "address"
log = logging.getLogger(__name__)


def note_refusal(
    act: str, *, by: User | None = None, account: User | None = None, address: str, place: str = ""
) -> None:
    """Note a refused attempt: of ``by``, who is signed in; on ``account``, into which somebody tried to get; else of
    an address alone. ``place`` is the name of the address pattern, never what was asked of it.

    For the outer edge of a request: the answer stands already, so a trail that cannot be written is logged, not raised.
    """
    person = by or account
    who, subject = (f"{ACCOUNT}:{person.pk}", (ACCOUNT, str(person.pk))) if person else (
        f"{ADDRESS}:{address}"[:60], (ADDRESS, address))  # fmt: skip
    try:
        with transaction.atomic():
            if _is_first(who, act, place):
                record_refusal(act, by=by, subject_type=subject[0], subject_id=subject[1], place=place, address=address)
    except DatabaseError:
        log.exception("a refused attempt (%s) could not be noted", act)


def _is_first(who: str, act: str, place: str) -> bool:
    """Count one attempt in its minute; whether it is the first of this person or address."""
    minute = timezone.now().replace(second=0, microsecond=0)
    tally = RefusalTally.objects.filter(who=who, minute=minute)
    if not tally.exists():
        RefusalTally.objects.bulk_create(
            [RefusalTally(who=who, minute=minute, act=act, place=place)], ignore_conflicts=True
        )
        return True
    mine = tally.filter(act=act, place=place)
    if not mine.update(times=F("times") + 1):
        try:
            with transaction.atomic():
                RefusalTally.objects.create(who=who, minute=minute, act=act, place=place, times=1)
        except IntegrityError:  # somebody else counted the first of this place at the same moment
            mine.update(times=F("times") + 1)
    return False


@transaction.atomic
def tell_counted(*, now: datetime) -> int:
    """Turn the counts of the minutes that are over into one line each; how many lines."""
    over = RefusalTally.objects.select_for_update().filter(minute__lte=now - timedelta(minutes=1))
    counts: dict[tuple[str, datetime], dict[str, int]] = defaultdict(dict)
    rows = list(over.order_by("pk"))
    for row in rows:
        if row.times:
            name = f"{row.act} {row.place}".strip()
            counts[row.who, row.minute][name] = row.times
    people = User.objects.in_bulk([int(who.rpartition(":")[2]) for who, _ in counts if who.startswith(f"{ACCOUNT}:")])
    for (who, minute), places in counts.items():
        kind, _, key = who.partition(":")
        person = people.get(int(key)) if kind == ACCOUNT else None
        signed_in = any(not name.startswith("sign_in.") for name in places)
        record_refusal(
            "attempt.more", by=person if signed_in else None, subject_type=kind, subject_id=key,
            times=sum(places.values()), places=places, minute=minute.isoformat(),
        )  # fmt: skip
    RefusalTally.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(counts)
