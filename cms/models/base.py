"""What all pages of the site have in common: a summary, an address made by itself, and the second person."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, Revision
from wagtail.search import index

from cms.errors import broken
from cms.rules.two_persons import refusal

SUMMARY_HELP = _("一两句话说明写给谁、办什么，列表和检索结果里显示；不填时不显示。")


class SitePage(Page):
    """The base of every page."""

    summary = models.CharField(_("摘要"), max_length=200, blank=True, help_text=SUMMARY_HELP)

    # A notice says what it is about in its title; the address is made of the day, so that no editor has to spell it.
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title", heading=_("标题"), help_text=_("写全称，不超过 40 字，末尾不加句号。")),
        FieldPanel("summary"),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("go_live_at", heading=_("定时发布"), help_text=_("不填则审核通过即公开。")),
                        FieldPanel("expire_at", heading=_("到期撤下"), help_text=_("长期有效的不填。")),
                    ]
                )
            ],
            heading=_("公开时间"),
        )
    ]  # fmt: skip
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("summary")]
    allowed_http_methods: ClassVar[tuple[str, ...]] = ("GET", "HEAD")
    slug: str
    show_in_menus_default = False

    class Meta:
        abstract = True

    @classmethod
    def allowed_http_method_names(cls) -> list[str]:
        return list(cls.allowed_http_methods)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = f"{timezone.localdate():%Y%m%d}-{secrets.token_hex(2)}"
        super().full_clean(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Every way to the public goes through here: the buttons, the workflow, the clock."""
        if code := refusal(
            makers_of(self, revision), user.pk if user else None, is_scheduled=bool(revision.approved_go_live_at)
        ):
            raise broken(code)
        return super().publish(revision, user=user, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["trail"] = list(self.get_ancestors().filter(depth__gt=1).only("title", "url_path", "depth"))
        return context


# What Wagtail itself writes into a version: it says nothing of who changed what.
_BOOKKEEPING = {
    "latest_revision", "latest_revision_created_at", "has_unpublished_changes", "live", "live_revision", "locked",
    "locked_at", "locked_by", "first_published_at", "last_published_at", "draft_title", "url_path", "expired",
}  # fmt: skip


def _said(revision: Revision | None) -> dict[str, Any]:
    content = revision.content if revision is not None else {}
    return {key: value for key, value in content.items() if key not in _BOOKKEEPING}


def makers_of(page: Page, revision: Revision) -> set[int]:
    """Whoever wrote or handed in what would go out with this version, since the one that is out now. A version that
    changes nothing has no maker: the desk makes one of every approval."""
    versions = page.revisions.filter(pk__lte=revision.pk)
    if page.live_revision_id:
        versions = versions.filter(pk__gte=page.live_revision_id)
    before: Revision | None = None
    makers = set()
    for one in versions.order_by("pk"):
        is_out = one.pk == page.live_revision_id
        if not is_out and one.user_id and (before is None or _said(one) != _said(before)):
            makers.add(one.user_id)
        before = one
    state = page.current_workflow_state
    if state is not None and state.requested_by_id:
        makers.add(state.requested_by_id)
    return makers
