"""What a role is; the table itself stands in config/roles.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Role:
    """A named set of permissions, granted at a unit of one kind.

    Who holds a strong one has one session at a time: signing in elsewhere ends the one before.
    """

    code: str
    label: str | Promise
    permissions: frozenset[str]
    org_kinds: frozenset[str]
    is_strong: bool = False
    duty: str = "business"


@cache
def role_table() -> dict[str, Role]:
    """All roles by code, from the table that settings name."""
    roles: tuple[Role, ...] = import_string(settings.ROLE_TABLE)
    return {role.code: role for role in roles}


def roles_with(permission: str) -> frozenset[str]:
    """Codes of the roles that hold a permission."""
    return frozenset(code for code, role in role_table().items() if permission in role.permissions)
