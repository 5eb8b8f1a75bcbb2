"""The register as lists and single records."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.queries import schools
from teachers.choices import TeacherStatus
from teachers.models import ServiceRecord, Teacher
from teachers.permissions import TeacherPermission

# What a list shows. A deep page sorts everybody: each column more is carried along, and what is sealed would be opened.
_LISTED = (
    "teacher_no", "name", "user_id", "subject", "title", "employment", "status", "history_incomplete", "school__name",
    "school__path", "school__parent__name",
)  # fmt: skip


def teachers(user: User) -> QuerySet[Teacher]:
    """Everyone this person may see, with the unit, for lists."""
    found: QuerySet[Teacher] = Teacher.objects.visible_to(user).select_related("school", "school__parent")
    return found.only(*_LISTED).order_by("school__path", "name", "pk")


def teacher(user: User, teacher_no: str) -> Teacher:
    """One person; Teacher.DoesNotExist for a neighbour's."""
    found: Teacher = (
        Teacher.objects.visible_to(user).select_related("school", "school__parent").get(teacher_no=teacher_no)
    )
    return found


def without_history(user: User) -> QuerySet[Teacher]:
    """People in service whom this person may see and of whom there is no service record at all."""
    records = ServiceRecord.objects.visible_to(user).filter(teacher=OuterRef("pk"))
    people: QuerySet[Teacher] = Teacher.objects.visible_to(user).filter(~Exists(records), status=TeacherStatus.ACTIVE)
    return people


def own_record(user: User) -> Teacher | None:
    """The record of the person who is signed in, if there is one."""
    found: Teacher | None = Teacher.objects.visible_to(user).filter(user_id=user.pk).first()
    return found


def services(user: User, person: Teacher) -> list[ServiceRecord]:
    """The service records of one person, oldest first."""
    return list(ServiceRecord.objects.visible_to(user).filter(teacher=person))


def changed_since(moment: datetime) -> bool:
    """Whether any person or service record of the register was written after a moment; says nothing about whom."""
    reason = "the register as a whole"
    return (
        Teacher.objects.for_system(reason).filter(updated_at__gt=moment).exists()
        or ServiceRecord.objects.for_system(reason).filter(updated_at__gt=moment).exists()
    )


def schools_in_scope(user: User) -> list[Organisation]:
    """The schools whose people this person may see: the choices of filters."""
    return schools(user.scope(TeacherPermission.VIEW))


def counts(user: User) -> dict[str, Any]:
    """Figures above the list."""
    found: dict[str, Any] = Teacher.objects.visible_to(user).aggregate(
        people=Count("pk"), incomplete=Count("pk", filter=Q(history_incomplete=True))
    )
    return found


def id_numbers(user: User, teacher_ids: list[int]) -> dict[int, str]:
    """ID numbers (grade L4) of people this person may see, for actions that note who saw them."""
    found: dict[int, str] = {}
    for start in range(0, len(teacher_ids), 500):
        rows = Teacher.objects.visible_to(user).filter(pk__in=teacher_ids[start : start + 500])
        found.update(rows.values_list("pk", "id_number"))
    return found
