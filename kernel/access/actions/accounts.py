"""Closing and reopening accounts: by hand, and those that nobody used for long. No account is ever deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.access.actions.keepers import grants_of, keep_one, lock_keepers
from kernel.access.choices import ClosureKind
from kernel.access.models import Closure
from kernel.access.permissions import AccessPermission
from kernel.access.queries.lapse import lapsing
from kernel.accounts.actions import command_line_actor
from kernel.accounts.choices import AccountKind
from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.orgs.queries import city


def close_account(*, user: User, reason: str, by: User) -> None:
    """Close an account: its sessions end, its grants hold nothing until it is opened again."""
    demand(by, AccessPermission.ACCOUNTS, what="停用和恢复账号")
    if user.pk == by.pk:
        raise RuleBroken("own_account", "不能停用自己的账号，请由其他系统管理员办理。")
    if not reason.strip():
        raise RuleBroken("reason_missing", "请写明理由。")
    _close(user, ClosureKind.BY_HAND, reason.strip()[:300], by, timezone.localdate())


@transaction.atomic
def reopen_account(*, user: User, reason: str, by: User) -> None:
    """Open a closed account again; what it was granted holds as far as it has not run out."""
    demand(by, AccessPermission.ACCOUNTS, what="停用和恢复账号")
    if not reason.strip():
        raise RuleBroken("reason_missing", "请写明理由。")
    if not User.objects.filter(pk=user.pk, is_active=False, kind=AccountKind.PERSON).update(is_active=True):
        raise RuleBroken("account_open", "这个账号没有停用，请刷新页面查看。")
    closures = Closure.objects.visible_to(by).filter(user=user, reopened_at=None)
    now = timezone.now()
    if not closures.update(reopened_at=now, reopened_by=by):
        Closure.objects.create(  # one that was closed before such times were noted
            user=user, kind=ClosureKind.BY_HAND, reason=reason.strip()[:300], closed_by=by,
            closed_at=now, reopened_at=now, reopened_by=by,
        )  # fmt: skip
    user.refresh_from_db()
    record("account.reopened", by=by, subject=user, reason=reason.strip()[:300])


def lapse_accounts(*, on: date | None = None, dry_run: bool = False, by: User | None = None) -> list[dict[str, Any]]:
    """Close the accounts that lay unused for longer than settings allow, the strongest first; what became of each.

    The last administrator of the city is left. Without arguments it is a chore of every day.
    """
    day, told = on or timezone.localdate(), []
    by = by or command_line_actor(city())
    for row in lapsing(day):
        outcome = "would_close" if dry_run else "closed"
        try:
            with transaction.atomic():
                if dry_run:
                    keep_one(grants_of(row.user, day), day)
                else:
                    _close(row.user, ClosureKind.LAPSED, f"最近一次使用在 {row.used_on}，已自动停用", by, day)
        except RuleBroken as refusal:
            outcome = refusal.code
        told.append({"username": row.user.username, "used_on": row.used_on, "level": row.level, "outcome": outcome})
    return told


@transaction.atomic
def _close(user: User, kind: ClosureKind, reason: str, by: User, on: date) -> None:
    lock_keepers()
    keep_one(grants_of(user, on), on)
    if not User.objects.filter(pk=user.pk, is_active=True, kind=AccountKind.PERSON).update(is_active=False):
        raise RuleBroken("account_closed_already", "这个账号已经停用，请刷新页面查看。")
    Closure.objects.create(user=user, kind=kind, reason=reason, closed_by=by)
    user.refresh_from_db()
    record("account.closed", by=by, subject=user, kind=str(kind), reason=reason)
