"""Exemplary teachers: their story with their consent; who they are is told by their honour, not by the register."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.errors import broken
from cms.models.base import SitePage
from cms.models.blocks import body_blocks


class ExemplaryIndexPage(SitePage):
    """师德榜样: those whose honour stands and who agreed."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/exemplary_list.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ExemplaryPage"]
    max_count = 1

    class Meta:
        verbose_name = _("师德榜样栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.honours import exemplary

        return {**super().get_context(request, *args, **kwargs), "entries": exemplary(self)}


class ExemplaryPage(SitePage):
    """One of them. Name, unit and years are read from the certificate each time; once it no longer holds, or the
    consent ended, the page is not there."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {"certificate_number": "L3", "consent_on": "L2", "consent_until": "L2"}

    certificate_number = models.CharField(
        _("荣誉证书编号"), max_length=40, help_text=_("姓名、单位和年限由系统按证书读取，不在这里填写。")
    )
    show_name = models.BooleanField(_("公开姓名"), default=True, help_text=_("不公开的显示为姓氏加“老师”。"))
    show_unit = models.BooleanField(_("公开单位"), default=True)
    consent_on = models.DateField(_("本人书面同意日期"), help_text=_("同意书原件由责任科室存档。"))
    consent_until = models.DateField(
        _("同意截止日期"), null=True, blank=True, help_text=_("本人撤回同意的，填撤回之日。")
    )
    body = StreamField(body_blocks(), verbose_name=_("事迹"))

    template = "cms/exemplary.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ExemplaryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("certificate_number"),
                FieldRowPanel([FieldPanel("show_name"), FieldPanel("show_unit")]),
                FieldRowPanel([FieldPanel("consent_on"), FieldPanel("consent_until")]),
            ],
            heading=_("荣誉与同意"),
        ),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("师德榜样")
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_until__isnull=True) | Q(consent_until__gte=models.F("consent_on")),
                name="exemplary_consent_forward",
            ),
        ]  # fmt: skip

    def clean(self) -> None:
        from cms.queries.honours import released

        super().clean()
        if self.certificate_number and released([self.certificate_number]) == {}:
            refused = broken("honour_unknown", number=self.certificate_number)
            raise ValidationError({"certificate_number": refused.message})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request, "is_preview", False) and self.told is None:
            raise Http404
        return super().serve(request, *args, **kwargs)

    @property
    def told(self) -> Any:
        """What may be told of the person, None where nothing may."""
        from cms.queries.honours import told_of

        return told_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "told": self.told}
