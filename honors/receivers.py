"""What honours hear from the trades below."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.dispatch import receiver

from ethics.signals import standing_changed
from honors.actions.ethics import follow_standing
from kernel.accounts.models import User


@receiver(standing_changed, dispatch_uid="honors")
def on_standing_changed(sender: Any, teacher_ids: Collection[int], by: User, on: date, **_more: Any) -> None:
    """Somebody's standing changed: certificates and open lists follow."""
    follow_standing(teacher_ids=teacher_ids, by=by, on=on)
