"""Words for the public site."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    NOTICE = "notice", _("通知")
    PUBLICITY = "publicity", _("公示公告")
    NEWS = "news", _("工作动态")
    GUIDE = "guide", _("办事指南")


class PolicyLevel(TextChoices):
    NATION = "nation", _("国家")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")


class PolicyStatus(TextChoices):
    FORCE = "force", _("现行有效")
    AMENDED = "amended", _("已被修改")
    ENDED = "ended", _("已废止")


class Way(TextChoices):
    """Where a landing leads: a page of the house that is open to everybody."""

    NONE = "", _("不带入口")
    CHECK = "check", _("证书核验")
    REPORT = "report", _("反映师德问题")
    REPORT_STATE = "report_state", _("查询反映的进展")
    PUBLICITY = "publicity_list", _("正在进行的公示")


class SiteAct(TextChoices):
    """What happens to a page of the site, for the trail."""

    CREATED = "created", _("新建")
    EDITED = "edited", _("修改草稿")
    SUBMITTED = "submitted", _("提交审核")
    APPROVED = "approved", _("审核通过")
    RETURNED = "returned", _("退回修改")
    WITHDRAWN = "withdrawn", _("撤回提交")
    SCHEDULED = "scheduled", _("定时发布")
    PUBLISHED = "published", _("发布")
    TAKEN_DOWN = "taken_down", _("撤下")
    DELETED = "deleted", _("删除")
    MOVED = "moved", _("移动")
