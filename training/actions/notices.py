"""What a person was told, put away by that person."""

from __future__ import annotations

from django.utils import timezone

from kernel.accounts.models import User
from training.models import TrainingNotice


def put_away(*, by: User) -> int:
    """All own notices that are on the page are read; how many."""
    rows = TrainingNotice.objects.visible_to(by).filter(teacher__user_id=by.pk, read_at=None)
    return int(rows.update(read_at=timezone.now()))
