"""Hears allauth: keeps the notes of a session, and announces what happened to those above."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed, user_logged_in, user_logged_out
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_added
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in as session_made
from django.db.models import F
from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kernel.accounts import sessions
from kernel.accounts.actions import end_sessions
from kernel.accounts.address import address
from kernel.accounts.choices import SignInAct
from kernel.accounts.models import User
from kernel.accounts.signals import sign_in_event

MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def _announce(act: SignInAct, user: User, **detail: Any) -> None:
    sign_in_event.send(User, subject=user, by=user, act=act, detail=detail)


@receiver(session_made)
def start_clocks(request: HttpRequest, **_kwargs: Any) -> None:
    """Whichever way a session came about, its clocks run from now."""
    sessions.begin(request.session)


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Somebody came in; whoever holds a strong role has this session alone."""
    _announce(SignInAct.DONE, user, how=_how(request), **{"from": address(request)})
    if user.is_strong:
        others = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
        if end_sessions(sessions=others, by=user, why="later"):
            messages.info(request, _("您在别处的登录已随本次登录自动退出。"))


def _how(request: HttpRequest) -> str:
    """password, password+totp, webauthn, or the name of a provider with the second factor behind it."""
    records = get_authentication_records(request, request.user)
    ways = [one.get("provider") or one.get("type") or one["method"] for one in records]
    return "+".join(dict.fromkeys(ways))


@receiver(user_logged_out)
def note_sign_out(user: User | None, **_kwargs: Any) -> None:
    """Somebody left."""
    if user is not None:
        _announce(SignInAct.LEFT, user)


@receiver(authenticator_used)
def note_factor_used(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """A second factor was used, on the way in or again later."""
    sessions.note_second_factor(request.session, user, authenticator.pk)


@receiver(authenticator_added)
def note_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """The first second factor counts as used in the session that set it up. A further one does not: it would let a
    session past that never used the one before."""
    _announce(SignInAct.FACTOR_ADDED, user, kind=authenticator.type)
    others = Authenticator.objects.filter(user=user, type__in=MAIN).exclude(pk=authenticator.pk)
    if authenticator.type in MAIN and not others.exists():
        user.refresh_from_db(fields=["factor_stamp"])
        sessions.note_second_factor(request.session, user, authenticator.pk)
        request.session.save()  # allauth tells of some only when everything is committed


@receiver(authenticator_removed)
def note_factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """All sessions lose their note when a second factor goes; this one keeps it if it used another that is left."""
    _announce(SignInAct.FACTOR_REMOVED, user, kind=authenticator.type)
    note = request.session.pop(sessions.SECOND_FACTOR, None)
    if note and Authenticator.objects.filter(pk=note["by"], user=user).exists():
        user.refresh_from_db(fields=["factor_stamp"])
        sessions.note_second_factor(request.session, user, note["by"])


@receiver(authenticator_reset)
def note_codes_renewed(user: User, **_kwargs: Any) -> None:
    """New recovery codes were made."""
    _announce(SignInAct.CODES_RENEWED, user)


@receiver(authentication_failed)
def note_wrong_code(user: User, **_kwargs: Any) -> None:
    """A wrong code was entered after the right password."""
    sign_in_event.send(User, subject=user, by=None, act=SignInAct.CODE_FAILED, detail={})


@receiver(post_delete, sender=Authenticator)
def forget_factor(instance: Authenticator, **_kwargs: Any) -> None:
    """However a second factor was lost, no session counts it any more."""
    if instance.type in MAIN:
        User.objects.filter(pk=instance.user_id).update(factor_stamp=F("factor_stamp") + 1)


@receiver(password_changed)
def note_password(user: User, **_kwargs: Any) -> None:
    """A password was changed by its owner."""
    _announce(SignInAct.PASSWORD_CHANGED, user)


@receiver(social_account_added)
def note_identity(request: HttpRequest, sociallogin: Any, **_kwargs: Any) -> None:
    """The owner linked an identity."""
    _announce(SignInAct.IDENTITY_LINKED, sociallogin.user, provider=sociallogin.account.provider)


@receiver(pre_save, sender=SocialAccount)
def keep_no_profile(instance: SocialAccount, **_kwargs: Any) -> None:
    """What the other side tells about a person (name, phone, e-mail) is not kept: the identity's number is enough."""
    instance.extra_data = {}
