"""The URL table, walked, and the apps that are ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver

# The folders of our own apps, as far as they are installed.
ROOTS = tuple(
    sorted(
        {
            app.partition(".")[0]
            for app in settings.INSTALLED_APPS
            if (settings.BASE_DIR / app.partition(".")[0] / "__init__.py").exists()
        }
    )
)


def addresses(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses of a URL table, with those of its branches."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one
