"""Leads, cases, reports and what belongs to them, told. Labels of moves stand in the table of moves."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ethics.choices.cases import ClockKind
from ethics.rules.case_moves import MOVES
from kernel.audit.presenters import Detail, Sentence

_t = gettext_lazy


def _clock(text: object) -> Sentence:
    def say(detail: Detail) -> str:
        kind = str(detail.get("kind", ""))
        label = ClockKind(kind).label if kind in ClockKind.values else "—"
        return str(text) % {"what": label, "day": detail.get("day", "—")}

    return say


def _setting(detail: Detail) -> str:
    names = {
        "standing": _("结论规则"), "clearance": _("准入查询规则"), "care": _("提醒预警规则"), "power": _("处理权限"),
    }  # fmt: skip
    return _("设定%(what)s，自 %(day)s 起") % {
        "what": names.get(str(detail.get("kind", "")), "—"), "day": detail.get("day", "—"),
    }  # fmt: skip


def _move(name: str) -> Sentence:
    return lambda _detail: _("案件：%s") % MOVES[name].label


SENTENCES: dict[str, Sentence] = {
    **{f"case.{name}": _move(name) for name in MOVES},
    "case.register": _t("登记线索"),
    "case.read": _t("查看案卷"),
    "case.file_read": _t("下载案卷材料"),
    "case.lodge": _t("提出复核或者申诉"),
    "case.remedy_accepted": _t("受理复核或者申诉"),
    "case.remedy_decided": _t("对复核或者申诉作出处理决定"),
    "case.keep_asked": _t("申请延长案卷保存至 %(until)s"),
    "case.keep_signed": _t("签署同意延长案卷保存至 %(until)s"),
    "case.erased": _t("案卷保存期满，清除内容，只留摘要"),
    "clock.moved": _clock(_t("工作日历变更，“%(what)s”的期限改为 %(day)s")),
    "clock.reminded": _clock(_t("提醒：“%(what)s”的期限到 %(day)s")),
    "ethics_setting.made": _setting,
    "limit.set": _t("设定办理期限"),
    "relation.declared": _t("申报回避关系"),
    "relation.ended": _t("终止回避关系"),
    "report.made": _t("收到举报，附件 %(files)s 个"),
    "report.read": _t("查看举报"),
    "report.file_read": _t("下载举报附件"),
    "report.identity_read": _t("查看举报人身份，用途：%(purpose)s"),
    "report.asked": _t("向举报人提问"),
    "report.answered": _t("举报人补充情况"),
    "report.became_lead": _t("举报转为线索"),
    "report.refused": _t("举报不予受理"),
    "supervisor.named": _t("聘任师德监督员"),
    "supervisor.ended": _t("师德监督员解聘"),
    "survey.opened": _t("建立家长问卷，班级 %(classes)s 个"),
    "survey.answered": _t("收到家长问卷答复"),
    "survey.codes_read": _t("查看问卷班级码"),
}
