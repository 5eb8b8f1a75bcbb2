"""The acts of staffing as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {
    "figures.stated": _("填报年度数据：%(school)s %(year)s 学年"),
    "school.code_noted": _("登记学校标识码"),
    "establishment.approved": _("登记核定编制 %(posts)s 名，自 %(on)s 起"),
    "staffing.standard_set": _("设定编制标准，自 %(on)s 起，依据：%(document)s"),
    "staffing.exported": _("导出%(title)s（%(number)s）"),
    "pool.approved": _("核定编制定为 %(posts)s 名，依据：%(document)s"),
    "pool.put_in": _("编制 %(posts)s 名入%(pool)s周转池"),
    "pool.taken_out": _("编制 %(posts)s 名从%(pool)s周转池退回"),
    "pool.shifted": _("周转池编制 %(posts)s 名划入%(into)s"),
    "pool.lent": _("借给%(school)s编制 %(posts)s 名"),
    "pool.returned": _("归还编制 %(posts)s 名，依据：%(document)s"),
    "pool.renewed": _("续借：到期日由 %(before)s 改为 %(ends_on)s"),
    "pool.recalled": _("通知收回：到期日由 %(before)s 改为 %(ends_on)s"),
    "pool.due": _("提醒：借用 %(ends_on)s 到期"),
    "pool_request.asked": _("%(school)s申请用编 %(posts)s 名"),
    "pool_request.check": _("审核通过用编申请（%(posts)s 名）"),
    "pool_request.refuse": _("不予安排用编申请（%(posts)s 名）"),
    "pool_request.withdraw": _("撤回用编申请（%(posts)s 名）"),
    "pool_request.reserve": _("预留编制 %(posts)s 名"),
    "pool_request.release": _("解除预留 %(posts)s 名"),
    "pool_request.expire": _("预留到期，编制 %(posts)s 名回到周转池"),
    "pool_request.lend": _("签署借出编制 %(posts)s 名"),
}
