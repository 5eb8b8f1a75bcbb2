"""The URL table, walked, and the apps that are ours."""

from __future__ import annotations

import os
import zlib
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


# Where time is short, the runs over the whole house take one address and one page in so many; the whole is 1.
SHARE = int(os.environ.get("HOUSE_SHARE", "1"))


def in_share(name: object) -> bool:
    """Whether a run that takes only a part takes this one: always the same part."""
    return zlib.crc32(str(name).encode()) % SHARE == 0
