"""Since when people are at their school and how long they will be there: the planner and the exchange ask here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.db.models import F, Min

from kernel.accounts.models import User
from teachers.models import Post
from teachers.rules.months import Month, first_day, month_of
from teachers.rules.retirement import group_for, statutory_month


def since_of(user: User, ids: Collection[int]) -> dict[int, date | None]:
    """The first day of the present post at the own school, by person; None where nobody wrote it down."""
    return dict(
        Post.objects.visible_to(user)
        .filter(teacher__in=ids, valid_until__isnull=True, org=F("teacher__school"))
        .values_list("teacher_id")
        .annotate(first=Min("valid_from"))
    )


def months_left(sex: str, title: str, category: str, born: Month, on: date) -> int | None:
    """Months to the statutory month of retirement; None where it cannot be told."""
    month = _statutory(sex, title, category, born)
    return None if month is None else month - month_of(on)


@lru_cache(maxsize=65_536)
def _statutory(sex: str, title: str, category: str, born: Month) -> Month | None:
    group = group_for(sex, title, category)
    return statutory_month(group, first_day(born)) if group else None
