"""The sentences of training."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken

# Programmes, seats, check-in.
PROGRAMMES = {
    "programme_moved": _("这个项目现在是“{state}”，操作没有执行；请刷新页面查看可以办理的事项。"),
    "session_moved": _("这个场次现在是“{state}”，操作没有执行；请刷新页面查看。"),
}
# Hours.
HOURS = {
    "hours_backwards": _("结束日期早于开始日期，请核对后重新填写。"),
    "hours_future": _("结束日期 {day} 还没有到，培训结束后才能登记学时。"),
    "hours_before_birth": _("开始日期早于本人出生日期，请核对日期后重新填写。"),
    "hours_long": _("起止日期相隔超过五年，请核对日期后重新填写。"),
    "hours_none": _("学时必须大于 0，请重新填写。"),
    "hours_exceed_day": _(
        "{days} 天共填 {hours} 学时，超过每天最多 {limit} 学时的限度（这几天最多 {most} 学时），请核对学时或起止日期。"
    ),
    "hours_overlap": _("与“{other}”（{first} 至 {last}）时间重叠，同一天合计超过 {limit} 学时，请核对起止日期和学时。"),
    "hours_twice": _("“{title}”（{first} 至 {last}）已经登记过，无需重复登记。"),
    "hours_not_number": _("学时“{value}”无法识别，请填写数字，最多一位小数，如 12 或 12.5。"),
    "hours_no_cycle": _("{day} 不在任何学时周期内，请先由市局在“学时规则”中增加周期。"),
    "hours_no_rules": _("还没有学时规则，请先由市局在“学时规则”中登记。"),
    "hours_not_yours": _("不能审核本人的学时，请由另一人办理。"),
    "hours_same_hand": _("提出或审核过这条学时的人不能再次审核，请由另一人办理。"),
    "hours_moved": _("这条学时现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "hours_not_your_step": _("这条学时现在是“{state}”，不由您这一级办理；请由相应的学校或市（区）人员办理。"),
    "hours_reason_missing": _("请写明理由。"),
    "hours_nothing_chosen": _("请先勾选要办理的学时。"),
    "hours_lock_early": _("{year} 年还没有结束，年度结束后才能锁定。"),
    "hours_session_not_over": _("这个场次还没有结束，结束后才能提出学时。"),
    "claim_no_record": _("您的账号没有对应的教师登记，不能申报学时，请联系学校人事干部。"),
    "claim_no_files": _("请上传证明材料，如证书、成绩单或单位证明。"),
    "claim_evidence_used": _("材料“{file}”已用于您申报的“{title}”，同一材料不能重复申报。"),
    "claim_not_open": _("这件申报现在是“{state}”，不能撤回。"),
    "claim_title_missing": _("请填写项目名称。"),
    "hour_rule_past": _("新规则的生效日不能早于今天，请重新选择。"),
    "hour_rule_exists": _("{day} 起生效的规则已经存在，请另选生效日。"),
    "hour_cap_inverted": _("“{mode}”的年度上限高于周期上限，请重新填写。"),
    "hour_cycle_overlaps": _("{first} 至 {last} 年与已有周期重叠，请核对年份。"),
    "hour_cycle_low": _("应修学时不能低于 {least} 学时（{document}），请重新填写。"),
    "hour_cycle_gap": _("新周期应从 {year} 年开始，与上一周期相接。"),
    "hour_cycle_unknown": _("没有 {year} 年开始的学时周期，请核对年份。"),
    "hour_document_missing": _("请填写依据文件的名称和文号。"),
    "hours_unknown_person": _("证件号码“{number}”不在您管理的教师名册中，请核对号码。"),
    "row_id_missing": _("没有填写身份证件号，请补上。"),
    "row_name_differs": _("姓名“{given}”与名册中该证件号的姓名不一致，请核对证件号和姓名。"),
    "row_title_missing": _("没有填写项目名称，请补上。"),
    "row_too_long": _("{title}超过 {limit} 个字，请缩短。"),
    "row_unknown_word": _("{title}“{value}”无法识别，请填写：{words}。"),
    "row_bad_date": _("{title}“{value}”不是有效日期，请写成 2026-07-01 的样式。"),
    "row_no_day": _("{title}“{value}”缺少日，请写成 2026-07-01 的样式。"),
    "row_twice": _("与第 {other} 行是同一人的同一培训，请只保留一行。"),
    "row_differs": _("台账中已有这项培训，{what}为“{old}”，与本行“{new}”不同；如台账有误，请先冲销原记录再导入。"),
    "row_reversed": _("台账中这项培训的同样学时已被冲销，不再导入；如需恢复，请由学校人员重新提出。"),
    "basis_session": _("按出勤“{outcome}”核定 {hours} 学时（1 学时 = {minutes} 分钟）"),
    "basis_claim": _("本人申报 {hours} 学时，附证明材料 {files} 份（1 学时 = {minutes} 分钟）"),
    "basis_import": _("按导入的名册登记 {hours} 学时（1 学时 = {minutes} 分钟）"),
}
# Needs, duties, evaluation, vocational schools.
DUTIES: dict[str, str] = {}
SENTENCES = PROGRAMMES | HOURS | DUTIES


def refuse(name: str, **values: object) -> RuleBroken:
    """The refusal of this name."""
    return RuleBroken(name, SENTENCES[name], **values)
