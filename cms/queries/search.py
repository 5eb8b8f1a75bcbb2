"""The search over the whole site, and what is offered where nothing was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from cms.models import ExemplaryPage, HomePage
from cms.queries.honours import told_of
from cms.queries.site import paged
from cms.rules.words import is_single, nearest, query_text, tidy

MOST = 300
SUGGESTED = 6


@dataclass
class Found:
    """What a search came to; ``near`` are titles that share words with it, ``part`` the words found one by one."""

    words: str
    page: Any = None
    near: list[Page] = field(default_factory=list)


def _live() -> Any:
    return Page.objects.live().filter(depth__gt=2).not_type(HomePage)


def keys_of(words: str) -> list[int]:
    """The keys of the live pages that hold all the words, the best first."""
    if not query_text(words):
        return []
    rows = _live().autocomplete(words) if is_single(words) else _live().search(words)
    return [page.pk for page in rows[:MOST]]


def found(words: str, number: str) -> Found:
    """One page of results for what was typed."""
    asked = tidy(words)
    keys = keys_of(asked)
    pages = {page.pk: page for page in _live().filter(pk__in=keys).specific()}
    shown = [pages[key] for key in keys if key in pages and _may_be_shown(pages[key])]
    answer = Found(asked, paged(shown, number))
    if asked and not shown:
        answer.near = near(asked)
    return answer


def _may_be_shown(page: Page) -> bool:
    return not isinstance(page, ExemplaryPage) or told_of(page) is not None


def near(words: str) -> list[Page]:
    """Pages whose titles share most with what was typed."""
    titles = dict(_live().values_list("title", "pk"))
    keys = [titles[title] for title in nearest(words, titles, SUGGESTED)]
    pages = {page.pk: page for page in _live().filter(pk__in=keys).specific()}
    return [pages[key] for key in keys if key in pages and _may_be_shown(pages[key])]


def suggestions(words: str) -> list[Page]:
    """Titles to go on with, while somebody types."""
    return near(words) if tidy(words) else []
