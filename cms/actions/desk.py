"""The roles of the house as Wagtail's groups."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction

from cms.actions.site import GROUPS
from kernel.accounts.models import User


def follow_roles(*, user: User) -> None:
    """Bring somebody into the groups of the permissions held at this moment, and out of every other."""
    wanted = {str(permission) for permission in GROUPS if user.holds(permission)}
    held = set(user.groups.values_list("name", flat=True))
    if held == {GROUPS[permission] for permission in GROUPS if str(permission) in wanted}:
        return
    with transaction.atomic():
        names = [GROUPS[permission] for permission in GROUPS if str(permission) in wanted]
        user.groups.set(Group.objects.filter(name__in=names))
    for kept in ("_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(kept, None)
