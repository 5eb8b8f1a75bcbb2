"""The sentences of staffing."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken
from staffing.errors.people import PEOPLE

SENTENCES = {
    "plan_moved": _("这份方案已不在“{state}”状态，操作没有执行；请刷新页面查看。"),
    "plan_no_figures": _("{year} 学年还没有任何学校的年度数据，无法求解；请先填报年度数据。"),
    "plan_no_gap": _("所选范围内没有任何学科缺编，无需调剂；请核对年度数据和名册。"),
    "plan_conflict": _("锁定的事项与硬性规则冲突，没有任何方案可以同时满足；请取消部分锁定后重新求解。"),
    "plan_rules_open": _("有 {n} 条锁定或禁止尚未计入，请先“重新求解”再提交。"),
    "plan_same_person": _("签署人不能是这份方案的编制人或提交人，请由另一人签署。"),
    "plan_waits": _("本学年已有一份方案等待签署，请先办结。"),
    "plan_empty": _("方案中没有需要办理的事项，无需提交。"),
    "plan_unit": _("请选择市或市（区）作为调剂范围。"),
    "rule_exists": _("这一条已经锁定或禁止，无需重复。"),
    "rule_needs_school": _("请至少指明一所学校。"),
    "move_not_open": _("这一事项现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "move_not_yours": _("您不能代表“{side}”表示同意，请由该方的经办人或本人办理。"),
    "move_both_ends": _("同一人不能既代表调出学校又代表调入学校，请由另一人办理。"),
    "move_agreed": _("这一方已经表示同意，无需重复。"),
    "move_paper": _("请写明本人书面同意的凭据，例如“2026-06-12 本人签字的同意书”。"),
    "move_gone": _("“{name}”已不在“{school}”任教，这一事项无法办理，请选择不办理。"),
    "willing_km": _("可接受的最远距离应在 1 至 200 公里之间，请重新填写。"),
    "exempt_end": _("登记暂不交流的，请填写截止日，且应晚于今天。"),
    "births_district": _("出生人数按市（区）登记，请选择市（区）。"),
    "source_missing": _("请写明数据来源。"),
    "place_outside": _("经度 {longitude}、纬度 {latitude} 不在国内，请核对是否填反。"),
    "place_school": _("没有找到唯一的学校“{value}”，请填写学校标识码或学校全称。"),
    "place_number": _("经度或纬度不是数字，请改正。"),
    "no_permission": _("您的角色不能办理“{what}”，请由有相应职责的人员办理。"),
    "out_of_scope": _("“{unit}”不在您的管理范围内，不能办理“{what}”。"),
    "reason_missing": _("请写明理由。"),
    "document_missing": _("请写明依据文件的名称和文号。"),
    "posts_missing": _("编制数应为正整数，请重新填写。"),
    "unit_over": _("办理后“{unit}”的在编人数将超过可用编制，没有办理；请先调整人员。"),
    "people_left": _(
        "“{unit}”可用编制 {disposal} 名，实有在编 {in_post} 人；拿出 {posts} 名后将超编 {over} 人，没有办理。"
        "请先调整人员，或减少数量。"
    ),
    "balance_moved": _("余额刚刚有变动，没有办理；请刷新页面核对余额后再办理。"),
    "posts_elsewhere": _("“{unit}”需核减 {posts} 名，本单位现有 {held} 名，其余在外：{holders}。请先收回后再核减。"),
    "held_short": _("“{unit}”本单位现有编制 {held} 名，申请入池 {posts} 名，不足；其余：{holders}。请减少数量。"),
    "lot_short": _("“{unit}”在“{pool}”周转池中尚未借出的编制为 {rest} 名，申请退池 {posts} 名；其余：{holders}。"),
    "pool_short": _(
        "“{pool}”周转池可用编制 {rest} 名，申请 {posts} 名，缺 {short} 名；其余：{holders}。"
        "请减少数量，或待归还后再办理。"
    ),
    "reservation_gone": _("为这份申请预留的编制已经解除，没有借出；请重新预留后再提交签署。"),
    "loan_short": _("“{unit}”这笔借用尚未归还 {out} 名，归还数 {posts} 名超过了，请核对后重新填写。"),
    "not_a_pool": _("“{unit}”不是周转池，请选择市（区）或市的周转池。"),
    "not_own_pool": _("学校的编制只能进入本市（区）或市的周转池，请重新选择。"),
    "term_short": _("借用期限不少于一年，请重新填写到期日。"),
    "term_long": _("借用期限最长 {most} 年，请重新填写到期日。"),
    "term_back": _("续借的到期日应晚于现在的到期日 {day}，请重新填写。"),
    "loan_over": _("这笔借用已经全部归还，不能再办理。"),
    "recalled_already": _("这笔借用已经通知收回，{day} 到期，不能再办理。"),
    "recall_late": _("收回须提前一学年通知，最早 {day} 收回；而这笔借用 {ends} 即到期，无需收回。"),
    "request_moved": _("这份申请已不在“{state}”状态，操作没有执行；请刷新页面查看。"),
    "request_past": _("起用日不能早于今天，请重新填写。"),
    "subject_missing": _("请填写学科。"),
    "same_checker": _("申请人不能审核自己的申请，请由另一人审核。"),
    "same_reserver": _("申请人不能为自己的申请预留编制，请由另一人办理。"),
    "same_signer": _("签署人不能是这份申请的申请人或经办人，请由另一人签署。"),
    "not_asker": _("只有申请学校可以撤回，请联系申请学校。"),
    "closed_school": _("“{school}”已于 {day} 停办，不能办理；请选择在办的学校。"),
    "figures_negative": _("{field}不能为负数（填的是“{value}”），请改正。"),
    "figures_text": _("{field}应填整数（填的是“{value}”），请改正。"),
    "figures_fraction": _("{field}应为整数，不能有小数（填的是“{value}”），请改正。"),
    "figures_too_large": _("{field}“{value}”超出可能的范围，请核对。"),
    "year_unreadable": _("学年“{value}”无法识别，请按“2026”或“2026—2027学年”填写。"),
    "year_missing": _("没有填写学年，请填写。"),
    "year_ahead": _("{year} 学年尚未开始，不能填报；请核对学年。"),
    "stage_unknown": _("学段“{value}”无法识别，请填幼儿园、小学、初中、普通高中、中等职业学校或特殊教育。"),
    "stage_missing": _("没有填写学段，请填写。"),
    "school_missing": _("没有填写学校名称或学校标识码，请至少填写一项。"),
    "school_unknown": _("名册中没有“{value}”，请核对学校名称或学校标识码。"),
    "school_twice": _("“{value}”在多个市（区）都有，请填写学校标识码以便区分。"),
    "school_differs": _("学校标识码“{value}”对应的是“{school}”，与所填学校名称不一致，请核对。"),
    "school_out_of_scope": _("“{school}”不在您的管理范围内，请由该校的主管部门填报。"),
    "school_closed": _("“{school}”已于 {day} 停办，{year} 学年不再填报；请核对学校或学年。"),
    "row_twice": _("同一学校同一学年同一学段在第 {row} 行已经出现，请合并为一行。"),
    "more_boarders": _("寄宿生数 {boarders} 超过学生数 {pupils}，请核对。"),
    "no_classes": _("有学生 {pupils} 人而班级数为 0，请核对。"),
    "class_too_large": _("学生 {pupils} 人只有 {classes} 个班，平均每班超过 {most} 人，请核对。"),
    "empty_classes": _("有班级 {classes} 个而学生数为 0，请核对。"),
    "approved_differs": _("核定编制与同校第 {row} 行的 {value} 不一致，请核对；一所学校一个学年只有一个核定数。"),
    "looks_like_last_year": _("各项数字与上一学年完全相同，可能误用了上年的表；请核对学年和数字。"),
    "setting_exists": _("{day} 起生效的标准已经存在，请另选生效日。"),
    "setting_past": _("新标准的生效日不能早于本学年开始的 {day}，请重新选择。"),
    "approval_waits": _("该单位有核定数变更正等待另一人签署，请先办结。"),
    "unit_unknown": _("没有找到单位“{value}”，请填写学校标识码、市（区）区划代码或单位全称。"),
    "unit_twice": _("有多个单位叫“{value}”，请改填学校标识码。"),
    "year_not_whole": _("学年“{value}”无法识别，请按 2026 的样式填写。"),
    "no_signature": _("这一事项已经办结或不存在，请刷新页面查看。"),
}

SENTENCES |= PEOPLE


def refuse(key: str, **values: object) -> RuleBroken:
    """The refusal of that name."""
    return RuleBroken(key, SENTENCES[key], **values)
