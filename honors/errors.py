"""The sentences of honours."""

from __future__ import annotations

from kernel.errors import RuleBroken

SENTENCES = {
    "round_exists": "截至 {day} 的一轮已经存在，请直接打开办理。",
    "round_moved": "这一轮已不在“{state}”阶段，操作没有执行；下面是当前状态。",
    "no_permission": "您的角色不能办理“{move}”，请由有相应职责的人员办理。",
    "same_person": "审批人不能是本轮的经办人，请由另一人审批。",
    "no_candidates": "本轮没有拟授予人员，不能继续；请先核实暂缓人员或核对名册。",
    "reason_missing": "请写明理由。",
    "not_held": "名单已进入下一阶段或该人员不在学校核实范围，不能核实，您填写的说明没有保存。",
    "glyph_missing": "现有字库缺少下列人员姓名或单位中的字，无法制证：{people}。请联系系统管理员补充字库后再办理。",
    "no_round": "没有截至 {day} 且已审批的一轮，请先在系统中审批，或加 --unattended。",
    "as_of_early": "截至日期早于现行规则适用的日期，请重新选择。",
    "as_of_not_reached": "截至日期 {day} 尚未到，届时才能继续办理；现在可以先看测算结果。",
    "list_changed": "名单在您打开页面后有变动，请核对新名单后再办理。",
    "not_discardable": "这一轮已经下发或已有证书，不能删除。",
    "already_confirmed": "这位教师已由{who}于 {day} 核实，您填写的说明没有保存。",
    "as_of_future": "截至日期不能晚于今年年底，请重新选择。",
    "file_altered": "证书 {number} 的文件与登记的摘要不一致，已停止下载，请联系系统管理员。",
    "region_missing": "“{school}”没有区划代码，不能编号，请先补全单位信息。",
    "lists_waiting": "还有 {n} 所学校的名单没有审核完毕，不能公示；可以催办，或写明情况后代为办结。",
    "objections_open": "还有 {n} 件异议没有处理，请先处理完毕。",
    "publicity_runs": "公示期到 {day} 结束，次日起才能提交审批。",
    "publicity_over": "公示已经结束，不能再提出异议；如有情况反映，请联系市教育局。",
    "not_handed_over": "还有 {n} 所学校没有登记领取证书，归档前请写明原因。",
    "handed_over": "这所学校已经登记领取，不能重复登记。",
    "receiver_missing": "请填写领取人姓名。",
    "hand_over_future": "领取日期不能晚于今天，请重新填写。",
    "hand_over_early": "领取日期不能早于发证日期 {day}，请重新填写。",
    "not_to_confirm": "所选人员中有人已经确认或不在拟授予名单中，没有登记任何人，请刷新页面后重新选择。",
    "nobody_chosen": "请先勾选已签字确认的人员。",
    "scan_missing": "请上传本人签字的扫描件或照片。",
    "unconfirmed_left": "还有 {n} 人没有本人确认，不能继续；请联系本人确认、登记签字件，或转为暂缓。",
    "same_sender": "报送人不能审核自己报送的名单，请由另一人审核。",
    "list_moved": "这所学校的名单现在是“{state}”，操作没有执行，请刷新页面查看。",
    "objection_empty": "请写明异议内容。",
    "answer_missing": "请写明处理意见，提出人可以看到。",
    "own_objection": "不能处理本人提出或涉及本人的异议，请由另一人办理。",
    "objection_decided": "这件异议已经处理，请刷新页面查看结果。",
    "objection_names_nobody": "这件异议没有指明教师，不能据此改动名单；如属实，请先在名单中找到本人再处理。",
    "objection_no_entry": "这位教师不在本轮名单中，不能转为暂缓或不予；请选择“按现有登记重新计算”或不成立。",
    "still_short": "按名册现有登记，这位教师仍未达到年限；请先更正任教经历再处理，或判为不成立。",
    "document_missing": "不予授予须有依据，请填写文件名称和文号。",
    "period_backwards": "终止日必须晚于起始日，请重新填写。",
    "not_on_the_day": "所填期间不包含本轮截至日期 {day}，对本轮没有影响，请核对日期。",
    "lifted_already": "这条登记已经解除，请刷新页面查看。",
    "setting_exists": "{day} 起生效的规则已经存在，请另选生效日。",
    "braked": "提交过于频繁，请一小时后再试；已填写的文字仍在本页，附件需要重新选择。",
    "setting_past": "新规则的生效日不能早于今天，请重新选择。",
}


def refuse(code: str, **values: object) -> RuleBroken:
    """The refusal of that code with its sentence filled in."""
    return RuleBroken(code, SENTENCES[code].format(**values))
