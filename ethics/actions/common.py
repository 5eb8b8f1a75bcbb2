"""What the actions of ethics share: the permission, the place, the lock."""

from __future__ import annotations

from ethics.errors import refuse
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from teachers.models import Teacher


def need(by: User, permission: EthicsPermission, label: str) -> None:
    """Refuse a person whose roles do not include the permission."""
    if not by.holds(permission):
        raise refuse("no_permission", move=label)


def need_over(by: User, permission: EthicsPermission, teacher: Teacher, label: str) -> Teacher:
    """The person, locked, when the actor may do this to somebody of that school."""
    need(by, permission, label)
    rows = Teacher.objects.for_system("the act asks for permission and place itself")
    now: Teacher = rows.select_for_update(of=("self",)).select_related("school").get(pk=teacher.pk)
    if not by.scope(permission).holds(now.school.path):
        raise refuse("out_of_scope", move=label)
    return now
