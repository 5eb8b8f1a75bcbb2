"""The acts of honours as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from honors.choices import EntryState
from kernel.audit.presenters import Detail, Sentence


def _confirmed(detail: Detail) -> str:
    return str(_("核实后由“%s”列入名单")) % EntryState.HELD.label


SENTENCES: dict[str, Sentence] = {
    "round.made": _("新建批次，截至 %(as_of)s"),
    "round.retried": _("继续中断的处理"),
    "round.computed": _("测算完成，共 %(looked_at)s 人，列出 %(entries)s 人"),
    "round.compute": _("重新测算"),
    "round.submit": _("提交审批"),
    "round.give_back": _("退回经办人"),
    "round.approve": _("审批通过"),
    "round.issued": _("制证完成，共 %(certificates)s 份"),
    "round.discarded": _("删除截至 %(as_of)s 的批次"),
    "entry.confirmed": _confirmed,
    "certificate.numbered": _("编号 %(number)s"),
    "certificate.downloaded": _("下载证书"),
}
