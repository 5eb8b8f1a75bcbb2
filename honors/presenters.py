"""The acts of honours as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from honors.choices import CertificateAct, Confirmation, EntryState, ObjectionSource, ObjectionState, PrintKind
from kernel.audit.presenters import Detail, Sentence


def _confirmed(detail: Detail) -> str:
    return str(_("核实后由“%s”列入名单")) % EntryState.HELD.label


def _label(choices: dict[str, object], value: object) -> str:
    return str(choices.get(str(value), "—"))


def _answered(detail: Detail) -> str:
    return str(_("登记本人确认：%s")) % _label(dict(Confirmation.choices), detail["how"])


def _objected(detail: Detail) -> str:
    source = _label(dict(ObjectionSource.choices), detail["source"])
    return str(_("收到异议（%(source)s），材料 %(files)s 份")) % {"source": source, "files": detail["files"]}


def _decided(detail: Detail) -> str:
    return str(_("处理异议：%s")) % _label(dict(ObjectionState.choices), detail["state"])


def _closed(detail: Detail) -> str:
    how = _("未确认人员按系统外确认处理") if detail["accepted"] is True else _("未确认人员转入下一轮")
    return str(_("代为办结 %(lists)s 所学校的核对，%(how)s")) % {"lists": detail["lists"], "how": how}


def _ruled(detail: Detail) -> str:
    dead = _("已故教师可以追授") if detail["posthumous"] is True else _("已故教师不授予")
    return str(_("设定批次规则：公示 %(days)s 个工作日，%(dead)s")) % {"days": detail["days"], "dead": dead}


def _printed(detail: Detail) -> str:
    kind = _label(dict(PrintKind.choices), detail["kind"])
    return str(_("下载%(kind)s第 %(version)s 版")) % {"kind": kind, "version": detail["version"]}


SENTENCES: dict[str, Sentence] = {
    "round.made": _("新建批次，截至 %(as_of)s"),
    "round.retried": _("继续中断的处理"),
    "round.computed": _("测算完成，共 %(looked_at)s 人，列出 %(entries)s 人"),
    "round.compute": _("重新测算"),
    "round.send_out": _("下发学校核对"),
    "round.call_back": _("收回名单"),
    "round.checking_closed": _closed,
    "round.publish": _("开始公示"),
    "round.reopen": _("撤下公示，退回核对"),
    "round.submit": _("提交审批"),
    "round.give_back": _("退回经办人"),
    "round.approve": _("审批通过"),
    "round.issued": _("制证完成，共 %(certificates)s 份"),
    "round.archive": _("归档"),
    "round.archive_read": _("下载归档"),
    "round.exported": _("下载名单（%(people)s 人）"),
    "lookahead.exported": _("下载从教年限展望（%(unit)s）"),
    "round.discarded": _("删除截至 %(as_of)s 的批次"),
    "round.rules_set": _ruled,
    "round.print_ordered": _("要求生成打印文件"),
    "round.print_made": _("生成打印文件，新制 %(files)s 份，共 %(of)s 份"),
    "print.downloaded": _printed,
    "entry.confirmed": _confirmed,
    "entry.answered": _answered,
    "entry.recomputed": _("按现有登记重新计算：%(months)s 个月"),
    "entry.dropped": _("因登记或办理情况有变，移出拟授予名单"),
    "entry.read": _("查看荣誉批次中的测算和登记信息"),
    "entry.scan_read": _("查看本人签字件"),
    "set_aside.made": _("登记暂缓或不予"),
    "set_aside.lifted": _("解除暂缓或不予登记"),
    "list.open": _("退回学校名单"),
    "list.sent": _("报送学校名单，拟授予 %(people)s 人"),
    "list.checked": _("审核通过学校名单，拟授予 %(people)s 人"),
    "list.handed_over": _("登记领取证书，%(on)s"),
    "list.receipt_read": _("查看签收单"),
    "objection.made": _objected,
    "objection.decided": _decided,
    "objection.read": _("查看异议"),
    "certificate.numbered": _("编号 %(number)s"),
    "certificate.read": _("查看证书 %(number)s"),
    "certificate.downloaded": _("下载证书"),
    **{f"certificate.{act.value}": act.label for act in CertificateAct},
    "share.made": _("生成分享链接，有效期到 %(until)s"),
    "share.ended": _("停止分享链接"),
    "template.made": _("编制证书样式“%(name)s”第 %(version)s 版"),
    "template.changed": _("修改证书样式草稿"),
    "template.approved": _("启用证书样式，自 %(effective_from)s 起"),
    "template.retired": _("停用证书样式"),
    "template.discarded": _("删除证书样式草稿“%(name)s”第 %(version)s 版"),
}
