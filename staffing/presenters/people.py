"""The acts about allowances, rotation, workload and measures of appointment as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Detail, Sentence
from staffing.choices import MeasureKind, MeasureMove


def _measure(detail: Detail) -> str:
    kind = MeasureKind(str(detail["kind"])).label if detail.get("kind") in MeasureKind.values else "—"
    move = MeasureMove(str(detail["move"])).label if detail.get("move") in MeasureMove.values else "—"
    return f"{kind}：{move}"


PEOPLE: dict[str, Sentence] = {
    "allowance.set": _("设定教龄津贴标准 %(tiers)s 档，自 %(on)s 起，依据：%(document)s"),
    "measure.moved": _measure,
    "measure.set": _("设定聘用事项办理规则，自 %(on)s 起，依据：%(document)s"),
    "rotation.set": _("设定交流轮岗规则：满 %(years)s 年，自 %(on)s 起，依据：%(document)s"),
    "exemption.asked": _("登记暂不交流，至 %(until)s，待确认"),
    "exemption.confirmed": _("确认暂不交流，至 %(until)s"),
    "exemption.refused": _("不予确认暂不交流"),
    "exemption.withdrawn": _("撤回暂不交流登记"),
    "exemption.ended": _("提前结束暂不交流"),
}
