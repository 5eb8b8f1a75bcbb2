"""What the accounts announce to those above: the audit trail hears it."""

from __future__ import annotations

from django.dispatch import Signal

account_made = Signal()  # subject: User, by: User | None
role_granted = Signal()  # subject: Grant, by: User | None
sign_in_event = Signal()  # subject: User | None (None: no such account), by: User | None, act: SignInAct, detail: dict
