"""The main menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from kernel.accounts.models import User


@dataclass(frozen=True)
class MenuItem:
    """An entry, shown to people who hold one of the permissions (none named: to everyone signed in)."""

    label: str | Promise
    url_name: str
    permissions: tuple[str, ...] = ()


def menu_for(user: User) -> list[MenuItem]:
    """The entries this person has use for."""
    items: tuple[MenuItem, ...] = import_string(settings.NAVIGATION)
    return [item for item in items if not item.permissions or any(map(user.holds, item.permissions))]
