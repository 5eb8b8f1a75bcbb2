"""Who holds the posts that somebody else would like to have."""

from __future__ import annotations

from django.db.models import Q

from kernel.orgs.models import Organisation
from staffing.choices import AccountState
from staffing.models import PoolAccount

MOST = 5  # names in one sentence


def who_holds(unit: Organisation) -> str:
    """Of a pool or an owner: who has what is not at hand, in words ("甲校借用 3 名至 2029-08-31、…")."""
    rows = (
        PoolAccount.objects.filter(Q(owner=unit) | Q(holder=unit) | Q(loan__pool=unit), balance__gt=0)
        .exclude(state__in=[AccountState.ISSUED, AccountState.HELD])
        .exclude(state=AccountState.POOL, holder=unit)
        .exclude(state=AccountState.LENT, holder=unit)
        .select_related("owner", "holder", "loan", "request__school")
        .order_by("-balance", "pk")
    )
    said = [_said(one) for one in rows[:MOST]]
    rest = rows.count() - len(said)
    if rest > 0:
        said.append(f"另有 {rest} 处")
    return "、".join(said) or "没有其他单位占用"


def _said(one: PoolAccount) -> str:
    if one.loan is not None:
        return f"{one.holder.name}借用 {one.balance} 名（至 {one.loan.ends_on}）"
    if one.request is not None:
        return f"为{one.request.school.name}的申请预留 {one.balance} 名"
    return f"{one.holder.name}周转池存有 {one.balance} 名"
