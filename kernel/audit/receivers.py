"""Hears what lies below the audit trail and writes it down."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from kernel.accounts.address import address
from kernel.accounts.models import Grant, User
from kernel.accounts.signals import account_made, role_granted
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


@receiver(user_login_failed)
def note_refused_sign_in(credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """Somebody did not get in. What was typed is kept nowhere: it may be a password in the wrong field."""
    account = User.objects.filter(username=str(credentials.get("username") or "")).first()
    note_refusal("signin.refused", account=account, address=address(request) if request else "")
