"""What waits for the people at the editors' desk."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from cms.models.base import makers_of
from cms.permissions import CmsPermission
from kernel.accounts.models import User
from kernel.notices import Waiting


def waiting(user: User) -> list[Waiting]:
    """Pages that were handed in, for who may approve them and has not written them."""
    if not user.holds(CmsPermission.PUBLISH):
        return []
    found = []
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("revision")
    for state in states:
        page = state.revision.content_object
        if isinstance(page, Page) and user.pk not in makers_of(page, state.revision):
            address = f"{settings.EDITORS_PATH}pages/{page.pk}/edit/"
            found.append(Waiting(_("网站页面“%s”待审核") % page.get_admin_display_title(),
                                 _("由另一人编写，请核对内容后审核发布或退回。"), address, _("去审核")))  # fmt: skip
    return found
