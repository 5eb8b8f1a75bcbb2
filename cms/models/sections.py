"""The first page, and the sections that show what the trades may tell everybody."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from cms.choices import Way
from cms.models.base import SitePage
from cms.models.blocks import body_blocks
from kernel.web.searching import Search


class HomePage(SitePage):
    """The first page of the site."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/home.html"
    max_count = 1
    subpage_types: ClassVar[list[str]] = [
        "cms.NoticeIndexPage", "cms.CaseIndexPage", "cms.SeasonIndexPage", "cms.ExemplaryIndexPage",
        "cms.HonourRollPage", "cms.EthicsPlacesPage", "cms.PolicyIndexPage", "cms.StatisticsPage", "cms.StandardPage",
    ]  # fmt: skip

    class Meta:
        verbose_name = _("网站首页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.home import first_page

        return {**super().get_context(request, *args, **kwargs), **first_page(self)}


class StandardPage(SitePage):
    """A page of text, with a button to a page of the house where it is a landing."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    way = models.CharField(_("办事入口"), max_length=20, choices=Way.choices, default=Way.NONE, blank=True)
    body = StreamField(body_blocks(), verbose_name=_("正文"))

    template = "cms/standard.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("way"), FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("一般页面")


class _Section(SitePage):
    """A section whose content comes from the registry; the editor writes the words before it."""

    intro = StreamField(body_blocks(), verbose_name=_("栏目说明"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("intro")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True


class SeasonIndexPage(RoutablePageMixin, _Section):
    """泰州师说: the seasons, their published programmes and the sessions to come."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/season.html"

    class Meta:
        verbose_name = _("泰州师说栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.training import seasons

        return {**super().get_context(request, *args, **kwargs), "seasons": seasons(request.GET.get("season", ""))}

    @path("", name="seasons")
    def the_seasons(self, request: HttpRequest) -> HttpResponseBase:
        """The list."""
        return self.render(request)

    @path("programme/<int:pk>/", name="programme")
    def the_programme(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One programme with its sessions."""
        from cms.queries.training import programme

        found = programme(pk)
        if found is None:
            raise Http404
        return self.render(request, context_overrides={"shown": found}, template="cms/programme.html")


class HonourRollPage(_Section):
    """荣誉名录: who was honoured in which year; searched by POST, so that no name stands in an address."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/roll.html"
    allowed_http_methods: ClassVar[tuple[str, ...]] = ("GET", "HEAD", "POST")

    class Meta:
        verbose_name = _("荣誉名录栏目")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.search = Search(request, "name")  # type: ignore[attr-defined]
        if request.method == "POST":
            return request.search.answer()  # type: ignore[attr-defined]
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.honours import roll

        search = getattr(request, "search", None)
        values = search.values if search else request.GET
        shown = roll(values.get("year", ""), values.get("district", ""), values.get("name", ""), values.get("page", ""))
        return {**super().get_context(request, *args, **kwargs), "roll": shown}


class EthicsPlacesPage(_Section):
    """师德教育基地与巡回宣讲."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/places.html"

    class Meta:
        verbose_name = _("师德教育基地栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.training import places

        return {**super().get_context(request, *args, **kwargs), **places()}


class StatisticsPage(_Section):
    """数据统计: sums alone, nothing below ten."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    template = "cms/statistics.html"

    class Meta:
        verbose_name = _("数据统计栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries.statistics import figures

        return {**super().get_context(request, *args, **kwargs), "figures": figures()}
