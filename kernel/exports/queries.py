"""Reads of exports: one's own, those to approve, all of one's part of the tree for who looks after them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand, one_hand_with
from kernel.exports.models import Export, ExportState
from kernel.exports.permissions import ExportPermission
from kernel.notices import Waiting
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope
from kernel.signoff.models import Signature
from kernel.signoff.queries import on_subject

OWN, TO_APPROVE, ALL = "own", "approve", "all"
_SHOWN = ("asked_by", "approved_by", "unit")


def exports(user: User, tab: str = OWN) -> QuerySet[Export]:
    """The exports of a tab, the newest first."""
    rows: QuerySet[Export] = Export.objects.visible_to(user).defer("options", "filters", "reason")
    if tab == TO_APPROVE and user.holds(ExportPermission.APPROVE):
        mine = user.scope(ExportPermission.APPROVE).q("unit__path")
        rows = rows.filter(mine, needs_approval=True).exclude(asked_by=user)
    elif tab != ALL or not user.holds(ExportPermission.VIEW_ALL):
        rows = rows.filter(asked_by=user)
    return rows.select_related(*_SHOWN).order_by("-asked_at", "-pk")


def tabs(user: User) -> list[tuple[str, str]]:
    """The tabs this person has use for."""
    found = [(OWN, _("我的导出"))]
    if user.holds(ExportPermission.APPROVE):
        found.append((TO_APPROVE, _("须审批的导出")))
    if user.holds(ExportPermission.VIEW_ALL):
        found.append((ALL, _("管理范围内全部导出")))
    return found


def export(user: User, number: str) -> Export:
    """One of them; Export.DoesNotExist for a neighbour's."""
    found: Export = Export.objects.visible_to(user).select_related(*_SHOWN, "file").get(number=number)
    return found


def to_make(user: User, pk: str) -> Export:
    """The export that a worker makes, for the person who asked."""
    found: Export = Export.objects.visible_to(user).select_related("approved_by").get(pk=pk, asked_by=user)
    return found


def decision(one: Export) -> Signature | None:
    """What the second person said of an export that the caller found visible."""
    return on_subject(one).first()


def may_decide(user: User, one: Export) -> bool:
    """Whether this person may approve or refuse it now."""
    if one.state != ExportState.WAITING or not user.scope(ExportPermission.APPROVE).holds(one.unit.path):
        return False
    return not is_one_hand(user, [one.asked_by_id], one.asked_at)


def to_sign(user: User) -> list[Waiting]:
    """Exports that wait for this person's approval."""
    if not user.holds(ExportPermission.APPROVE):
        return []
    rows = list(exports(user, TO_APPROVE).filter(state=ExportState.WAITING))
    own = one_hand_with(user, (one.asked_by_id for one in rows), min((one.asked_at for one in rows), default=None))
    return [
        Waiting(
            _("审批导出：%s") % one.title,
            _("%(who)s 申请导出 %(rows)s 行，须经审批。") % {"who": one.asked_by, "rows": one.rows},
            one.get_absolute_url(), _("去审批"),
        )
        for one in rows
        if one.asked_by_id not in own
    ]  # fmt: skip


def waiting(user: User) -> list[Waiting]:
    """Exports to approve, and one's own that are ready and were not fetched."""
    found = to_sign(user)
    for one in exports(user).filter(state=ExportState.READY, downloads=0)[:20]:
        detail = _("编号 %s，文件按期删除，请及时下载。") % one.number
        found.append(Waiting(_("导出已生成：%s") % one.title, detail, one.get_absolute_url(), _("去下载")))
    return found


def top_unit(scope: Scope) -> Organisation:
    """The smallest unit that holds the whole scope."""
    shared = scope.paths[0]
    while not all(path.startswith(shared) for path in scope.paths):
        shared = shared[: -Organisation.steplen]
    return Organisation.objects.get(path=shared)


def scope_words(scope: Scope) -> str:
    """The units of a scope by their names."""
    names = Organisation.objects.filter(path__in=scope.paths).order_by("path").values_list("name", flat=True)
    return "、".join(names)


def context(user: User, one: Export) -> dict[str, Any]:
    """What the page of an export shows besides the row."""
    return {
        "signature": decision(one) if one.needs_approval else None,
        "may_decide": may_decide(user, one),
        "may_withdraw": one.state == ExportState.WAITING and one.asked_by_id == user.pk,
        "may_download": one.state == ExportState.READY and one.asked_by_id == user.pk,
    }
