"""Dated rows of the city's rules of programmes and check-in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from training.errors import refuse
from training.models import TrainingSetting
from training.permissions import TrainingPermission as Training


def add_setting(*, effective_from: date, by: User, on: date, **values: Any) -> TrainingSetting:
    """New rules from a day on; rows of before are never changed."""
    if not by.holds(Training.SET_RULES):
        raise refuse("no_permission", move="设定培训规则")
    if effective_from < on:
        raise refuse("setting_past")
    with transaction.atomic():
        row, is_new = TrainingSetting.objects.get_or_create(
            effective_from=effective_from, defaults={**values, "set_by": by}
        )
        if not is_new:
            raise refuse("setting_exists", day=effective_from)
        record("training_setting.made", by=by, subject=row, effective_from=str(effective_from))
    return row
