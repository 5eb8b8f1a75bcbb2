"""Hears what lies below the audit trail and writes it down."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from kernel.accounts.choices import SignInAct
from kernel.accounts.models import Grant, User
from kernel.accounts.signals import account_made, role_granted, sign_in_event
from kernel.audit.actions import record
from kernel.audit.attempts import note_refusal


@receiver(account_made)
def note_account(subject: User, by: User | None, **_kwargs: Any) -> None:
    """An account was made."""
    record("account.made", by=by, subject=subject, username=subject.username)


@receiver(role_granted)
def note_grant(subject: Grant, by: User | None, **_kwargs: Any) -> None:
    """A role was granted."""
    record("grant.made", by=by, subject=subject, role=subject.role, org=subject.org_id, user=subject.user_id)


@receiver(sign_in_event)
def note_sign_in(act: str, subject: User | None, by: User | None, detail: dict[str, Any], **_kwargs: Any) -> None:
    """Somebody came in, failed to, or changed how they come in; account 0 stands for a name that nobody bears."""
    if act == SignInAct.FAILED:  # these come in crowds
        note_refusal(f"sign_in.{act}", account=subject, address=detail["from"])
        return
    record(f"sign_in.{act}", by=by, subject=subject or User(pk=0), **detail)
