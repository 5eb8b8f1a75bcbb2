"""Hours, claims, transcripts: the acts as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {
    "hours.proposed": _("按出勤提出学时，共 %(people)s 人"),
    "hours.imported": _("导入学时：%(title)s，%(hours)s 学时"),
    "hours.checked": _("学校审核学时：%(title)s，%(hours)s 学时"),
    "hours.approved": _("认定学时：%(title)s，%(hours)s 学时"),
    "hours.refused": _("不予认定学时：%(title)s，%(hours)s 学时"),
    "hours.reversed": _("冲销学时：%(title)s，%(hours)s 学时"),
    "hours.locked": _("锁定 %(year)s 年学时，共 %(entries)s 条"),
    "hours.rule_set": _("登记学时规则，自 %(effective_from)s 起生效"),
    "hours.cycle_set": _("登记学时周期 %(years)s，应修 %(due)s 学时"),
    "hours.taken_out": _("导出学时（%(rows)s 条）"),
    "hours.transcript_taken": _("下载学时证明（%(cycle)s 周期）"),
    "claim.made": _("申报学时：%(title)s，%(hours)s 学时，材料 %(files)s 份"),
    "claim.withdrawn": _("撤回学时申报：%(title)s"),
    "claim.file_read": _("查看学时申报的证明材料"),
}
