"""What each school needs, was approved and has; every number with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from staffing.choices import DayForm, FigureStage
from staffing.models import EstablishmentApproval, SchoolFigures
from staffing.queries.figures import approvals, rows_of, schools_of
from staffing.queries.standard import StandardOn
from staffing.rules.establishment import Need, StageFigures, need_of
from staffing.rules.figures import first_day, last_day
from teachers.choices import EmploymentKind, TeacherStatus
from teachers.models import Post, Teacher


@dataclass(frozen=True)
class SchoolNeed:
    """A school in a year. ``gap`` is need less people in post: above zero short, below zero over."""

    school: Organisation
    rows: list[SchoolFigures]
    need: Need
    approval: EstablishmentApproval | None
    in_post: int

    @property
    def approved(self) -> int | None:
        return self.approval.posts if self.approval else None

    @property
    def gap(self) -> int | None:
        return None if self.need.need is None else self.need.need - self.in_post

    @property
    def vacant(self) -> int | None:
        return None if self.approved is None else max(self.approved - self.in_post, 0)

    @property
    def over(self) -> int | None:
        return None if self.approved is None else max(self.in_post - self.approved, 0)


def stage_figures(row: SchoolFigures) -> StageFigures:
    """A row as the rule takes it."""
    return StageFigures(
        FigureStage(row.stage), row.pupils, row.classes, row.boarders, row.special_classes, row.resource_rooms,
        DayForm(row.day_form),
    )  # fmt: skip


def as_of(year: int, today: date) -> date:
    """The day on which the people of a school year are counted: today in the current year, its last day after it."""
    return min(today, last_day(year))


def people_in_post(user: User, schools: Iterable[int], day: date, today: date) -> dict[int, int]:
    """People in the establishment of each school: of the register today, of the posts held on a past day."""
    if day >= today:
        rows = (
            Teacher.objects.visible_to(user)
            .filter(status=TeacherStatus.ACTIVE, employment=EmploymentKind.ESTABLISHMENT, school__in=list(schools))
            .values_list("school")
            .annotate(n=Count("pk"))
        )
    else:
        rows = (
            Post.objects.visible_to(user)
            .filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day))
            .filter(employment=EmploymentKind.ESTABLISHMENT, org__in=list(schools))
            .exclude(teacher__status__in=[TeacherStatus.DECEASED, TeacherStatus.RETIRED, TeacherStatus.LEFT],
                     valid_until=None)
            .values_list("org")
            .annotate(n=Count("teacher", distinct=True))
        )  # fmt: skip
    return dict(rows.order_by())


def establishment(user: User, year: int, today: date, unit: Organisation | None = None) -> list[SchoolNeed]:
    """Every school in scope that was open in the year; a school without figures is there and says so."""
    schools = list(schools_of(user, year, unit))
    return needs_of(user, schools, year, today)


def needs_of(user: User, schools: list[Organisation], year: int, today: date) -> list[SchoolNeed]:
    """The same for schools that the caller found visible."""
    ids = [one.pk for one in schools]
    rows, approved = rows_of(ids, [year]), approvals(ids, year)
    people = people_in_post(user, ids, as_of(year, today), today)
    standard = StandardOn(first_day(year))
    return [
        SchoolNeed(
            one, rows.get((one.pk, year), []), _need(rows.get((one.pk, year), []), one, standard),
            approved.get(one.pk), people.get(one.pk, 0),
        )
        for one in schools
    ]  # fmt: skip


def _need(rows: list[SchoolFigures], school: Organisation, standard: StandardOn) -> Need:
    location = next((row.location_type for row in rows if row.location_type), school.location_type)
    return need_of([stage_figures(row) for row in rows], standard.at(location))
