"""Keeping the months in which people complete 30 and 40 years: whoever changes service records, or what retirement
goes by (sex, title, post, birth), calls ``refresh`` in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.bulk import insert
from kernel.imports.desk import Progress, quiet
from kernel.jobs.actions import enqueue
from kernel.jobs.models import Job
from kernel.orgs.queries import city
from teachers.models import Milestone, Teacher
from teachers.permissions import TeacherPermission
from teachers.policy import TEACHING_YEARS
from teachers.queries.teaching import Career, careers_of, one_of
from teachers.rules.milestones import months_reached
from teachers.rules.months import first_day
from teachers.rules.teaching_years import Rules

REFRESH = "teachers.tasks.refresh_milestones"
BATCH = 2000  # people asked for in one statement
PAGE = 4000  # people in one transaction of the whole
LAST_YEAR = 9999

Key = tuple[int, int]  # (teacher, years)
Value = tuple[date, date | None]  # (month, serving_until)


def refresh(*, teacher_ids: Iterable[int], rules: Rules | None = None) -> int:
    """Bring the months of these people up to their records and the newest rules; the number of rows written.

    Inside the transaction of the change; what is right already is left untouched.
    """
    ids = sorted(teacher_ids)
    edition = rules or tuple(TEACHING_YEARS)[-1]
    written = 0
    with transaction.atomic():
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            written += _bring(batch, dict(_wanted(careers_of(batch), edition)))
    return written


def _wanted(careers: Iterable[Career], rules: Rules) -> Iterator[tuple[Key, Value]]:
    for one in careers:
        until = one.retirement.statutory + 1 if one.retirement else None
        for years, month in months_reached(one.services, rules.value.thresholds, rules).items():
            if month // 12 <= LAST_YEAR:
                yield (one.pk, years), (first_day(month), first_day(until) if until else None)


def _bring(batch: Collection[int], wanted: dict[Key, Value]) -> int:
    """Write what differs; how many months were set, moved or dropped."""
    stored = Milestone.objects.for_system("months follow the records").filter(one_of("teacher_id", batch))
    right: set[Key] = set()
    wrong: dict[int, Key] = {}
    for pk, teacher, years, *value in stored.values_list("pk", "teacher_id", "years", "month", "serving_until"):
        if wanted.get((teacher, years)) == tuple(value):
            right.add((teacher, years))
        else:
            wrong[pk] = (teacher, years)
    if wrong:
        stored.filter(pk__in=list(wrong)).delete()
    new: list[dict[str, Any]] = [
        {"teacher_id": teacher, "years": years, "month": month, "serving_until": until}
        for (teacher, years), (month, until) in wanted.items()
        if (teacher, years) not in right
    ]
    insert(Milestone, new)
    return len(new) + len(set(wrong.values()) - wanted.keys())


def ask_for_refresh(*, by: User) -> Job:
    """Have everybody's months computed anew by a worker: after a change of the rules."""
    demand(by, TeacherPermission.ADD_SCHOOLS, what="重新推算从教年限")
    return enqueue(REFRESH, subject_id="all", title="重新推算全市教师达到从教年限的年月", by=by)


def refresh_all(*, by: User, after: int = 0, progress: Progress = quiet) -> int:
    """Everybody's months anew, in batches by key, each its own transaction; the number of rows written.

    ``progress`` is told the last key done and the last one of all: begun anew with ``after`` it goes on from there.
    """
    demand(by, TeacherPermission.ADD_SCHOOLS, what="重新推算从教年限")
    people = Teacher.objects.for_system("months of the whole city").order_by("pk")
    last: int = people.values_list("pk", flat=True).last() or 0
    written = 0
    while True:
        with transaction.atomic():
            page = people.select_for_update().filter(pk__gt=after, pk__lte=last)
            ids = list(page.values_list("pk", flat=True)[:PAGE])
            if ids:
                written += refresh(teacher_ids=ids)
        if not ids:
            break
        after = ids[-1]
        progress(after, last)
    record("milestones.refreshed", by=by, subject=city(), written=written)
    return written
