"""Refusals about clearance and prohibitions."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES = {
    "unit_out_of_scope": _("该单位不在您的管理范围内，请由该单位的经办人办理。"),
    "id_wrong": _("身份证件号有误，请对照证件核对后重新填写。"),
    "authorised_in_future": _("授权日期不能晚于今天，请重新填写。"),
    "authorisation_missing": _("请上传本人签字的授权书。"),
    "clearance_waits": _("该人员已有一次查询在等待结果，无须重复提出。"),
    "nothing_to_send": _("没有等待报送的查询，请先由学校提出查询。"),
    "result_unknown": _("查询结果只能填写“无”或者“有”，请核对后重新填写。"),
    "result_there": _("这次查询已有结果，如有异议请走复核，不能改写。"),
    "queried_on_wrong": _("查询日期应在授权日期 {day} 与今天之间，请核对后重新填写。"),
    "clearance_moved": _("这次查询现在是“{state}”，操作没有执行，请刷新页面查看。"),
    "query_unknown": _("没有与该行身份证件号相符、正在等待结果的查询，请核对批次。"),
    "prohibition_endless": _("这一类从业禁止没有终止日，请清空终止日。"),
    "prohibition_fixed": _("这一类从业禁止的终止日由规定确定，请清空终止日，由系统计算。"),
    "prohibition_needs_end": _("请按文书填写终止日。"),
    "prohibition_backwards": _("终止日应晚于起始日，请重新填写。"),
    "prohibition_b4": _("法院判令的从业禁止为三年至五年，请按文书核对起止日。"),
    "prohibition_lifted": _("这条登记已经撤销，请刷新页面查看。"),
}
