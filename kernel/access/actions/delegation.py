"""Standing in during leave: an officer lends the own work to a colleague of the unit for a time, and takes it back."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kernel.access.actions.grants import ask, close
from kernel.access.changes import GrantChange
from kernel.access.choices import Change
from kernel.access.queries.colleagues import is_colleague
from kernel.accounts.actions import grant_role, keep_duties_apart
from kernel.accounts.choices import GrantKind
from kernel.accounts.models import Grant, User
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature


@transaction.atomic
def delegate(*, grant: Grant, to: User, on: date, until: date, reason: str, by: User) -> Grant | Signature:
    """Lend the work of an own grant to a colleague. What was lent cannot be lent on; a strong role needs the signature
    of a security administrator."""
    if not reason.strip():
        raise RuleBroken("reason_missing", "请写明理由。")
    source = Grant.objects.select_for_update(of=("self",)).select_related("org", "user").get(pk=grant.pk)
    _own(source, by)
    if to.pk == by.pk or not is_colleague(to, source.org):
        raise RuleBroken("no_colleague", "“{user}”不是“{org}”的人员，请在本单位人员中选择。", user=to, org=source.org)
    _period(source, on, until)
    keep_duties_apart(to, source.duty, on, until)
    told = {"role": source.role, "unit": source.org.name, "on": str(on), "until": str(until)}
    if source.is_strong:
        asked = GrantChange(
            Change.DELEGATE, source.role, source.org_id, source.org.name, on, until, GrantKind.DELEGATED, source.pk
        )
        return ask(user=to, change=asked, reason=reason.strip(), by=by)
    lent = grant_role(
        user=to, role=source.role, org=source.org, on=on, until=until, kind=GrantKind.DELEGATED, on_behalf_of=source,
        reason=reason.strip(), by=by,
    )  # fmt: skip
    record("grant.lent", by=by, subject=by, to=to.username, **told)
    return lent


@transaction.atomic
def take_back(*, grant: Grant, by: User) -> None:
    """End what was lent at once: by who lent it, or by who took it over."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("org", "user", "on_behalf_of__user")
    now = rows.get(pk=grant.pk)
    if now.on_behalf_of is None or by.pk not in {now.user_id, now.on_behalf_of.user_id}:
        raise RuleBroken("not_lent_by_you", "只有委托人和代理人可以结束代理。")
    today = timezone.localdate()
    if now.ended_at is not None or (now.valid_until and now.valid_until <= today):
        raise RuleBroken("grant_over", "这项授权已经终止，请刷新页面查看。")
    close(now, today, "委托人收回" if by.pk == now.on_behalf_of.user_id else "代理人退回", by)


def _own(source: Grant, by: User) -> None:
    if source.user_id != by.pk or not Grant.objects.in_force(timezone.localdate()).filter(pk=source.pk).exists():
        raise RuleBroken("not_your_grant", "只能委托自己现有的角色。")
    if source.kind == GrantKind.DELEGATED:
        raise RuleBroken("lent_not_lent_on", "代理他人的工作不能再转给别人，请联系委托人。")


def _period(source: Grant, on: date, until: date) -> None:
    most = settings.DELEGATION_DAYS
    if on < timezone.localdate():
        raise RuleBroken("grant_starts_early", "起始日不能早于今天，请重新选择。")
    if until <= on or until > on + timedelta(days=most):
        raise RuleBroken("lent_too_long", "失效日应晚于起始日，代理最长 {most} 天，请重新选择。", most=most)
    if source.valid_until and until > source.valid_until:
        raise RuleBroken("lent_beyond", "您的角色到 {day} 为止，代理不能更长，请重新选择。", day=source.valid_until)
    rows = source.lent.filter(ended_at=None, valid_from__lt=until, valid_until__gt=on).exclude(
        valid_until=F("valid_from")
    )
    if rows.exists():
        raise RuleBroken("lent_already", "这一角色在这段时间已有人代理，请先收回。")
