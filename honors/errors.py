"""The sentences of honours."""

from __future__ import annotations

from kernel.errors import RuleBroken

SENTENCES = {
    "round_exists": "截至 {day} 的一轮已经存在，请直接打开办理。",
    "round_moved": "这一轮已不在“{state}”阶段，操作没有执行；下面是当前状态。",
    "no_permission": "您的角色不能办理“{move}”，请由有相应职责的人员办理。",
    "same_person": "审批人不能是本轮的经办人，请由另一人审批。",
    "no_candidates": "本轮没有拟授予人员，不能提交；请先核实暂缓人员或核对名册。",
    "reason_missing": "请写明理由。",
    "not_held": "本轮已提交或该人员不在暂缓名单中，不能核实，您填写的说明没有保存。",
    "glyph_missing": "“{name}”的姓名中有字库缺少的字“{glyph}”，无法制证；请联系系统管理员补充字库后再审批。",
    "no_round": "没有截至 {day} 且已审批的一轮，请先在系统中审批，或加 --unattended。",
    "as_of_early": "截至日期早于现行规则适用的日期，请重新选择。",
    "as_of_not_reached": "截至日期 {day} 尚未到，届时才能提交审批；现在可以先看测算结果。",
    "list_changed": "名单在您打开页面后有变动，请核对新名单后再办理。",
    "not_discardable": "这一轮已经提交过或已有证书，不能删除。",
    "already_confirmed": "这位教师已由{who}于 {day} 核实，您填写的说明没有保存。",
    "as_of_future": "截至日期不能晚于今年年底，请重新选择。",
    "file_altered": "证书 {number} 的文件与登记的摘要不一致，已停止下载，请联系系统管理员。",
    "file_differs": "文件 {name} 已经存在且内容不同，没有覆盖，请联系系统管理员。",
    "file_missing": "证书 {number} 的文件不在存储中，请联系系统管理员。",
    "not_drawn": "证书 {number} 尚未制成，请稍后再办理。",
    "out_of_scope": "该证书不在您的管理范围内，不能办理“{act}”。",
    "status_not_fit": "证书当前为“{status}”，不能办理“{act}”；请刷新页面查看可以办理的事项。",
    "ground_missing": "请写明依据的文件名称和文号。",
    "reason_class_missing": "请选择原因类别。",
    "day_in_future": "日期不能晚于今天，请重新填写。",
    "day_before_issue": "日期不能早于颁发日期 {day}，请重新填写。",
    "glyph_not_drawn": "现有字库缺少“{glyph}”，无法制证；请联系系统管理员补充字库后再办理。",
    "nothing_corrected": "姓名和单位都与现有证书相同，没有需要更正的内容。",
    "correction_missing": "请写明更正了什么、原来为何有误。",
    "request_waits": "该证书有事项正等待另一人签署，办结前不能补发或更正。",
    "share_not_own": "只有持证人本人可以分享自己的证书。",
    "share_too_long": "有效期最长一年，且不能早于今天，请重新选择截止日期。",
    "share_ended": "这个链接已经停止，请刷新页面查看。",
    "share_not_valid": "证书当前为“{status}”，不能分享。",
    "round_not_issued": "本轮证书尚未全部制成，请在制证完成后生成打印文件。",
    "nothing_to_print": "本轮没有有效证书，没有需要打印的文件。",
    "region_missing": "“{school}”没有区划代码，不能编号，请先补全单位信息。",
}


def refuse(code: str, **values: object) -> RuleBroken:
    """The refusal of that code with its sentence filled in."""
    return RuleBroken(code, SENTENCES[code].format(**values))
