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
    "template_incomplete": "还不能预览：请先填好{fields}，再点“预览”。",
    "template_moved": "这个样式已不在“{state}”状态，操作没有执行；下面是当前内容。",
    "template_changed": "样式在您打开页面后有改动，请重新预览、核对后再启用。",
    "template_same_person": "启用样式的人不能是编制人，请由另一人核对后启用。",
    "template_used_name": "已有同名的样式，请换一个名称；如要改动原样式，请在该样式页面编制新版。",
    "template_open_draft": "“{name}”已有一份未启用的新版草稿，请直接修改该草稿。",
    "template_name_missing": "请填写样式名称。",
    "template_starts_early": "启用日期不能早于今天（{day}），已发证书的样式不能追溯更改。",
    "seal_missing": "选择了“印章图样”，请上传印章图样（PNG 图片）。",
    "seal_size": "印章图样的宽度应在 {least} 至 {most} 毫米之间，请重新填写。",
    "issuer_long": "颁发单位超过 {most} 个字，请缩短。",
    "region_missing": "“{school}”没有区划代码，不能编号，请先补全单位信息。",
}


def refuse(code: str, **values: object) -> RuleBroken:
    """The refusal of that code with its sentence filled in."""
    return RuleBroken(code, SENTENCES[code].format(**values))
