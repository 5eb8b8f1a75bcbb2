"""The policy library."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.choices import PolicyLevel, PolicyStatus
from cms.models.base import SitePage
from cms.models.blocks import body_blocks


class PolicyIndexPage(SitePage):
    """政策文件库, and the rule editions that the registry reckons by."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/policy_list.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.PolicyPage"]
    max_count = 1

    class Meta:
        verbose_name = _("政策文件库栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.editions import in_force
        from cms.queries.site import paged, policies

        level, status = request.GET.get("level", ""), request.GET.get("status", "")
        return {
            **super().get_context(request, *args, **kwargs),
            "entries": paged(policies(self, level, status), request.GET.get("page", "")),
            "levels": PolicyLevel.choices, "statuses": PolicyStatus.choices, "level": level, "status": status,
            "editions": in_force(),
        }  # fmt: skip


class PolicyPage(SitePage):
    """One document: its number, who issued it, since when, and what replaced it."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    number = models.CharField(_("文号"), max_length=60, blank=True, help_text=_("例如：教师〔2018〕16号"))
    issuer = models.CharField(_("发文机关"), max_length=120)
    level = models.CharField(_("层级"), max_length=10, choices=PolicyLevel.choices, default=PolicyLevel.NATION)
    issued_on = models.DateField(_("发布日期"))
    effective_on = models.DateField(_("施行日期"), null=True, blank=True, help_text=_("与发布日期相同的不填。"))
    status = models.CharField(_("效力"), max_length=10, choices=PolicyStatus.choices, default=PolicyStatus.FORCE)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name=_("被何文件替代"),
        help_text=_("已废止或已被修改的，选替代它的文件。"),
    )  # fmt: skip
    body = StreamField(body_blocks(), verbose_name=_("要点或全文"), blank=True)

    template = "cms/policy.html"
    parent_page_types: ClassVar[list[str]] = ["cms.PolicyIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("issuer")]),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("effective_on")]),
        FieldRowPanel([FieldPanel("level"), FieldPanel("status")]),
        FieldPanel("replaced_by"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields, index.SearchField("number", boost=2), index.SearchField("issuer"),
        index.SearchField("body"), index.FilterField("level"), index.FilterField("status"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("政策文件")
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("page_ptr")),
                name="policy_not_replaced_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True) | Q(effective_on__gte=models.F("issued_on")),
                name="policy_in_force_after_issue",
            ),
        ]
