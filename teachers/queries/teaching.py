"""Service records as the rule wants them: in bulk, ordered, without a query per person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from teachers.choices import PostCategory, Sex, TeacherStatus
from teachers.models import Milestone, ServiceRecord, Teacher
from teachers.models.month import MonthOrdinal
from teachers.policy import TEACHING_YEARS, Treatment
from teachers.rules.months import Month, first_day, month_of
from teachers.rules.retirement import RetirementWindow, group_for, window
from teachers.rules.teaching_years import Row

READ = 2000
_COLUMNS = (
    "pk", "teacher_no", "name", "school_id", "school__name", "status", "history_missing", "sex", "title", "category",
    "born",
)  # fmt: skip
_ROW = ("teacher_id", "start", "end", "kind")
_CAN_COUNT = {Treatment.COUNTED, Treatment.COUNTED_WITHIN}


class Career(NamedTuple):
    """A person with the service rows of the rule (start month, end month or None, kind); ``born`` is the month that
    retirement goes by: the one of the file wins over the one of the ID number."""

    pk: int
    teacher_no: str
    name: str
    school_id: int
    school_name: str
    status: str
    history_missing: int
    sex: str
    title: str
    category: str
    born: Month
    services: tuple[Row, ...]

    @property
    def history_incomplete(self) -> bool:
        """Whether service rows of the person were refused and are still owed."""
        return self.history_missing > 0

    @property
    def retirement(self) -> RetirementWindow | None:
        """When the person may and must retire; None where the sex is not known."""
        return _window(self.sex, self.title, self.category, self.born)

    def is_still_teaching(self, on: date) -> bool:
        """Whether an open record of a kind that can count goes on at the day."""
        kinds = TEACHING_YEARS.on(on).value.kinds
        return any(
            end is None and start < month_of(on) and kinds[kind].treatment in _CAN_COUNT
            for start, end, kind in self.services
        )


def retirement_window(teacher: Teacher) -> RetirementWindow | None:
    """When this person may and must retire; the birth month of the file wins over the one of the ID number."""
    born = month_of(teacher.archive_birth_month or teacher.birth_on)
    return _window(teacher.sex, teacher.title, teacher.category, born)


@lru_cache(maxsize=65_536)
def _window(sex: str, title: str, category: str, born: Month) -> RetirementWindow | None:
    group = group_for(Sex(sex), title, PostCategory(category) if category else None)
    return window(group, first_day(born)) if group else None


def careers(user: User, *, numbers: list[str] | None = None, ids: Collection[int] | None = None) -> Iterator[Career]:
    """Everyone this person may see (or those of them with these ID numbers, or keys), in the order of the register."""
    people, services = Teacher.objects.visible_to(user), ServiceRecord.objects.visible_to(user)
    if ids is not None:
        people, services = people.filter(pk__in=ids), services.filter(teacher_id__in=ids)
    if numbers is not None:
        digests = list(findable(numbers))
        people, services = people.filter(id_digest__in=digests), services.filter(teacher__id_digest__in=digests)
    yield from _careers(people, services)


def career(user: User, teacher: Teacher) -> Career:
    """One person's; Teacher.DoesNotExist for a neighbour's."""
    people = Teacher.objects.visible_to(user).filter(pk=teacher.pk)
    found = next(_careers(people, ServiceRecord.objects.visible_to(user).filter(teacher=teacher)), None)
    if found is None:
        raise Teacher.DoesNotExist
    return found


def careers_of(teacher_ids: Collection[int]) -> Iterator[Career]:
    """These people's, for actions that keep what follows from the records, whoever acts."""
    reason = "what follows from the records of the people named"
    people = Teacher.objects.for_system(reason).filter(one_of("pk", teacher_ids))
    yield from _careers(people, ServiceRecord.objects.for_system(reason).filter(one_of("teacher_id", teacher_ids)))


def one_of(field: str, keys: Collection[int]) -> Q:
    """Whether a key is among some. Those of people who came together follow each other: two bounds then do."""
    if keys and max(keys) - min(keys) + 1 == len(set(keys)):
        return Q(**{f"{field}__gte": min(keys), f"{field}__lte": max(keys)})
    return Q(**{f"{field}__in": keys})


def _careers(people: QuerySet[Teacher], services: QuerySet[ServiceRecord]) -> Iterator[Career]:
    """Read in pages by key, each page whole before it is handed on: the caller may write between two people, which
    SQLite refuses while a cursor is open and PostgreSQL would need a held cursor for."""
    people = people.annotate(
        born=MonthOrdinal(Coalesce("archive_birth_month", "birth_on")),
    ).order_by("pk")
    rows = services.annotate(start=MonthOrdinal("start_month"), end=MonthOrdinal("end_month"))
    rows = rows.order_by("teacher_id", "start_month", "kind")  # as the index has them
    last = 0
    while page := list(people.filter(pk__gt=last).values_list(*_COLUMNS)[:READ]):
        first, last = page[0][0], page[-1][0]
        mine: defaultdict[int, list[Row]] = defaultdict(list)
        for pk, start, end, kind in rows.filter(teacher_id__gte=first, teacher_id__lte=last).values_list(*_ROW):
            mine[pk].append((start, end, kind))
        for one in page:
            yield Career._make((*one, tuple(mine[one[0]])))


def owes_milestones() -> bool:
    """Whether there are service records and no month of 30 or 40 years: a register that grew before they were kept."""
    reason = "the register as a whole"
    kept = Milestone.objects.for_system(reason).exists()
    return not kept and ServiceRecord.objects.for_system(reason).exists()


def is_deceased(career: Career) -> bool:
    """Whether the register knows that the person has died."""
    return career.status == TeacherStatus.DECEASED
