"""The account of a teacher."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

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


def awaits_account(number: str, name: str) -> bool:
    """Whether the register knows somebody of this number and name who has no account yet; nothing else is told."""
    return _nameless(number, name).exists()


@transaction.atomic
def tie_account(*, number: str, name: str, user: User) -> None:
    """Tie the account that an invited person made to the record that the invitation named."""
    teacher = _nameless(number, name).select_for_update().first()
    if teacher is None:
        raise RuleBroken("record_gone", "名册中已没有与邀请相符、尚未开通账号的教师，请联系系统管理员。")
    teacher.user = user
    teacher.save(update_fields=["user", "updated_at"])
    record("teacher.account_given", by=user, subject=teacher, username=user.username)


def _nameless(number: str, name: str) -> QuerySet[Teacher]:
    rows: QuerySet[Teacher] = Teacher.objects.for_system("an invitation names the person, its maker may not look")
    return rows.filter(teacher_no=number, name=name, user__isnull=True)
