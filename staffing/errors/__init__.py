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


RECRUITMENT = {
    "recruit_year": _("招聘计划只能编制本学年及以后三个学年的，{year} 学年不在其内，请改正。"),
    "recruit_title": _("请填写计划名称，例如“2027年校园招聘”。"),
    "recruit_plan_exists": _("{year} 学年已有名为“{title}”的计划，请打开原计划，或另取名称。"),
    "recruit_plan_moved": _("这份计划已不在“{state}”状态，操作没有执行；请刷新页面查看。"),
    "recruit_school": _("“{school}”不在“{unit}”范围内，请选择本单位所属的学校。"),
    "recruit_starts": _("起聘日应晚于今天，请重新填写。"),
    "recruit_short": _(
        "“{school}”{day} 可用编制 {disposal} 名，届时在编 {in_post} 人，空编 {free} 名，其他计划已占 {others} 名；"
        "本计划报 {posts} 名，超出了空编，没有保存。请减少招聘人数，或先申请用编。"
    ),
    "recruit_plan_empty": _("计划中还没有招聘岗位，请先添加岗位再提交。"),
    "recruit_same_person": _("审批人不能是这份计划的编制人或提交人，请由另一人审批。"),
    "recruit_not_approved": _("招聘计划尚未批准或已经结束，不能办理；请先办结计划审批。"),
    "vacancy_full": _("该岗位招聘 {posts} 名，录用名额已满，没有发出录用意向。"),
    "offer_short": _(
        "“{school}”{day} 可用编制 {disposal} 名，届时在编 {in_post} 人，已承诺录用 {promised} 人，没有空编，"
        "不能再录用；请先申请用编或调整人员。"
    ),
    "candidate_id": _("证件号码不是有效的 18 位居民身份证号码，请核对。"),
    "candidate_name": _("请填写姓名。"),
    "candidate_not_normal": _("该岗位限师范类专业，此人不是师范类专业，不能报名。"),
    "candidate_degree": _("该岗位要求{least}及以上学历，此人学历不符，不能报名。"),
    "candidate_school": _("请填写毕业院校。"),
    "candidate_year": _("毕业年份“{year}”不合理，请核对。"),
    "candidate_twice": _("“{name}”已报名该岗位，无需重复登记。"),
    "candidate_plan": _("没有找到编号为“{value}”的招聘计划，请填写计划页面上的编号，例如 ZP2027-0001。"),
    "candidate_vacancy": _("计划“{plan}”中没有“{school}”“{subject}”的招聘岗位，请核对学校和学科。"),
    "candidate_vacancies": _("计划“{plan}”中“{school}”“{subject}”有多个岗位，请逐人在页面登记。"),
    "candidate_word_unknown": _("“{field}”填的“{value}”无法识别，请从“{words}”中选填。"),
    "candidate_row_twice": _("同一人报同一岗位在第 {row} 行已经出现，请删除一行。"),
    "candidate_moved": _("此人现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "candidate_word": _("请写明意见或理由。"),
    "candidate_no_move": _("没有这样的操作，请刷新页面。"),
    "candidate_elsewhere": _("“{name}”已有一份有效的录用意向，没有发出新的；请待其放弃后再办理。"),
    "candidate_in_register": _("“{name}”在“{school}”登记在职，没有办理聘用；请由原单位办结离职，或按调动办理。"),
    "screening_missing": _("此人还没有准入查询结果，不能录用；请先提出准入查询。"),
    "screening_pending": _("此人的准入查询结果尚未返回，不能录用；请待结果返回后再办理。"),
    "screening_stale": _("此人的准入查询结果已过有效期，不能录用；请重新查询。"),
    "screening_not_passed": _("此人未通过准入审查，不能录用。"),
    "contract_number": _("请填写合同编号。"),
    "contract_joined": _("报到日应在起聘日 {start} 之后、不晚于今天，请重新填写。"),
    "contract_signed": _("签订日不能晚于今天，请重新填写。"),
    "contract_short": _("聘用合同期限不得少于 {least} 年（《事业单位人事管理条例》第十二条），请重新填写。"),
    "probation_long": _("试用期不得超过 {most} 个月（《事业单位人事管理条例》第十三条），请重新填写。"),
    "service_short": _("公费、定向师范生服务期不得少于 {least} 年，请重新填写。"),
    "rules_past": _("新规则的生效日不能早于今天，请重新选择。"),
    "rules_exist": _("{day} 起生效的规则已经存在，请另选生效日。"),
    "rules_values": _("所填的数字不在允许的范围内，请核对后重新填写。"),
}
SILVER = {
    "silver_serving": _("“{name}”登记为在职，不能签订银龄协议；请先办理退休。"),
    "silver_backwards": _("到期日应晚于起始日，请重新填写。"),
    "silver_long": _("一次协议最长 {months} 个月，请缩短期限，期满可以续签。"),
    "silver_old": _("“{name}”在起始日已满 {age} 周岁，超过年龄上限 {most} 周岁，不能签订。"),
    "silver_health_ahead": _("体检日期不能晚于今天，请重新填写。"),
    "silver_health_stale": _("体检报告距起始日已超过 {days} 天，请重新体检。"),
    "silver_hours": _("高等学校每学年不少于 {least} 课时，请重新填写。"),
    "silver_title": _("国家银龄讲学计划要求中级及以上职称，“{title}”不符；请改报市级项目。"),
    "silver_same_school": _("由原学校返聘不属于国家银龄讲学计划，请改报市级项目。"),
    "silver_unknown": _("退休前单位和职称须填写，请补充。"),
    "silver_source": _("请填写经费来源。"),
    "silver_overlap": _("“{name}”在“{school}”的协议与这一期限重叠，不能同时签订；请调整期限。"),
    "silver_asked": _("“{name}”已有一份协议待审批，请先办结。"),
    "silver_moved": _("这份协议现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "silver_same_person": _("审批人不能是经办人，请由另一人审批。"),
    "silver_not_insured": _("尚未登记人身意外保险，不能批准；请由学校办理后再提交。"),
    "silver_end_day": _("终止日应在协议期限之内，且不晚于今天，请重新填写。"),
    "silver_renewed": _("这份协议已经续签，无需重复。"),
}
DOCTORS = {
    "doctors_year": _("{year} 年度的统计已经形成，不能重做；下一年度再统计。"),
    "doctors_before": _("统计日应晚于上一次统计日 {day}，请重新选择。"),
    "doctors_none": _("还没有登记任何高校的类别，无法统计；请先登记高校类别。"),
    "doctors_school": _("“{school}”不是高等学校，请选择高等学校。"),
}
SENTENCES |= RECRUITMENT | SILVER | DOCTORS


def refuse(key: str, **values: object) -> RuleBroken:
    """The refusal of that name."""
    return RuleBroken(key, SENTENCES[key], **values)
