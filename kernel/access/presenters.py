"""The acts of accounts, invitations and grants as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from kernel.access.changes import GrantChange, role_label
from kernel.access.choices import ClosureKind


def _role(detail: Mapping[str, Any]) -> dict[str, Any]:
    known = dict.fromkeys(("unit", "role", "on", "until", "old", "to", "reason"), "—") | dict(detail)
    return {**known, "role": role_label(str(known["role"]))}


def _asked(detail: Mapping[str, Any]) -> str:
    return _("申请：%s") % _change(detail)


def _signed(detail: Mapping[str, Any]) -> str:
    return _("签署同意：%s") % _change(detail)


def _refused(detail: Mapping[str, Any]) -> str:
    return _("签署不同意：%s") % _change(detail)


def _withdrawn(detail: Mapping[str, Any]) -> str:
    return _("撤回申请：%s") % _change(detail)


def _change(detail: Mapping[str, Any]) -> str:
    if not detail.get("change"):  # an older line may lack what a newer sentence asks for
        return "—"
    return GrantChange.of({key: detail[key] for key in GrantChange.__dataclass_fields__}).sentence("")


def _ended(detail: Mapping[str, Any]) -> str:
    return _("终止在%(unit)s的“%(role)s”，自 %(on)s 起，理由：%(reason)s") % _role(detail)


def _extended(detail: Mapping[str, Any]) -> str:
    if not detail.get("until"):
        return _("将在%(unit)s的“%(role)s”由 %(old)s 到期改为不定期，理由：%(reason)s") % _role(detail)
    return _("将在%(unit)s的“%(role)s”由 %(old)s 延长至 %(until)s，理由：%(reason)s") % _role(detail)


def _lent(detail: Mapping[str, Any]) -> str:
    return _("将在%(unit)s的“%(role)s”委托 %(to)s 代理，自 %(on)s 起，至 %(until)s 止") % _role(detail)


def _closed(detail: Mapping[str, Any]) -> str:
    if detail.get("kind") == ClosureKind.LAPSED:
        return _("账号长期未用，自动停用：%(reason)s") % detail
    return _("停用账号，理由：%(reason)s") % detail


SENTENCES = {
    "account.closed": _closed,
    "account.reopened": _t("恢复账号，理由：%(reason)s"),
    "grant.asked": _asked,
    "grant.signed": _signed,
    "grant.refused": _refused,
    "grant.withdrawn": _withdrawn,
    "grant.ended": _ended,
    "grant.extended": _extended,
    "grant.lent": _lent,
    "invitation.made": _t("邀请%(unit)s%(name)s开通账号"),
    "invitation.withdrawn": _t("撤回对%(name)s的邀请"),
    "invitation.used": _t("%(name)s凭邀请码开通账号"),
}
