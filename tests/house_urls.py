"""The URL table, walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver


def addresses(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses of a URL table, with those of its branches."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one
