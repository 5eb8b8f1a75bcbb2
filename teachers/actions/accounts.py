"""The account of a teacher."""

from __future__ import annotations

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from teachers.models import Teacher


@transaction.atomic
def give_account(*, teacher: Teacher, user: User, by: User) -> None:
    """Tie an account to a person of the register: from then on it sees that record as its own."""
    free = Teacher.objects.visible_to(by).filter(pk=teacher.pk, user__isnull=True)
    if not free.update(user=user):
        raise RuleBroken("account_taken", "“{name}”已有登录账号，请先停用原账号。", name=teacher.name)
    record("teacher.account_given", by=by, subject=teacher, username=user.username)
