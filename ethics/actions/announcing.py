"""Telling who must know that the answer about people may have changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ethics.actions.receipts import recheck
from ethics.models import Sanction
from ethics.signals import standing_changed
from kernel.accounts.models import User


def announce(teacher_ids: Collection[int], by: User, on: date) -> None:
    """Receipts that said yes are looked at again, then the trades above hear of it. Inside the act's transaction."""
    ids = list(dict.fromkeys(teacher_ids))
    if ids:
        recheck(teacher_ids=ids, by=by, on=on)
        standing_changed.send(Sanction, teacher_ids=ids, by=by, on=on)
