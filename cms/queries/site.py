"""Lists of the site's own pages. Everybody sees what is live, nobody anything else."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page as PagePart
from django.core.paginator import Paginator
from wagtail.models import Page

from cms.choices import NoticeKind, PolicyLevel, PolicyStatus
from cms.models import CasePage, HomePage, NoticePage, PolicyPage

PER_PAGE = 15


def paged(rows: Any, number: str) -> PagePart[Any]:
    """One page of a list."""
    return Paginator(rows, PER_PAGE).get_page(number)


def home() -> HomePage | None:
    """The first page of the site."""
    return HomePage.objects.live().first()


def sections() -> list[Page]:
    """What stands in the menu of the site."""
    first = home()
    return list(first.get_children().live().in_menu()) if first else []


def notices(under: Page | None = None, kind: str = "") -> Any:
    """Notices, the newest first."""
    rows = NoticePage.objects.live()
    if under is not None:
        rows = rows.child_of(under)
    if kind in NoticeKind.values:
        rows = rows.filter(kind=kind)
    return rows.defer("body").order_by("-published_on", "-first_published_at", "-pk")


def cases(under: Page | None = None) -> Any:
    """Published cases, the newest first."""
    rows = CasePage.objects.live()
    if under is not None:
        rows = rows.child_of(under)
    return rows.defer("lesson").order_by("-given_on", "-pk")


def policies(under: Page, level: str = "", status: str = "") -> Any:
    """Documents of the library, the newest first."""
    rows = PolicyPage.objects.live().child_of(under)
    if level in PolicyLevel.values:
        rows = rows.filter(level=level)
    if status in PolicyStatus.values:
        rows = rows.filter(status=status)
    return rows.select_related("replaced_by").defer("body").order_by("-issued_on", "-pk")
