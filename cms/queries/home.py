"""The first page: what is new, what comes next, and the ways to what people come for."""

from __future__ import annotations

from typing import Any

from cms.models import HomePage
from cms.queries.honours import exemplary
from cms.queries.site import cases, notices
from training.queries.public import sessions_to_come


def first_page(home: HomePage) -> dict[str, Any]:
    """What stands on it."""
    by_kind = {page.specific_class.__name__: page for page in home.get_children().live() if page.specific_class}
    return {
        "notices": notices()[:7], "cases": cases()[:2], "sessions": sessions_to_come(4), "people": exemplary(most=3),
        "places": by_kind,
    }  # fmt: skip
