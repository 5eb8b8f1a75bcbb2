"""Helping somebody in who lost the way: lifting the lock, a new initial password, second factors taken away.

Of an account with a strong role the two resets are asked for by one administrator and signed by another, so that
nobody takes such an account over alone; and nobody does any of it for the own account.
"""

from __future__ import annotations

from django.db import transaction

from kernel.access.choices import Reset
from kernel.access.permissions import AccessPermission
from kernel.access.queries.resets import may_sign_at, strong_units
from kernel.accounts import actions as accounts
from kernel.accounts import locks
from kernel.accounts.choices import AccountKind
from kernel.accounts.models import User
from kernel.accounts.queries import demand, is_one_hand
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature

WHAT = "解除锁定和重置登录方式"


def unlock(*, user: User, by: User) -> None:
    """Let an account sign in again that was locked after failures."""
    _may(user, by)
    if not locks.is_locked(user):
        raise RuleBroken("not_locked", "这个账号没有锁定，请刷新页面查看。")
    accounts.unlock(user=user, by=by)


@transaction.atomic
def reset(*, user: User, what: Reset, reason: str, by: User) -> str | Signature:
    """Reset a way in: the new initial password (empty for second factors), or the request that waits for its second
    signature where the account holds a strong role."""
    _may(user, by)
    if not reason.strip():
        raise RuleBroken("reason_missing", "请写明理由。")
    if units := strong_units(User.objects.select_for_update(no_key=True).get(pk=user.pk)):
        asked = signoff.ask(
            kind=f"access.reset_{what}", subject=user, reason=reason, by=by, what=str(what), units=units
        )  # fmt: skip
        record("account.reset_asked", by=by, subject=user, what=str(what))
        return asked
    return _do(user, what, reason.strip()[:300], by)


@transaction.atomic
def sign(*, signature: Signature, user: User, by: User, answer: str = "") -> str:
    """The second administrator agrees, and it is done: the new initial password, empty for second factors. It is
    handed over by who signs; who asked never sees it."""
    may_sign(signature, user, by)
    now = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _open(now)
    if not User.objects.get(pk=signature.asked_by_id).holds(AccessPermission.ACCOUNTS):
        raise RuleBroken("asker_gone", "提出人已不是系统管理员，这一申请不能再签署，请选择不同意。")
    if not set(strong_units(now)) <= set(signature.detail["units"]):
        raise RuleBroken("reset_changed", "“{user}”的角色在提出后有变动，请选择不同意，由提出人重新提出。", user=now)
    signoff.sign(signature=signature, by=by, answer=answer)
    what = Reset(signature.detail["what"])
    record("account.reset_signed", by=by, subject=now, what=str(what))
    return _do(now, what, signature.reason, by)


@transaction.atomic
def refuse(*, signature: Signature, user: User, by: User, answer: str) -> None:
    """The second administrator does not agree, and says why."""
    may_sign(signature, user, by)
    signoff.refuse(signature=signature, by=by, answer=answer)
    record("account.reset_refused", by=by, subject=user, what=signature.detail["what"])


@transaction.atomic
def withdraw(*, signature: Signature, user: User, by: User) -> None:
    """Who asked takes the request back."""
    signoff.withdraw(signature=signature, by=by)
    record("account.reset_withdrawn", by=by, subject=user, what=signature.detail["what"])


def may_sign(signature: Signature, user: User, by: User) -> None:
    """Refuse who may not decide a request about this account."""
    units = Organisation.objects.filter(pk__in=signature.detail["units"]).values_list("path", flat=True)
    if not may_sign_at(by, units):
        raise RuleBroken("reset_not_yours", "这一账号的重置不在您的管理范围内，请由系统管理员或上级安全管理员签署。")
    if is_one_hand(by, [user.pk]):
        raise RuleBroken("own_account_reset", "不能为自己解除锁定或重置登录方式，请由其他系统管理员办理。")


def _may(user: User, by: User) -> None:
    demand(by, AccessPermission.ACCOUNTS, what=WHAT)
    if is_one_hand(by, [user.pk]):
        raise RuleBroken("own_account_reset", "不能为自己解除锁定或重置登录方式，请由其他系统管理员办理。")
    _open(user)


def _open(user: User) -> None:
    if not user.is_active or user.kind != AccountKind.PERSON:
        raise RuleBroken("account_closed", "“{user}”的账号已停用，请先由系统管理员恢复。", user=user)


def _do(user: User, what: Reset, reason: str, by: User) -> str:
    if what == Reset.PASSWORD:
        return accounts.reset_password(user=user, by=by, reason=reason)
    accounts.reset_second_factor(user=user, by=by, reason=reason)
    return ""
