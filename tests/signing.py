"""Signing in as a test needs it: past the second factor, and the six digits of a secret."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.test import Client

from kernel.accounts import sessions
from kernel.accounts.models import User


def code_of(secret: str, step: int = 0) -> str:
    """The six digits of now, or of so many steps of the clock later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def enrol_app(user: User) -> str:
    """An authenticator app for this person; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def sign_in_as(client: Client, user: User) -> None:
    """A session of this person; whoever holds a role has used the second factor that the account has."""
    client.force_login(user)
    session = client.session
    if User.objects.get(pk=user.pk).is_officer:
        factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if factor is None:
            factor = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of a test"})
        sessions.note_second_factor(session, User.objects.get(pk=user.pk), factor.pk)
        session.save()
    UserSession.objects.get_or_create(
        session_key=session.session_key, defaults={"user": user, "ip": "127.0.0.1", "user_agent": "a test"}
    )
