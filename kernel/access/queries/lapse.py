"""Which accounts lie unused, and on which day each of them lapses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from kernel.access.models import Closure
from kernel.accounts.choices import AccountKind
from kernel.accounts.models import Grant, User

STRONG, ROLE, NONE = LEVELS = ("strong", "role", "none")


@dataclass(frozen=True)
class Unused:
    """An account with the day of its last use and the day on which it lapses."""

    user: User
    level: str
    used_on: date
    lapses_on: date


def with_use(rows: QuerySet[User], on: date) -> QuerySet[User]:
    """Accounts with ``used_at`` and ``level``. Making, opening again and granting count as a use: whoever was given
    something today has had no time yet to use it."""
    again = Closure.objects.for_system("when each account was opened again").filter(user=OuterRef("pk"))
    granted = Grant.objects.filter(user=OuterRef("pk"), granted_at__isnull=False).order_by("-granted_at")
    held = Grant.objects.in_force(on).filter(user=OuterRef("pk"))
    made = "date_joined"
    return rows.annotate(
        used_at=Greatest(
            Coalesce("last_login", made),
            made,
            Coalesce(Subquery(again.order_by("-reopened_at").values("reopened_at")[:1]), made),
            Coalesce(Subquery(granted.values("granted_at")[:1]), made),
        ),
        level=Case(
            When(Exists(held.filter(is_strong=True)), then=Value(STRONG)),
            When(Exists(held), then=Value(ROLE)),
            default=Value(NONE),
        ),
    )


def lapsing(on: date, within: int = 0) -> list[Unused]:
    """Accounts that lapse on ``on`` or in so many days from it, the strongest first, the longest unused first."""
    open_ones = User.objects.filter(is_active=True, kind=AccountKind.PERSON)
    longest = on + timedelta(within) - timedelta(min(settings.LAPSE_DAYS.values()) - 1)
    # Cheap first: whoever signed in lately is out of the question, whatever the roles.
    idle = open_ones.filter(Q(last_login__lt=_begin(longest)) | Q(last_login=None), date_joined__lt=_begin(longest))
    rows = with_use(idle, on).filter(_due(on + timedelta(within)))
    found = [unused(row) for row in rows]
    return sorted(found, key=lambda row: (LEVELS.index(row.level), row.used_on, row.user.username))


def of_user(user: User) -> Unused:
    """When this person's account lapses if nobody signs in any more."""
    return unused(with_use(User.objects.filter(pk=user.pk), timezone.localdate()).get())


def unused(row: User) -> Unused:
    """An account that ``with_use`` looked at."""
    level, used_on = row.level, timezone.localdate(row.used_at)  # type: ignore[attr-defined]
    return Unused(row, level, used_on, used_on + timedelta(settings.LAPSE_DAYS[level]))


def _due(on: date) -> Q:
    due = Q(pk__in=[])
    for level in LEVELS:
        due |= Q(level=level, used_at__lt=_begin(on - timedelta(settings.LAPSE_DAYS[level] - 1)))
    return due


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
