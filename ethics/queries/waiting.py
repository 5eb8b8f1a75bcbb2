"""What waits for a person in ethics."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ethics.choices import Purpose
from ethics.models import StandingReceipt
from ethics.permissions import EthicsPermission
from ethics.queries import sanctions
from kernel.accounts.models import User
from kernel.notices import Waiting


def waiting(user: User) -> list[Waiting]:
    """Receipts gone stale, handling whose end is to be confirmed."""
    found = []
    if user.holds(EthicsPermission.ASK):
        found += _stale(user)
    if user.holds(EthicsPermission.LIFT):
        found += _due(user)
    return found


def _stale(user: User) -> list[Waiting]:
    rows = StandingReceipt.objects.visible_to(user).filter(asked_by=user, stale_seen_at=None).exclude(stale_on=None)
    return [
        Waiting(
            _("查询回执 %s 已失效") % one.number,
            _("“%s”的名单中有人情况发生变化，请重新查询并更换已提交的回执。") % Purpose(one.purpose).label,
            one.get_absolute_url(), _("去查看"), urgent=True,
        )
        for one in rows.order_by("pk").defer("code")[:20]
    ]  # fmt: skip


def _due(user: User) -> list[Waiting]:
    count = sanctions.narrowed(sanctions.sanctions(user), "due", timezone.localdate()).count()
    if not count:
        return []
    return [
        Waiting(
            _("有 %s 条师德处理期满待确认") % count, _("影响已自动终止，请核实期间表现，确认解除并送达通知。"),
            f"{reverse('sanction_list')}?state=due", _("去确认"),
        )
    ]  # fmt: skip
