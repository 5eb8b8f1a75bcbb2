"""Refusals about sanctions, bars and standing."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES = {
    "no_permission": _("您的角色不能办理“{move}”，请由有相应职责的人员办理。"),
    "out_of_scope": _("该教师不在您的管理范围内，不能办理“{move}”。"),
    "kind_unknown": _("处理种类“{kind}”不在规定的种类之内，请从列表中选择。"),
    "kind_not_in_scheme": _("{scheme}不适用“{kind}”，请按作出决定当日的岗位类别选择处分种类。"),
    "kind_not_in_time": _("“{kind}”不是 {day} 施行的办法规定的种类，请核对决定日期或者处理种类。"),
    "period_not_fit": _("“{kind}”的期限应为 {months} 个月，请核对决定书后重新填写。"),
    "period_missing": _("取消资格的期限不得少于 {months} 个月，请核对决定书后重新填写。"),
    "domains_missing": _("取消资格须写明一个或几个领域，请选择。"),
    "domain_unknown": _("取消资格领域“{domain}”不在规定的领域之内，请从列表中选择。"),
    "domains_not_fit": _("只有“取消资格”可以填写领域，请清空领域或者改选处理种类。"),
    "document_missing": _("请填写决定机关和决定文号。"),
    "decided_in_future": _("决定日期不能晚于今天，请重新填写。"),
    "effective_before_decided": _("生效日期不能早于决定日期 {day}，请重新填写。"),
    "same_decision": _("这位教师已登记文号“{document}”的同一种处理，没有重复登记。"),
    "two_sanctions_at_once": _("同一决定中数种处分只执行最重的一种，请只登记“{kind}”。"),
    "reason_missing": _("请写明理由。"),
    "sanction_moved": _("这条处理现在是“{state}”，操作没有执行，请刷新页面查看。"),
    "not_over_yet": _("期限到 {day} 才届满，届时才能确认解除。"),
    "already_confirmed": _("期满解除已经确认，请刷新页面查看。"),
    "case_open_at_end": _("该教师另有案件在办，期满后不能直接确认解除，请待案件办结后处理。"),
    "extension_not_fit": _("延期后的终止日应晚于 {day}，且自生效日起不得超过 {months} 个月，请重新填写。"),
    "no_period": _("“{kind}”没有期限，不能延期或者确认期满。"),
    "id_missing": _("请填写身份证件号。"),
    "decided_on_missing": _("请填写决定日期。"),
    "day_unreadable": _("“{value}”不是日期，请按 2026-03-15 的样式填写。"),
    "months_unreadable": _("期限“{value}”不是月数，请填写数字，没有期限的留空。"),
    "person_unknown": _("名册中没有该身份证件号的教师，或不在您的管理范围内，请核对证件号或先录入名册。"),
    "name_differs": _("姓名与名册中该身份证件号的教师不一致，请核对后重新填写。"),
    "list_without_numbers": _("名单中没有“身份证件号”列，请补上表头后重新上传。"),
    "list_empty": _("名单中没有人员，请填写后再提交。"),
    "list_long": _("名单有 {people} 人，一次最多 {most} 人，请分批提交。"),
    "purpose_missing": _("请选择用途。"),
    "receipt_not_stale": _("这份回执没有失效或已经确认知悉，请刷新页面查看。"),
    "retired": _("该人员已于处理前退休，不再给予处分；请按规定办理待遇调整，并在案件中记明。"),
}
