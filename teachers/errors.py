"""The sentences of the register: what is wrong, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken

# Codes of a refused roster row. The order decides which one is named first.
FAULTS: dict[str, str] = {
    "name_missing": _("没有填写姓名，请补填。"),
    "id_precision_lost": _("证件号码被表格软件改成了数值，末几位已丢失；请把该列设为文本格式后重新填写完整号码。"),
    "id_check_digit": _("证件号码{detail}，请对照身份证件核对。"),
    "duplicate_in_file": _("与本表第 {row} 行是同一证件号码，请只保留一行。"),
    "bad_date": _("“{title}”填写的“{value}”不是能确定的日期，请按 1985-09-01 或 1985-09 的样式填写。"),
    "birth_conflicts_id": _("出生日期与证件号码中的不一致，请核对；以档案为准的，请填写“档案出生年月”和认定文件。"),
    "sex_conflicts_id": _("性别与证件号码不一致，请核对。"),
    "unknown_school": "{detail}",
    "ambiguous_school": _("“{school}”在 {districts} 都有，请补填“所属区划代码”以便区分。"),
    "id_missing": _("没有填写证件号码，请补填。"),
    "birth_missing": _("证件号码不含出生日期，请补填出生日期。"),
    "school_out_of_scope": _("“{school}”不在您的管理范围内，请由该校或其主管部门导入。"),
    "school_closed": _("“{school}”{closed}，请核对所在学校。"),
    "teacher_elsewhere": _("该证件号码已登记在您管理范围以外的单位，请先办理调动。"),
    "value_too_long": _("“{title}”超过 {limit} 个字，请缩短或核对是否填错列。"),
    "period_reversed": _("终止年月早于起始年月，请核对。"),
    "unknown_kind": _("经历类别“{value}”无法识别，请从{kinds}中选填。"),
    "start_missing": _("没有填写起始年月，请补填。"),
    "duplicate_service": _("与本表第 {row} 行是同一人同一起始年月的同类经历而内容不同，请只保留一行。"),
    "orphan_service": _("在本表和名册中都没有找到该证件号码对应的教师，请核对号码或先登记教师。"),
    "school_name_missing": _("没有填写学校名称，请补填。"),
    "unknown_district": _("区划代码“{value}”不是本市的市（区），请填 {codes} 之一。"),
    "gate_shut": "{detail}",
}

ORDER = {code: place for place, code in enumerate(FAULTS)}

ID_PROBLEMS = {
    "length": _("不是 18 位"),
    "characters": _("含有不应出现的字符"),
    "birth_date": _("中的出生日期不存在"),
    "check_digit": _("的校验码不正确"),
}

# What a roster would undo, told beside the row.
CORRECTED = _("{what}已于 {day} 按更正申请更正，名册中的旧内容没有写入；如确需改回，请提出更正申请。")

# Corrections of the register.
CORRECTIONS = {
    "no_correction": _("您不能为这位教师办理更正，请由本人、所在学校或其主管部门办理。"),
    "evidence_missing": _("请至少上传一份证明材料。"),
    "reason_missing": _("请写明理由。"),
    "name_missing": _("请填写更正后的姓名，不超过 50 个字。"),
    "nothing_new": _("更正后的内容与现在登记的相同，不需要办理。"),
    "service_changed": _("这条经历在申请提出后已有变动，不能按原申请办理；请不予更正并说明，由申请人按现状重新提出。"),
    "name_changed": _("登记的姓名在申请提出后已有变动，不能按原申请办理；请不予更正并说明，由申请人按现状重新提出。"),
    "service_there": _("已有同一起始年月、同一类别的经历，请改为更正那一条。"),
    "period_backwards": _("终止年月早于起始年月，请核对。"),
    "service_later": _("起止年月不能晚于本月；仍在进行的经历，终止年月请留空。"),
    "correction_open": _("这一事项已有正在办理的申请，请等待办结或先撤回。"),
    "missing_row_used": _("名册中退回的“{row}”已有申请补上，请填实际补的那一行；属于另一份名册的，请写明名册日期。"),
    "correction_moved": _("这份申请已不在可办理的阶段，请刷新页面查看当前状态。"),
    "not_asker": _("只有提出人可以撤回，请联系提出人。"),
    "own_request": _("提出人和教师本人不能办理这份申请，请由另一人办理。"),
    "checked_yourself": _("核对人不能审批同一份申请，请由另一人审批。"),
    "not_yours": _("您的角色不能办理“{move}”，请由有相应职责的人员办理。"),
    "figures_changed": _("教龄测算结果在您打开页面后有变动，请核对新的结果后再审批。"),
}

# Looking at a value that is hidden by default.
UNMASKING = {
    "unmask_nothing": _("这一项没有隐去的内容，无需申请查看。"),
    "no_unmask": _("您没有查看这位教师完整信息的权限，请由所在学校或其主管部门的人事干部办理。"),
    "purpose_missing": _("请选择用途并写明具体事由。"),
    "unmask_enough": _("今天查看完整信息已达 {limit} 次，请明天再办；确需继续的，请联系上级人事部门。"),
}

# Portraits: the set of dimensions, objections, decisions, digital literacy.
PORTRAITS = {
    "no_version": _("还没有生效的画像维度，请先由系统管理人员装入首版。"),
    "draft_there": _("已有一份草案正在办理，请在那份草案上修改，或等其办结。"),
    "version_moved": _("这份草案已不在可办理的阶段，请刷新页面查看当前状态。"),
    "weights_sum": _("每个维度各项指标的权重之和应为 100，请调整后再保存。"),
    "standard_missing": _("有权重的指标须填写满分标准，请填写大于 0 的数。"),
    "own_draft": _("起草或最后修改的人不能批准同一份草案，请由另一人批准。"),
    "day_gone": _("生效日 {day} 已过，请退回草案，把生效日改为今天或以后。"),
    "day_taken": _("已有同日或更晚生效的版本，请退回草案并调整生效日。"),
    "portrait_missing": _("这位教师还没有画像，请等待夜间计算或由管理人员即时计算。"),
    "portrait_first": _("本人先阅期至 {day}，在此之前他人不能查看或使用这份画像。"),
    "no_portrait": _("您没有查看这位教师画像的权限，请由所在学校或其主管部门的人事干部办理。"),
    "fact_unknown": _("画像中没有这项事实，请刷新页面后重新选择。"),
    "dispute_reason": _("请写明哪里不对、应当是什么。"),
    "dispute_open": _("对这项事实的异议正在核实，请等待答复。"),
    "dispute_own": _("只有本人可以对自己画像中的事实提出异议。"),
    "dispute_moved": _("这份异议已经办结，请刷新页面查看结果。"),
    "dispute_not_yours": _("这项事实的来源不归您管理，请由“{owner}”核实答复。"),
    "dispute_answer": _("请写明核实情况。"),
    "dispute_same_hand": _("提出异议的人不能自己答复，请由另一人核实。"),
    "dispute_unchanged": _("来源中的记录还没有变动，请先在来源处更正，再登记“已更正”。"),
    "decision_missing": _("请写明作出的决定和理由，画像不代替决定。"),
    "decision_own": _("不能为自己登记参考记录，请由另一人办理。"),
    "decision_confirm": _("请确认决定由您本人作出，画像只作参考。"),
    "use_not_flagged": _("这份记录没有待复核的变动，或已经复核。"),
    "review_missing": _("请写明复核结论。"),
    "literacy_items": _("请对 33 项逐项作答，不要遗漏。"),
    "literacy_scale": _("每项只能选 1 至 5 分。"),
    "no_record": _("您的账号没有关联教师登记，请联系本校人事干部。"),
}

# A row of a workbook of digital literacy that is not taken.
LITERACY = {
    "literacy_no_number": _("没有填写证件号码，请补填。"),
    "literacy_unknown": _("在您管理范围内的名册中没有找到该证件号码，请核对。"),
    "literacy_name": _("姓名与名册不一致，请核对证件号码和姓名。"),
    "literacy_day": _("测评日期无法识别或晚于今天，请按 2026-03-02 的样式填写。"),
    "literacy_mean": _("均分须为 1 至 5 之间的数，最多四位小数，请核对。"),
    "literacy_organiser": _("没有填写测评单位，请补填。"),
    "literacy_twice": _("同一人同一年度在本表中已有一行，请只保留一行。"),
    "literacy_there": _("该教师本年度的第三方测评已登记且结果不同；确需更正的，请由本人对画像中的该项事实提出异议。"),
}

# Why a span of service counts or does not count; several parts are joined by a semicolon.
ARITHMETIC = {
    "counted": _("{word}计入教龄"),
    "counted_within": _("{word}连续不超过{limit}个月，计入教龄"),
    "counted_resumed": _("{word}后继续任教，计入教龄"),
    "excluded": _("{word}期间不计入教龄"),
    "excluded_beyond": _("{word}连续{months}个月，超过{limit}个月，整段不计入教龄"),
    "excluded_not_resumed": _("{word}后未继续任教，整段不计入教龄"),
    "harmless": _("{word}连续{months}个月，不超过{limit}个月，不影响教龄，本条不另计月份"),
    "reversed": _("{word}的终止月份早于起始月份，不计算"),
    "later": _("{word}始于统计截止月或其后，不计算"),
    "merged": _("同类经历的重叠月份只计一次"),
    "cut": _("其中{cut}个月按其他条目的规定不计入"),
    "overlap": _("与其他经历重叠{overlap}个月，不重复计算"),
}

# What becomes of a school.
UNIT_CHANGES = {
    "rename": _("“{school}”自 {on} 起更名为“{name}”"),
    "merge": _("“{school}”自 {on} 起并入“{name}”，转入 {people} 人"),
    "close": _("“{school}”自 {on} 起停办"),
}


def refuse(code: str, **values: object) -> RuleBroken:
    """The refusal of a correction, of a look at a hidden value, or of something about portraits, with its sentence."""
    return RuleBroken(code, (CORRECTIONS | UNMASKING | PORTRAITS)[code], **values)
