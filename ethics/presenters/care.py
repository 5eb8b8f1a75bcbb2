"""Warnings, appraisals and accountability, told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {
    "warning.given": _("发出提醒、预警或者通报"),
    "warning.plan_done": _("登记整改完成"),
    "appraisal.opened": _("开始 %(year)s 年师德考核（%(people)s 人）"),
    "appraisal.graded": _("评定 %(year)s 年师德考核等次（%(people)s 人）"),
    "appraisal.stated": _("填写师德自评"),
    "appraisal.told": _("告知 %(year)s 年师德考核结果（%(people)s 人）"),
    "appraisal.objected": _("对师德考核提出异议"),
    "appraisal.answered": _("处理师德考核异议"),
    "appraisal.locked": _("锁定 %(year)s 年师德考核（%(people)s 人）"),
    "accountability.made": _("登记单位问责"),
}
