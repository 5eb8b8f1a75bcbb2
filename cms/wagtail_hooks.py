"""What is changed at Wagtail's desk: found by Wagtail by the name of this file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.permissions import CmsPermission
from cms.views.cases import case_texts, draft_case

HIDDEN = {"settings", "help", "reports"}


class _CaseTexts(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and request.user.holds(CmsPermission.EDIT))


@hooks.register("register_admin_urls")
def case_urls() -> list[Any]:
    """The texts of 通报 of which pages may be made."""
    return [
        path("case-texts/", case_texts, name="cms_case_texts"),
        path("case-texts/<int:key>/draft/", draft_case, name="cms_case_draft"),
    ]


@hooks.register("register_admin_menu_item")
def case_item() -> MenuItem:
    """The way to them."""
    return _CaseTexts(_("典型案例文本"), "/cms/case-texts/", icon_name="doc-full-inverse", order=250)


@hooks.register("register_admin_menu_item")
def portal_item() -> MenuItem:
    """The way back to the house."""
    return MenuItem(_("返回工作平台"), "/", icon_name="home", order=900)


@hooks.register("construct_main_menu")
def plain_menu(request: HttpRequest, items: list[Any]) -> None:
    """Nothing in the menu that editors have no use for."""
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("construct_page_action_menu")
def no_direct_way_out(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Pages go out by the second person's approval alone; the button that goes past it is not drawn."""
    items[:] = [item for item in items if item.name != "action-publish"]


@hooks.register("insert_global_admin_css")
def look() -> Any:
    """The colours of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/desk.css"))
