"""Notices and published cases."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.choices import NoticeKind
from cms.models.base import SitePage
from cms.models.blocks import body_blocks

PER_PAGE = 15


class NoticeIndexPage(SitePage):
    """通知公告: all notices, newest first."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/notice_list.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NoticePage"]
    max_count = 1

    class Meta:
        verbose_name = _("通知公告栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.site import notices, paged

        kind = request.GET.get("kind", "")
        found = notices(self, kind)
        return {
            **super().get_context(request, *args, **kwargs),
            "entries": paged(found, request.GET.get("page", "")),
            "kinds": NoticeKind.choices, "kind": kind if kind in NoticeKind.values else "",
        }  # fmt: skip


class NoticePage(SitePage):
    """One notice with text, tables, pictures and attachments."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    kind = models.CharField(_("类别"), max_length=10, choices=NoticeKind.choices, default=NoticeKind.NOTICE)
    published_on = models.DateField(_("成文日期"), default=timezone.localdate, help_text=_("文件落款的日期。"))
    number = models.CharField(
        _("文号"), max_length=40, blank=True, help_text=_("例如：泰教人〔2026〕15号；没有文号的不填。")
    )
    issuer = models.CharField(_("发布单位"), max_length=60, default="泰州市教育局")
    body = StreamField(body_blocks(), verbose_name=_("正文"))

    template = "cms/notice.html"
    parent_page_types: ClassVar[list[str]] = ["cms.NoticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("issuer")]),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields, index.SearchField("number", boost=2), index.SearchField("issuer"),
        index.SearchField("body"), index.FilterField("kind"), index.FilterField("published_on"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("通知公告")


class CaseIndexPage(SitePage):
    """典型案例通报: the published cases, newest first."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/case_list.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.CasePage"]
    max_count = 1

    class Meta:
        verbose_name = _("典型案例通报栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.site import cases, paged

        return {
            **super().get_context(request, *args, **kwargs),
            "entries": paged(cases(self), request.GET.get("page", "")),
        }


class CasePage(SitePage):
    """One case: the anonymised text as it was given out by ethics, and what the editors say to it."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    given_on = models.DateField(_("通报日期"))
    text = models.TextField(_("通报文本"), max_length=2000)
    notice = models.PositiveBigIntegerField(_("通报编号"), unique=True, editable=False)
    lesson = StreamField(
        body_blocks(), verbose_name=_("警示与提醒"), blank=True,
        help_text=_("可写有关规定和提醒；不得补写当事人、学校的任何信息。"),
    )  # fmt: skip

    template = "cms/case.html"
    parent_page_types: ClassVar[list[str]] = ["cms.CaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False  # they come from the notices of ethics alone, by ``cms.actions.cases``
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels, FieldPanel("given_on", read_only=True), FieldPanel("text", read_only=True),
        FieldPanel("lesson"),
    ]  # fmt: skip
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields, index.SearchField("text"), index.SearchField("lesson"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("典型案例通报")
