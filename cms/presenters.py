"""The acts of the public site as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {
    "site_page.created": _("新建网站页面：%(title)s"),
    "site_page.edited": _("修改网站页面草稿：%(title)s"),
    "site_page.submitted": _("提交网站页面审核：%(title)s"),
    "site_page.approved": _("审核通过网站页面：%(title)s"),
    "site_page.returned": _("退回网站页面修改：%(title)s"),
    "site_page.withdrawn": _("撤回网站页面的提交：%(title)s"),
    "site_page.scheduled": _("定时发布网站页面：%(title)s"),
    "site_page.published": _("发布网站页面：%(title)s"),
    "site_page.taken_down": _("撤下网站页面：%(title)s"),
    "site_page.deleted": _("删除网站页面：%(title)s"),
    "site_page.moved": _("移动网站页面：%(title)s"),
    "site_case.drafted": _("依据匿名通报文本起草典型案例页面"),
}
