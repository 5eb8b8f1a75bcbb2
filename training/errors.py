"""The sentences of training."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken

# Programmes, seats, check-in.
PROGRAMMES = {
    "no_permission": _("您的角色不能办理“{move}”，请由有相应职责的人员办理。"),
    "not_your_unit": _("“{unit}”不在您的管理范围内，不能办理“{move}”。"),
    "programme_moved": _("这个项目现在是“{state}”，操作没有执行；请刷新页面查看可以办理的事项。"),
    "programme_exists": _("“{unit}”{year} 年已有同名的项目，请换一个名称或修改原有项目。"),
    "programme_level": _("“{unit}”不能举办“{level}”培训：学校举办校级，市（区）举办县级，市举办市级及以上。"),
    "programme_no_session": _("项目还没有安排场次，请先添加场次（时间、地点、容纳人数）。"),
    "programme_same_person": _("审核人不能是计划的编制人，请由另一人审核。"),
    "programme_running": _("还有 {n} 个场次没有结束或取消，请先办理。"),
    "outcome_missing": _("请写明项目成效，再办理结项。"),
    "reason_missing": _("请写明原因，相关教师可以看到。"),
    "fee_ground_missing": _("向教师收费的，须写明收费依据文件。"),
    "share_over": _("占比应在 0 至 100 之间，请重新填写。"),
    "season_exists": _("已有同名的培训季，请换一个名称。"),
    "period_backwards": _("结束须晚于开始，请重新填写。"),
    "session_moved": _("这个场次现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "session_past": _("开始时间 {at} 已经过去，请重新填写。"),
    "session_long": _("一个场次最长 12 小时；跨天的培训请分场次安排。"),
    "session_hours": _("{minutes} 分钟最多计 {most} 学时（1 学时为 45 分钟），请核对学时或时间。"),
    "session_not_over": _("场次 {at} 才结束，结束后才能确认出勤。"),
    "session_not_due": _("场次 {at} 才开始，最早提前 {minutes} 分钟开放签到。"),
    "capacity_low": _("已下达或已占用 {n} 个名额，容纳人数不能少于这个数。"),
    "make_up_other": _("补训场次须与缺席的场次属同一项目，请重新选择。"),
    "trainer_missing": _("请至少填写一名授课教师的姓名和单位。"),
    "course_exists": _("项目中已有同名的课程。"),
    "quota_exceeded": _("“{unit}”只剩 {free} 个可分配的名额，请减少后再下达。"),
    "quota_taken": _("“{unit}”已占用或再下达 {n} 个名额，不能减到更少。"),
    "quota_not_below": _("名额只能下达给“{unit}”的下级单位。"),
    "quota_absent": _("“{unit}”在这个场次没有名额，不能再往下分配。"),
    "not_open": _("这个项目还没有发布或已经结束，不能报名。"),
    "enrolment_closed": _("场次已于 {at} 开始，不能再报名或退出。"),
    "not_for_you": _("这个场次面向“{who}”，不在报名范围内。"),
    "not_active": _("“{name}”已不在职，不能报名。"),
    "enrolled_already": _("已经报过名，当前为“{state}”，不需要重复报名。"),
    "clashes": _("与已报名的“{title}”时间冲突，请先退出该场次或选择其他场次。"),
    "quota_not_for_unit": _("这个场次没有给所在单位的名额，请向学校或市（区）培训管理人员了解。"),
    "make_up_only": _("这是补训场次，只有原场次缺席或请假、还没有补训的教师可以报名。"),
    "enrolment_moved": _("这条报名现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "not_own_enrolment": _("只能办理本人或本单位教师的报名。"),
    "own_approval": _("不能审批本人的报名，请由另一人审批。"),
    "nobody_chosen": _("请先勾选人员。"),
    "nobody_waits": _("没有可以递补的候补人员，或名额已满。"),
    "checkin_not_yet": _("还没有到签到时间，{at} 起可以签到。"),
    "checkin_over": _("签到时间已过；如已到场，请找现场工作人员登记。"),
    "checkin_not_opened": _("现场还没有开始签到，请看屏幕提示。"),
    "checkin_bad_code": _("签到码不对或已经过期，请看屏幕上现在的签到码，重新扫码或输入。"),
    "checkin_braked": _("输错次数过多，请一分钟后再试，或找现场工作人员登记。"),
    "checkin_not_enrolled": _("您没有录取在这个场次，不能签到；如有疑问请找现场工作人员。"),
    "checkin_note_missing": _("代为登记的，请写明情况（如手机没电、纸质签到表第几页）。"),
    "second_running": _("中途签到正在进行，{at} 结束。"),
    "second_none": _("这个项目不设中途签到。"),
    "sample_none": _("没有可以抽取的校本项目。"),
    "sample_moved": _("这次抽查已经登记结果，请刷新页面查看。"),
    "finding_missing": _("请写明抽查意见。"),
    "setting_exists": _("{day} 起生效的规则已经存在，请另选生效日。"),
    "setting_past": _("新规则的生效日不能早于今天，请重新选择。"),
    "feed_none": _("没有正在使用的日历订阅地址。"),
    "no_record": _("您的账号没有对应的教师登记，不能报名；请联系学校人事干部。"),
}
# Hours.
HOURS: dict[str, str] = {}
# Needs, duties, evaluation, vocational schools.
DUTIES: dict[str, str] = {}
SENTENCES = PROGRAMMES | HOURS | DUTIES


def refuse(code: str, **values: object) -> RuleBroken:
    """The refusal of that code with its sentence filled in."""
    return RuleBroken(code, SENTENCES[code], **values)
