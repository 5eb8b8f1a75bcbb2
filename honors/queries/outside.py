"""Everyone who is not in a round, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from honors.models import Certificate, HonorRound, RoundEntry
from honors.permissions import HonorPermission
from honors.queries.honoured import BARS
from kernel.accounts.models import User
from teachers.models import Teacher
from teachers.policy import TEACHING_YEARS
from teachers.queries.teaching import Career, careers
from teachers.rules.milestones import month_reached
from teachers.rules.months import first_day
from teachers.rules.teaching_years import months_only


@dataclass(frozen=True)
class Outside:
    """A person who is not in the round: how many months count, and why not."""

    teacher: Teacher
    months: int
    reason: str

    @property
    def years(self) -> int:
        return self.months // 12

    @property
    def odd_months(self) -> int:
        return self.months % 12


def people_outside(user: User, one: HonorRound, text: str = "") -> QuerySet[Teacher]:
    """The people of the units in which this person looks at honours and who have no entry in the round."""
    entries = RoundEntry.objects.for_system("who has an entry").filter(round=one, teacher=OuterRef("pk"))
    scope = user.scope(HonorPermission.VIEW)
    rows: QuerySet[Teacher] = Teacher.objects.visible_to(user).filter(scope.q("school__path"), ~Exists(entries))
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(teacher_no__iexact=text))
    return (
        rows.select_related("school", "school__parent")
        .defer("id_number", "phone")
        .order_by("school__path", "name", "pk")
    )


def with_reasons(user: User, one: HonorRound, people: Sequence[Teacher]) -> list[Outside]:
    """The reason of each of a page of people, computed from the register as it is now."""
    keys = [person.pk for person in people]
    known = {row.pk: row for row in careers(user, ids=keys)}
    given: dict[int, set[int]] = {}
    papers = Certificate.objects.visible_to(user).filter(BARS, teacher__in=keys)
    for teacher_id, threshold in papers.values_list("teacher_id", "threshold"):
        given.setdefault(teacher_id, set()).add(threshold)
    rules = TEACHING_YEARS.on(one.as_of)
    found = []
    for person in people:
        row = known[person.pk]
        months = months_only(row.services, one.as_of, rules)
        found.append(Outside(person, months, _reason(row, months, rules.value.thresholds, given.get(person.pk, set()))))
    return found


def _reason(row: Career, months: int, thresholds: Sequence[int], given: set[int]) -> str:
    if not row.services:
        return _("没有任教经历，不能计算教龄")
    reached = [years for years in thresholds if months >= 12 * years]
    if reached and max(reached) in given:
        return _("已获得满 %s 年荣誉") % max(reached)
    if reached:
        return _("测算之后名册有变动，重新测算后列入")
    least = min(thresholds)
    short = _("未满 %(years)s 年，还差 %(months)s 个月") % {"years": least, "months": 12 * least - months}
    month = month_reached(row.services, least)
    return short + (
        _("，预计 %s起可以列入") % date_format(first_day(month), "YEAR_MONTH_FORMAT") if month is not None else ""
    )
