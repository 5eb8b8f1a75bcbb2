"""The sentences of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken

SENTENCES = {
    "same_person": _("这一版由您编写或提交，须由另一人审核发布；请通知审核人员办理。"),
    "not_approved": _("页面须先提交，由另一人审核后发布；请点“提交审核”。"),
    "honour_unknown": _("没有编号为“{number}”的有效荣誉证书，请核对编号。"),
    "notice_used": _("这条通报已经有页面“{title}”，请直接修改该页面。"),
    "no_section": _("网站缺少“{title}”栏目，请先由系统管理员运行 manage.py migrate 恢复。"),
    "file_kind": _("“{name}”不是 PDF、Word（docx）或 Excel（xlsx）文件，或者带有宏，请另存后再传。"),
}


def broken(code: str, **values: object) -> RuleBroken:
    """The refusal of this code."""
    return RuleBroken(code, SENTENCES[code], **values)
