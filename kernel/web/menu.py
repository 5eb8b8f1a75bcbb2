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
    Where a menu is long, entries of one ``group`` stand together under its name.
    """

    label: str | Promise
    url_name: str
    permissions: tuple[str, ...] = ()
    roleless: bool = False
    group: str | Promise = ""

    def is_for(self, user: User) -> bool:
        """Whether this person has use for the entry."""
        if self.roleless:
            return not user.permissions_held
        return not self.permissions or any(map(user.holds, self.permissions))


@dataclass(frozen=True)
class MenuGroup:
    """Entries of one kind under their name."""

    label: str | Promise
    items: tuple[MenuItem, ...]


FLAT = 7  # so many entries have room in one row


def menu_for(user: User) -> list[MenuItem | MenuGroup]:
    """The entries this person has use for, those of a group together where they are many."""
    items: tuple[MenuItem, ...] = import_string(settings.NAVIGATION)
    own = [item for item in items if item.is_for(user)]
    if len(own) <= FLAT:
        return list(own)
    groups: dict[str, list[MenuItem]] = {}
    for item in own:
        groups.setdefault(str(item.group) or item.url_name, []).append(item)
    return [many[0] if len(many) == 1 else MenuGroup(many[0].group, tuple(many)) for many in groups.values()]
