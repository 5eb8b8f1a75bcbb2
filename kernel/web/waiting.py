"""What waits for a person: each trade answers for its own, the first page collects."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.accounts.models import User
from kernel.notices import Waiting


def waiting_for(user: User) -> list[Waiting]:
    """Everything that waits for this person."""
    sources: list[Callable[[User], list[Waiting]]] = [import_string(path) for path in settings.WAITING_SOURCES]
    found = [item for source in sources for item in source(user)]
    return sorted(found, key=lambda item: not item.urgent)
