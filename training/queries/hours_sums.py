"""The ledger as plain values for the rules: lines, days of entry, stretches. For actions and commands; pages ask
``queries.hours``, which knows who asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Min, Q

from teachers.choices import ServiceKind
from teachers.models import ServiceRecord, Teacher
from training.models import HourEntry
from training.queries.hours_rules import RuleBook
from training.rules.hours import Account, Cycle, Line, account, caps_for
from training.rules.hours_entry import Stretch
from training.rules.hours_moves import COUNTS, OPEN, is_higher

WHY = "hours are reckoned for everybody alike"
MANY = 500  # people named one by one in a statement


def entry_days(teacher_ids: Collection[int] | None) -> dict[int, date | None]:
    """When each person came into service as a teacher: 从教年月, else the first record of teaching, else 参加工作年月.

    None for ``teacher_ids`` means everybody. Two queries for every ``MANY`` people, two for everybody.
    """
    found: dict[int, date | None] = {}
    for among in _pieces(teacher_ids):
        first: Mapping[int, date] = dict(
            ServiceRecord.objects.for_system(WHY).filter(_of(among, "teacher_id"), kind=ServiceKind.TEACHING)
            .order_by().values_list("teacher_id").annotate(Min("start_month"))
        )  # fmt: skip
        people = Teacher.objects.for_system(WHY).filter(_of(among, "pk"))
        for pk, teaching, work in people.values_list("pk", "started_teaching_month", "started_work_month"):
            found[pk] = teaching or first.get(pk) or work
    return found


def _pieces(ids: Collection[int] | None) -> Iterable[list[int] | None]:
    if ids is None:
        return [None]
    every = sorted(set(ids))
    return [every[start : start + MANY] for start in range(0, len(every), MANY)]


def _of(ids: list[int] | None, field: str) -> Q:
    return Q() if ids is None else Q(**{f"{field}__in": ids})


def lines(teacher_ids: Collection[int], cycle: Cycle, until: date | None = None) -> dict[int, list[Line]]:
    """The hours that count towards a cycle, by person: approved or locked, ended in the cycle and not after a day."""
    last = min(until, cycle.last_on) if until else cycle.last_on
    found: dict[int, list[Line]] = defaultdict(list)
    for among in _pieces(teacher_ids):
        rows = HourEntry.objects.for_system(WHY).filter(
            _of(among, "teacher_id"), standing__state__in=COUNTS, ended_on__gte=cycle.first_on, ended_on__lte=last
        )
        for pk, teacher_id, mode, ended_on, tenths, level in rows.values_list(
            "pk", "teacher_id", "mode", "ended_on", "tenths", "level"
        ):
            found[teacher_id].append(Line(pk, mode, ended_on, tenths, is_higher(level)))
    return found


def reckoned(book: RuleBook, cycle: Cycle, some: Iterable[Line], on: date) -> Account:
    """The account of one person in a cycle by the versions in force."""
    book.caps(on)  # refuses where there is none
    return account(some, *caps_for(cycle, book.versions, on))


def stretches(
    teacher_ids: Collection[int], states: Collection[str] = COUNTS | OPEN
) -> dict[int, list[tuple[int, Stretch]]]:
    """What each person has in the ledger that is not over and done with, or in the states named: (entry, its days)."""
    found: dict[int, list[tuple[int, Stretch]]] = defaultdict(list)
    for among in _pieces(teacher_ids):
        rows = HourEntry.objects.for_system(WHY).filter(_of(among, "teacher_id"), standing__state__in=states)
        for pk, teacher_id, *values in rows.values_list(
            "pk", "teacher_id", "title", "mode", "started_on", "ended_on", "tenths"
        ):
            found[teacher_id].append((pk, Stretch(*values)))
    return found
