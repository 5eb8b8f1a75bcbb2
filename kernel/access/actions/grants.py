"""Granting, extending and ending roles. A strong role is asked for by one security administrator and signed by another;
nobody grants to himself."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kernel.access.actions.keepers import keep_one, lock_keepers
from kernel.access.changes import SIGNED_AS, GrantChange
from kernel.access.choices import Change
from kernel.access.permissions import AccessPermission
from kernel.accounts.actions import grant_role, keep_duties_apart
from kernel.accounts.choices import AccountKind, GrantKind
from kernel.accounts.models import Grant, User
from kernel.accounts.queries import demand, is_one_hand
from kernel.accounts.roles import Role, role_table
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.orgs.models import Organisation
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature


def give(
    *, user: User, role: str, org: Organisation, on: date, until: date | None, reason: str, by: User,
    kind: GrantKind = GrantKind.OWN,
) -> Grant | Signature:  # fmt: skip
    """Grant a role at a unit of one's own part of the tree; a strong one waits for the second signature."""
    _may(by, org)
    known = _fitting(role, org)
    _person(user, by)
    reason = _reason(reason)
    _period(on, until, kind)
    asked = GrantChange(Change.GRANT, role, org.pk, org.name, on, until, kind)
    with transaction.atomic():
        _not_twice(user, asked)
        keep_duties_apart(user, known.duty, on, until)
        if known.is_strong:
            return ask(user=user, change=asked, reason=reason, by=by)
        return grant_role(user=user, role=role, org=org, on=on, until=until, kind=kind, reason=reason, by=by)


def extend(*, grant: Grant, until: date | None, reason: str, by: User) -> Grant | Signature:
    """Let a grant run longer, or without end; a strong one waits for the second signature."""
    _may(by, grant.org)
    _person(grant.user, by)
    reason = _reason(reason)
    asked = GrantChange(
        Change.EXTEND, grant.role, grant.org_id, grant.org.name, grant.valid_from, until, grant.kind, grant.pk
    )
    with transaction.atomic():
        _extendable(grant, until)
        if grant.is_strong:
            return ask(user=grant.user, change=asked, reason=reason, by=by)
        return _extend(grant, until, reason, by)


@transaction.atomic
def end(*, grant: Grant, on: date, reason: str, by: User) -> None:
    """End a grant early: from ``on`` it holds no more. It stays in the table with who ended it and why."""
    _may(by, grant.org)
    reason, today = _reason(reason), timezone.localdate()
    if on < today:
        raise RuleBroken("end_in_past", "终止日不能早于今天，请重新选择。")
    lock_keepers()
    now = _open(grant)
    if now.valid_until and on >= now.valid_until:
        raise RuleBroken("ends_sooner", "这项授权本来就到 {day} 为止，不需要终止。", day=now.valid_until)
    keep_one([now], on)
    close(now, on, reason, by)


def close(grant: Grant, on: date, reason: str, by: User) -> None:
    """Write the early end of a grant, and of what was lent from it."""
    for one in [grant, *_lent(grant, on)]:
        one.valid_until, one.ended_by, one.ended_at = max(on, one.valid_from), by, timezone.now()
        one.ended_reason = reason[:300]
        one.save()
        told = {"role": one.role, "unit": one.org.name, "on": str(one.valid_until), "reason": reason}
        record("grant.ended", by=by, subject=one.user, **told)


def ask(*, user: User, change: GrantChange, reason: str, by: User) -> Signature:
    """Put a change before another security administrator."""
    signature = signoff.ask(kind=SIGNED_AS, subject=user, reason=reason, by=by, **change.detail)
    record("grant.asked", by=by, subject=user, **change.detail)
    return signature


@transaction.atomic
def sign(*, signature: Signature, user: User, by: User, answer: str = "") -> Grant:
    """The second security administrator agrees, and the role is granted. ``user`` is whom the request is about."""
    change = GrantChange.of(signature.detail)
    org, earlier = Organisation.objects.get(pk=change.org), change.grant or 0
    may_sign(by, user, org)
    asker = User.objects.get(pk=signature.asked_by_id)  # with the rights of now
    if change.change != Change.DELEGATE and not asker.scope(AccessPermission.GRANT).holds(org.path):
        raise RuleBroken("asker_gone", "提出人已不是安全管理员，这一申请不能再签署，请选择不同意。")
    signoff.sign(signature=signature, by=by, answer=answer)
    record("grant.signed", by=by, subject=user, **change.detail)
    today = timezone.localdate()
    if change.until and change.until <= today:
        raise RuleBroken("grant_past", "所申请的期限已过，这一申请不能再签署，请选择不同意。")
    if change.change == Change.EXTEND:
        grant = Grant.objects.select_related("org", "user").get(pk=earlier)
        _extendable(grant, change.until)
        return _extend(grant, change.until, signature.reason, asker)
    source = None
    if change.change == Change.DELEGATE:
        source = Grant.objects.in_force(today).select_related("user").filter(pk=earlier).first()
        if source is None:
            raise RuleBroken("lender_gone", "委托人的授权已终止，这一申请不能再签署，请选择不同意。")
    _not_twice(user, change)
    return grant_role(
        user=user, role=change.role, org=org, on=max(change.on, today), until=change.until, by=asker, second=by,
        kind=GrantKind(change.nature), on_behalf_of=source, reason=signature.reason,
    )  # fmt: skip


def may_sign(by: User, user: User, org: Organisation) -> None:
    """Refuse who may not decide a request about this person at this unit."""
    demand(by, AccessPermission.SIGN, what="签署授权")
    if not by.scope(AccessPermission.SIGN).holds(org.path):
        raise RuleBroken("unit_not_mine", "“{org}”不在您的管理范围内，请由其安全管理员办理。", org=org)
    if is_one_hand(by, [user.pk]):
        raise RuleBroken("own_grant", "不能给自己授予、延长或签署角色，请由其他安全管理员办理。")


@transaction.atomic
def refuse(*, signature: Signature, user: User, by: User, answer: str) -> None:
    """The second one does not agree, and says why."""
    may_sign(by, user, Organisation.objects.get(pk=signature.detail["org"]))
    signoff.refuse(signature=signature, by=by, answer=answer)
    record("grant.refused", by=by, subject=user, **signature.detail)


@transaction.atomic
def withdraw(*, signature: Signature, user: User, by: User) -> None:
    """Who asked takes the request back."""
    signoff.withdraw(signature=signature, by=by)
    record("grant.withdrawn", by=by, subject=user, **signature.detail)


def _may(by: User, org: Organisation) -> None:
    demand(by, AccessPermission.GRANT, what="授予和终止角色")
    if not by.scope(AccessPermission.GRANT).holds(org.path):
        raise RuleBroken("unit_not_mine", "“{org}”不在您的管理范围内，请由其安全管理员办理。", org=org)


def _fitting(role: str, org: Organisation) -> Role:
    known = role_table().get(role)
    if known is None or role == "command_line" or org.kind not in known.org_kinds:
        label = known.label if known else role
        raise RuleBroken("role_not_here", "角色“{role}”不能授予“{org}”，请另选单位。", role=label, org=org)
    return known


def _person(user: User, by: User) -> None:
    if is_one_hand(by, [user.pk]):  # nor to the colleague whose work one does
        raise RuleBroken("own_grant", "不能给自己授予、延长或签署角色，请由其他安全管理员办理。")
    if not user.is_active or user.kind != AccountKind.PERSON:
        raise RuleBroken("account_closed", "“{user}”的账号已停用，请先由系统管理员恢复。", user=user)


def _reason(text: str) -> str:
    if not text.strip():
        raise RuleBroken("reason_missing", "请写明理由。")
    return text.strip()[:300]


def _period(on: date, until: date | None, kind: GrantKind) -> None:
    if on < timezone.localdate():
        raise RuleBroken("grant_starts_early", "起始日不能早于今天，请重新选择。")
    if until is not None and until <= on:
        raise RuleBroken("grant_backward", "失效日应晚于起始日，请重新选择。")
    if kind == GrantKind.ACTING:
        _acting(on, until)


def _acting(on: date, until: date | None) -> None:
    most = settings.ACTING_DAYS
    if until is None or until > on + timedelta(days=most):
        raise RuleBroken("acting_has_end", "代理负责人必须填写失效日，最长 {most} 天，请重新选择。", most=most)


def _not_twice(user: User, asked: GrantChange) -> None:
    if asked.change != Change.GRANT:
        return
    rows = Grant.objects.filter(user=user, role=asked.role, org=asked.org, on_behalf_of=None)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=asked.on))
    if (rows.filter(valid_from__lt=asked.until) if asked.until else rows).exists():
        raise RuleBroken("has_role", "“{user}”在这段时间已有这一角色，可以延长或先终止原授权。", user=user)


def _open(grant: Grant) -> Grant:
    now = Grant.objects.select_for_update(of=("self",)).select_related("org", "user").get(pk=grant.pk)
    if now.ended_at is not None or (now.valid_until and now.valid_until <= timezone.localdate()):
        raise RuleBroken("grant_over", "这项授权已经终止，请刷新页面查看。")
    return now


def _extendable(grant: Grant, until: date | None) -> None:
    now = _open(grant)
    if now.kind == GrantKind.DELEGATED:
        raise RuleBroken("lent_not_extended", "请假代理不能延长，请由委托人重新办理。")
    if now.valid_until is None:
        raise RuleBroken("grant_endless", "这项授权没有失效日，不需要延长。")
    if until is not None and until <= now.valid_until:
        raise RuleBroken("not_longer", "新的失效日应晚于原失效日 {day}，请重新选择。", day=now.valid_until)
    if now.kind == GrantKind.ACTING:
        _acting(timezone.localdate(), until)
    keep_duties_apart(now.user, now.duty, now.valid_until, until)


def _extend(grant: Grant, until: date | None, reason: str, by: User) -> Grant:
    now = _open(grant)
    before, now.valid_until = now.valid_until, until
    now.save(update_fields=["valid_until"])
    told = {"role": now.role, "unit": now.org.name, "old": str(before), "until": str(until or ""), "reason": reason}
    record("grant.extended", by=by, subject=now.user, **told)
    return now


def _lent(grant: Grant, on: date) -> list[Grant]:
    rows = grant.lent.filter(ended_at=None, valid_until__gt=on)
    return list(rows.select_related("org", "user"))
