"""Sanctions, bars and standing, told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {
    "sanction.recorded": _("登记师德处理"),
    "sanction.confirmed": _("确认期满解除"),
    "sanction.extended": _("延长师德处理期限"),
    "sanction.annulled": _("撤销师德处理"),
    "sanction.replaced": _("复核、申诉变更为较轻的处理"),
    "sanction.cleared": _("登记不属实并澄清"),
    "standing.asked": _("查询能否推荐（%(purpose)s，%(people)s 人，%(on)s）"),
    "sanction.began": _("师德处理开始生效"),
    "sanction.ended": _("师德处理期满，影响自动终止"),
    "receipt.made": _("出具查询回执 %(number)s（%(people)s 人）"),
    "receipt.stale": _("查询回执 %(number)s 失效"),
    "receipt.seen": _("知悉查询回执 %(number)s 失效"),
    "receipt.read": _("查看查询回执 %(number)s"),
    "sanction.read": _("查看师德处理"),
}
