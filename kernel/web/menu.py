"""The main menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from kernel.accounts.models import User


@dataclass(frozen=True)
class MenuItem:
    """An entry, shown to people who hold one of the permissions (none named: to everyone signed in).

    ``roleless`` ones are shown to people without any role alone: who has one finds the way on the first page.
    """

    label: str | Promise
    url_name: str
    permissions: tuple[str, ...] = ()
    roleless: bool = False

    def is_for(self, user: User) -> bool:
        """Whether this person has use for the entry."""
        if self.roleless:
            return not user.permissions_held
        return not self.permissions or any(map(user.holds, self.permissions))


def menu_for(user: User) -> list[MenuItem]:
    """The entries this person has use for."""
    items: tuple[MenuItem, ...] = import_string(settings.NAVIGATION)
    return [item for item in items if item.is_for(user)]
