"""What waits for a person in the ledger of hours."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.notices import Waiting
from training.permissions import TrainingPermission
from training.queries.hours import waiting_count


def waiting(user: User) -> list[Waiting]:
    """Hours that wait for this person's approval."""
    if not user.holds(TrainingPermission.APPROVE_HOURS):
        return []
    count = waiting_count(user)
    if not count:
        return []
    return [
        Waiting(
            _("%s 条学时待审核") % count, _("可以批量认定；材料重复的请逐条查看。"), reverse("hours_queue"), _("去审核")
        )
    ]
