"""Clearance and prohibitions, told; no sentence says what a query answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {
    "clearance.asked": _("提出准入查询"),
    "clearance.asked_yearly": _("提出在职人员年度复查（%(people)s 人）"),
    "clearance.batch_made": _("编制准入查询批次 %(number)s（%(people)s 人）"),
    "clearance.answered": _("登记准入查询结果"),
    "clearance.disputed": _("受理准入查询复核"),
    "clearance.settled": _("办结准入查询复核"),
    "clearance.detailed": _("登记准入查询命中情况"),
    "clearance.detail_read": _("查看准入查询命中情况"),
    "clearance.exported": _("取出准入查询批次（%(number)s）"),
    "prohibition.made": _("登记从业禁止"),
    "prohibition.lifted": _("撤销从业禁止登记"),
    "prohibition.read": _("查看从业禁止名单"),
}
