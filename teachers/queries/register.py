"""The register as lists and single records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from kernel.grades import Shown
from kernel.orgs.models import Organisation
from kernel.orgs.queries import schools
from kernel.orgs.scoping import Scope
from teachers.choices import TeacherStatus
from teachers.models import ServiceRecord, Teacher
from teachers.permissions import TeacherPermission

# What a list shows. A deep page sorts everybody: each column more is carried along, and what is sealed would be opened.
_LISTED = (
    "teacher_no", "name", "user_id", "subject", "title", "employment", "status", "history_incomplete", "school__name",
    "school__path", "school__parent__name",
)  # fmt: skip
_FOR_KEEPERS = ("birth_on", "archive_birth_month")


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


def narrowed(user: User, rows: QuerySet[Teacher], asked: Mapping[str, str]) -> QuerySet[Teacher]:
    """The rows that the filters of the list ask for: the same for the page and for an export."""
    if text := "".join(asked.get("q", "").split()):
        rows = rows.filter(Q(name__icontains=text) | Q(teacher_no__iexact=text))
    for name, column in (("school", "school_id"), ("employment", "employment"), ("status", "status")):
        if asked.get(name):
            rows = rows.filter(**{column: asked[name]})
    if asked.get("incomplete") == "none":
        rows = rows.filter(pk__in=without_history(user).values("pk"))
    elif asked.get("incomplete"):
        rows = rows.filter(history_incomplete=True)
    return rows


def to_take_out(user: User, asked: Mapping[str, str], within: Scope) -> QuerySet[Teacher]:
    """The people of an export: those of the list, in its order, inside the scope that was fixed when it was asked."""
    rows = Teacher.objects.visible_to(user).filter(within.q("school__path"))
    return narrowed(user, rows, asked).order_by("school__path", "name", "pk")


def in_pages(rows: QuerySet[Teacher], size: int) -> Iterator[list[Teacher]]:
    """All rows, a page at a time: no cursor stays open while the caller writes how far it is."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        page = rows.select_related("school__parent").order_by().in_bulk(keys[start : start + size])
        yield [page[key] for key in keys[start : start + size] if key in page]


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


def shown(user: User, person: Teacher) -> Shown:
    """A person's record as it is shown: whole to oneself; the day of birth to who keeps the record; what else is hidden
    is asked for with a purpose."""
    if person.user_id == user.pk:
        return Shown(person, Teacher.MASKS)
    keeps = user.scope(TeacherPermission.CORRECT).holds(person.school.path)
    return Shown(person, _FOR_KEEPERS if keeps else ())


def unmaskable(user: User, person: Teacher) -> list[str]:
    """The hidden fields that this person may ask to see."""
    if person.user_id == user.pk or not user.scope(TeacherPermission.UNMASK).holds(person.school.path):
        return []
    return [name for name in Teacher.MASKS if name not in _FOR_KEEPERS and getattr(person, name)]


def label(name: str) -> str:
    """What a field is called."""
    return str(Teacher._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


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


def by_numbers(user: User, numbers: Sequence[str]) -> dict[str, Teacher]:
    """People this person may see, by the ID numbers asked for; who is not there, or not in scope, is left out."""
    digests = findable(numbers)
    rows = Teacher.objects.visible_to(user).filter(id_digest__in=list(digests)).select_related("school")
    return {digests[one.id_digest]: one for one in rows}


def id_numbers(user: User, teacher_ids: list[int]) -> dict[int, str]:
    """ID numbers (grade L4) of people this person may see, for actions that note who saw them."""
    found: dict[int, str] = {}
    for start in range(0, len(teacher_ids), 500):
        rows = Teacher.objects.visible_to(user).filter(pk__in=teacher_ids[start : start + 500])
        found.update(rows.values_list("pk", "id_number"))
    return found
