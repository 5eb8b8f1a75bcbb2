"""The hours of a unit that count in a cycle, for the province's system."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope
from training.models import HourEntry
from training.permissions import TrainingPermission
from training.queries.hours_rules import rule_book
from training.rules.hours_moves import COUNTS

PAGE = 500


def entries(user: User, unit: Organisation, first_year: int, within: Scope) -> QuerySet[HourEntry]:
    """What counts, person by person and day by day."""
    cycle = rule_book().cycle_of(first_year)
    rows: QuerySet[HourEntry] = HourEntry.objects.visible_to(user).filter(
        user.scope(TrainingPermission.EXPORT).q("teacher__school__path"), within.q("teacher__school__path"),
        teacher__school__path__startswith=unit.path, standing__state__in=COUNTS, ended_on__gte=cycle.first_on,
        ended_on__lte=cycle.last_on,
    )  # fmt: skip
    return rows.order_by("teacher_id", "ended_on", "pk")


def in_pages(user: User, unit: Organisation, first_year: int, within: Scope) -> Iterator[list[HourEntry]]:
    """All of them, a page at a time."""
    keys = list(entries(user, unit, first_year, within).values_list("pk", flat=True))
    rows = HourEntry.objects.visible_to(user).select_related("teacher")
    for start in range(0, len(keys), PAGE):
        page = rows.in_bulk(keys[start : start + PAGE])
        yield [page[key] for key in keys[start : start + PAGE] if key in page]
