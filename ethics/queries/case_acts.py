"""Reviews and appeals, relations, people by their number: look-ups behind the acts of a case."""

from __future__ import annotations

from ethics.models import Relation, Remedy
from kernel.accounts.models import User
from teachers.models import Teacher


def remedy(user: User, number: str, pk: int) -> Remedy:
    """One review or appeal of a case that this person handles."""
    rows = Remedy.objects.visible_to(user).select_related("case__school__parent")
    found: Remedy = rows.get(case__number=number, pk=pk)
    return found


def relations(user: User) -> list[Relation]:
    """The relations that one declared, those that hold first."""
    rows = Relation.objects.filter(user=user).select_related("teacher__school")
    return list(rows.order_by("ended_on", "-declared_on", "-pk"))


def relation(user: User, pk: int) -> Relation:
    """One of one's own."""
    return Relation.objects.get(user=user, pk=pk)


def teacher_numbered(teacher_no: str) -> Teacher | None:
    """The person with this number: whoever declares a relation knows it, and learns nothing by it."""
    rows = Teacher.objects.for_system("a relation may be to anybody in the city")
    found: Teacher | None = rows.filter(teacher_no=teacher_no.strip().upper()).first()
    return found
