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
HOURS: dict[str, str] = {}
# Needs, duties, evaluation, vocational schools.
DUTIES = {
    "waiver_without_reason": _("请写明免除的理由。"),
    "waiver_from_above": _("免除适岗培训任务由学校的主管部门办理，本人和学校不能自行免除。"),
    "requirement_settled": _("这项任务现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "person_unknown": _("在您的管理范围内没有找到“{text}”，请核对姓名或教师编号。"),
    "person_several": _("您的管理范围内有 {count} 位“{text}”，请改填教师编号。"),
    "nobody_listed": _("请至少填写一位教师的姓名或编号。"),
    "duty_elsewhere": _("这位教师不在您的管理范围内，请由其所在学校或主管部门办理。"),
    "duty_open": _("{name}自 {on} 起任{class_name}班主任，请先登记卸任。"),
    "duty_same_day": _("{name}在 {on} 已有班主任任职登记，请核对日期。"),
    "duty_over": _("这项班主任任职已经登记卸任，请刷新页面查看。"),
    "duty_day_backward": _("卸任日期应晚于任职日期 {on}，请重新填写。"),
    "day_ahead": _("日期不能晚于今天，请重新填写。"),
    "subject_known": _("{name}的资格证任教学科“{subject}”已经登记，无需重复登记。"),
    "rule_same_day": _("同一类规则在 {on} 已有一版，请换一个生效日。"),
    "rule_backdated": _("新规则的生效日不能早于今天，已经下达的任务按原规则办理。"),
    "shortage_known": _("{year} 年的紧缺学科“{subject}”已经登记，无需重复登记。"),
    "term_known": _("已有同名或同一天开学的学期，请核对。"),
    "survey_closed": _("这份问卷不在开放时间内（{opens} 至 {closes}），没有提交。"),
    "survey_used": _("您已经提交过这份问卷，每份问卷只能提交一次。"),
    "survey_incomplete": _("请为每道题选择 1 至 5 分。"),
    "session_not_over": _("场次还没有结束，届时才能发放评价问卷。"),
    "topics_missing": _("请至少填写两项供教师选择的需求。"),
    "topics_twice": _("需求“{topic}”写了两次，请只保留一处。"),
    "topics_many": _("最多选择 {most} 项，请减少选择后再提交。"),
    "topics_none": _("请至少选择一项，或写明其他需求。"),
    "needs_closed": _("调研不在开放时间内（{opens} 至 {closes}），没有提交。"),
    "needs_answered": _("您已经提交过这次调研，不能重复提交。"),
    "needs_not_asked": _("这次调研面向{org}的教师，您不在调研范围内。"),
    "needs_same": _("{org}在 {year} 年已有同名的需求调研，请换一个名称。"),
    "unit_not_yours": _("“{org}”不在您的管理范围内，请由该单位或其主管部门办理。"),
    "ground_known": _("这个项目已经以“{topic}”为立项依据，无需重复登记。"),
    "ground_too_early": _("调研截止（{closes}）之后才有结果，届时再作为立项依据。"),
    "stay_ahead": _("企业实践结束后才能登记，最后一天不能晚于今天。"),
    "stay_known": _("{name}自 {on} 起在该企业的实践已经登记，请核对。"),
    "stay_not_vocational": _("企业实践登记面向中等职业学校和高校的教师，{name}所在学校不在其列。"),
    "stay_confirm_other": _("登记人不能确认自己登记的企业实践，请由主管部门的其他人员确认。"),
    "stay_confirm_above": _("企业实践由学校的主管部门确认，学校不能自行确认。"),
    "stay_moved": _("这条企业实践已经确认或撤销，请刷新页面查看。"),
    "stay_strike_reason": _("请写明撤销的理由。"),
    "dual_standing": _("{name}已有有效的“双师型”认定，请办理复核。"),
    "dual_ended": _("这项认定已经终止，不能再复核；请重新认定。"),
    "dual_check_early": _("复核日期不能早于认定日期 {on}，请重新填写。"),
    "dual_check_known": _("{on} 的复核已经登记，请刷新页面查看。"),
    "base_known": _("同类基地中已有“{name}”，请核对。"),
    "base_over": _("这个基地已经停用，请选择其他基地。"),
    "base_end_reason": _("请写明停用的原因。"),
    "base_end_early": _("停用日期不能早于认定日期 {on}，请重新填写。"),
    "event_known": _("{org}在 {on} 已登记过“{title}”，请核对。"),
    "event_visit_base": _("研学请选择师德教育基地。"),
    "event_tour_speaker": _("宣讲请填写主讲人。"),
    "event_not_yours": _("参加人员由组织单位或教师所在单位登记，这场活动和这些教师都不在您的管理范围内。"),
}
SENTENCES = PROGRAMMES | HOURS | DUTIES


def refuse(name: str, **values: object) -> RuleBroken:
    """The refusal of this name."""
    return RuleBroken(name, SENTENCES[name], **values)
