"""The step of the second person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page

from cms.models.base import makers_of


class SecondPersonTask(AbstractGroupApprovalTask):
    """Approval by somebody who has written nothing of what would go out; ``SitePage.publish`` holds the same."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("第二人审核")

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        if user.pk in makers_of(obj, obj.get_latest_revision()):
            return []
        found: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return found
