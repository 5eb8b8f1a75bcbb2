"""Finding the person that an officer names."""

from __future__ import annotations

from django.db.models import Q

from kernel.accounts.models import User
from kernel.orgs.scoping import Scope
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from training.errors import refuse


def named(user: User, text: str, within: Scope) -> Teacher:
    """The one person in service whom a teacher number, or a name that only one bears, means in a part of the tree."""
    words = "".join(text.split())
    rows = Teacher.objects.visible_to(user).filter(within.q("school__path"), status=TeacherStatus.ACTIVE)
    found = list(rows.filter(Q(teacher_no__iexact=words) | Q(name=words)).select_related("school__parent")[:9])
    if not words or not found:
        raise refuse("person_unknown", text=words or "—")
    if len(found) > 1:
        raise refuse("person_several", text=words, count=len(found))
    return found[0]


def all_named(user: User, text: str, within: Scope) -> list[Teacher]:
    """The people of a list, one on each line; RuleBroken on the first line that means nobody."""
    found = {one.pk: one for line in text.splitlines() if line.strip() for one in [named(user, line, within)]}
    if not found:
        raise refuse("nobody_listed")
    return list(found.values())
