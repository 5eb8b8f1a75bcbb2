"""Sentences that are kept with an export."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

PROBLEMS = {
    "grant_ended": _("申请导出时的授权已经失效，没有生成文件；如仍有需要，请在取得授权后重新申请。"),
    "grown": _("生成时人数已超过须经审批的数量，请重新申请并经审批。"),
    "undecided": _("申请后未在规定天数内审批，已自动失效；如仍有需要，请重新申请。"),
}
