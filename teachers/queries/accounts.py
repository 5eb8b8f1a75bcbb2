"""The accounts of a unit's people, for the choosers of the kernel."""

from __future__ import annotations

from django.db.models import QuerySet

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.models import Teacher


def people_at(org: Organisation) -> QuerySet[User]:
    """Accounts of people whom the register knows at a unit."""
    rows = Teacher.objects.for_system("accounts of one unit, nothing else of the people").filter(school=org)
    people: QuerySet[User] = User.objects.filter(pk__in=rows.exclude(user=None).values("user_id"))
    return people
