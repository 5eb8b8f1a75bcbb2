"""What the accounts announce to those above: the audit trail hears it."""

from __future__ import annotations

from django.dispatch import Signal

account_made = Signal()  # subject: User, by: User | None
role_granted = Signal()  # subject: Grant, by: User | None
