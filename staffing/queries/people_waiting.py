"""What waits for a person about exemptions and measures of appointment."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from staffing.queries.rotation import waiting_exemptions


def waiting(user: User) -> list[Waiting]:
    """Exemptions to confirm."""
    found: list[Waiting] = []
    if n := waiting_exemptions(user):
        found.append(
            Waiting(
                _("%s 份暂不交流登记待确认") % n, _("学校已登记原因和凭据，确认后才生效。"),
                reverse("exemption_list") + "?state=asked", _("去办理"), urgent=True,
            )
        )  # fmt: skip
    return found
