"""Words of clearance (准入查询) and prohibitions (从业禁止)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubjectKind(TextChoices):
    """Who is queried; of each kind the law has its own catalogue."""

    NEW_TEACHER = "new_teacher", _("拟聘教师")
    NEW_STAFF = "new_staff", _("拟聘其他教职员工")
    APPLICANT = "applicant", _("教师资格申请人")
    SERVING = "serving", _("在职教职员工")


class ClearanceResult(TextChoices):
    """Has or has not; what a hit says is for the named duty officer alone."""

    PENDING = "PENDING", _("等待结果")
    NONE = "NONE", _("无记录")
    HIT = "HIT", _("有记录")
    DISPUTED = "DISPUTED", _("复核中")


class ProhibitionCode(TextChoices):
    B1 = "B1", _("B1 终身禁止从事密切接触未成年人的工作")
    B2 = "B2", _("B2 丧失教师资格")
    B3 = "B3", _("B3 撤销教师资格")
    B4 = "B4", _("B4 法院判令从业禁止")
    B5 = "B5", _("B5 管制或者缓刑期间禁止令")
    B6 = "B6", _("B6 幼儿园从业禁止人员名单")
    B7 = "B7", _("B7 严重师德违规人员名单")
    B8 = "B8", _("B8 教师资格考试作弊禁考")
