"""The acts of accounts, invitations and grants as sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from kernel.access.changes import GrantChange, role_label
from kernel.access.choices import ClosureKind, Reset


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


def _reset(text: object) -> Callable[[Mapping[str, Any]], str]:
    def say(detail: Mapping[str, Any]) -> str:
        what = detail.get("what")
        return str(text) % {**detail, "what": Reset(what).label if what in Reset.values else "—"}

    return say


SENTENCES = {
    "account.closed": _closed,
    "account.reopened": _t("恢复账号，理由：%(reason)s"),
    "account.reset_asked": _reset(_t("申请：%(what)s")),
    "account.reset_signed": _reset(_t("签署同意：%(what)s")),
    "account.reset_refused": _reset(_t("签署不同意：%(what)s")),
    "account.reset_withdrawn": _reset(_t("撤回申请：%(what)s")),
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
