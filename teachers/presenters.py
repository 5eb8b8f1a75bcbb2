"""The acts of the register as sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.audit.presenters import Detail, Sentence
from teachers.choices import CorrectionKind, UnmaskPurpose, UsePurpose
from teachers.models import Teacher


def _updated(detail: Detail) -> str:
    """Which fields changed, never their values."""
    labels = [str(Teacher._meta.get_field(name).verbose_name) for name in detail.get("fields", ())]  # type: ignore[union-attr]
    parts = ["、".join(labels)] if labels else []
    if detail.get("services"):
        parts.append(_("任教经历新增 %s 条") % detail["services"])
    if detail.get("services_changed"):
        parts.append(_("任教经历更新 %s 条") % detail["services_changed"])
    return _("导入更新：%s") % ("；".join(parts) or "—")


def _unmasked(detail: Detail) -> str:
    """Which hidden values were looked at, and what for."""
    labels = [str(Teacher._meta.get_field(name).verbose_name) for name in detail.get("fields", ())]  # type: ignore[union-attr]
    known = detail.get("why") in UnmaskPurpose.values
    purpose = UnmaskPurpose(detail["why"]).label if known else "—"
    values = {"fields": "、".join(labels) or "—", "purpose": purpose, "words": detail.get("purpose", "—")}
    return _("查看完整的%(fields)s，用途：%(purpose)s（%(words)s）") % values


def _correction(text: object) -> Sentence:
    """A sentence with the kind of correction in it."""

    def say(detail: Detail) -> str:
        kind = CorrectionKind(detail["kind"]).label if detail.get("kind") in CorrectionKind.values else "—"
        return str(text) % {**detail, "kind": kind}

    return say


def _used(text: object) -> Sentence:
    """A sentence with what was decided in it."""

    def say(detail: Detail) -> str:
        why = UsePurpose(detail["why"]).label if detail.get("why") in UsePurpose.values else "—"
        return str(text) % {**detail, "purpose": why}

    return say


_t = gettext_lazy
SENTENCES: dict[str, Sentence] = {
    "teacher.enrolled": _t("登记入册，任教经历 %(services)s 条"),
    "teacher.updated": _updated,
    "teacher.read": _t("查看登记信息"),
    "teacher.unmasked": _unmasked,
    "teacher.exported": _t("导出“%(title)s”（编号 %(number)s），其中有此人，用途：%(purpose)s"),
    "teacher.id_numbers_revealed": _t("查看 %(people)s 人的完整证件号码，用途：%(purpose)s"),
    "teacher.account_given": _t("开通本人账号 %(username)s"),
    "teacher.moved_by_merger": _t("“%(old)s”并入“%(new)s”，任职自 %(day)s 起转入"),
    "teacher.reappointed": _t("岗位由“%(old)s”变为“%(new)s”，自 %(day)s 起，依据：%(document)s"),
    "teacher.left": _t("解除聘用合同，自 %(day)s 起离职，依据：%(document)s"),
    "teacher.transferred": _t("由“%(old)s”调入“%(new)s”，自 %(day)s 起，依据：%(document)s"),
    "teacher.corrected": _correction(_t("按更正申请办理：%(kind)s")),
    "milestones.refreshed": _t("重新推算达到年限的月份，写入 %(written)s 条"),
    "correction.asked": _correction(_t("提出申请：%(kind)s")),
    "correction.check": _t("学校核对通过，报主管部门审批"),
    "correction.approve": _t("审批通过，名册已更正"),
    "correction.refuse": _t("不予更正"),
    "correction.withdraw": _t("撤回申请"),
    "correction.read": _t("查看更正申请"),
    "correction.file_read": _t("下载更正申请的附件"),
    "portrait.read": _t("查看 %(year)s 年度数字画像"),
    "portrait.printed": _t("下载 %(year)s 年度数字画像"),
    "portrait.used": _used(_t("作出决定时参考数字画像：%(purpose)s")),
    "portrait.told": _t("从命令行读取数字画像"),
    "portraits.refreshed": _t("重新计算 %(people)s 人的数字画像"),
    "portrait_use.decided": _used(_t("登记参考画像作出的决定：%(purpose)s")),
    "portrait_use.read": _t("查看参考画像作出的决定"),
    "portrait_use.flagged": _t("决定所参考的事实其后有更正，标记待复核"),
    "portrait_use.reviewed": _t("复核参考画像作出的决定"),
    "portrait_version.drafted": _t("起草画像维度第 %(number)s 版"),
    "portrait_version.changed": _t("修改画像维度第 %(number)s 版草案"),
    "portrait_version.asked": _t("提请批准画像维度第 %(number)s 版"),
    "portrait_version.approved": _t("批准画像维度第 %(number)s 版，自 %(day)s 起生效"),
    "portrait_version.sent_back": _t("退回画像维度第 %(number)s 版草案"),
    "portrait_version.taken_back": _t("撤回画像维度第 %(number)s 版的提请"),
    "dispute.asked": _t("对画像中的事实提出异议"),
    "dispute.corrected": _t("核实异议：来源已更正，画像重新计算"),
    "dispute.kept": _t("核实异议：无误，维持原记录"),
    "dispute.withdrawn": _t("撤回异议"),
    "dispute.read": _t("查看画像异议"),
    "literacy.brought": _t("登记 %(year)s 年度数字素养第三方测评"),
    "literacy.self_assessed": _t("完成 %(year)s 年度数字素养自评"),
}
