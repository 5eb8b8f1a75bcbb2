"""The texts of 通报 that wait for a page."""

from __future__ import annotations

from cms.models import CasePage
from cms.permissions import CmsPermission
from ethics.queries.notices import Notice, notices_without
from kernel.accounts.models import User


def texts_without_page(user: User) -> list[Notice]:
    """The anonymised texts that ethics gave out and no page tells yet, for who may make one."""
    if not user.holds(CmsPermission.EDIT):
        return []
    return notices_without(list(CasePage.objects.values_list("notice", flat=True)))
