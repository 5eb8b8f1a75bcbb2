"""Refusals about warnings, appraisals and accountability."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES = {
    "plan_missing": _("预警须写明整改要求和整改期限，请补充。"),
    "plan_due_wrong": _("整改期限应晚于发出日期，请重新填写。"),
    "notice_text_missing": _("通报须有供公开的匿名文本，请填写。"),
    "notice_names_somebody": _("通报文本中出现了当事人姓名、学校名称或者号码，请改为“某学校”“某某”后再发出。"),
    "notice_about_person": _("通报用于警示教育，不指向个人，请清空教师。"),
    "grade_missing": _("请选择等次。"),
    "opinion_missing": _("评定为不合格的，请写明考核小组意见。"),
    "grade_too_high": _("{name}当年受到处分，师德考核不能评为优秀，请重新评定。"),
    "appraisal_moved": _("这项考核现在是“{state}”，操作没有执行，请刷新页面查看。"),
    "not_all_graded": _("还有 {n} 人没有评定等次，评定完毕后才能告知。"),
    "objection_late": _("异议期到 {day} 为止，现在不能再提出。"),
    "objections_not_answered": _("还有 {n} 人的异议没有处理，处理后才能锁定。"),
    "objection_runs": _("异议期到 {day} 为止，次日起才能锁定。"),
    "lock_same_person": _("锁定人不能是评定人，请由主管部门另一人锁定。"),
    "nothing_to_lock": _("没有可以锁定的考核，请先评定并告知本人。"),
    "year_wrong": _("考核年度不能晚于今年，请重新选择。"),
    "not_above": _("问责由上一级主管部门决定，您的管理范围不在该单位之上。"),
    "own_appraisal": _("不能评定本人的师德考核，请由考核小组其他人员办理。"),
}
