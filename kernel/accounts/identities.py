"""Signing in with an identity kept elsewhere: the city's single sign-on, DingTalk, Feishu, WeChat.

An identity opens an account only when it was linked to it: by the owner, signed in, or by an administrator. Nobody
gets an account this way, and no e-mail address or name is compared.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kernel.accounts.actions import link_identity
from kernel.accounts.choices import SignInAct
from kernel.accounts.models import User
from kernel.accounts.signals import sign_in_event
from kernel.errors import RuleBroken

EXPECTED = "expected_identity"
EXPECTED_SECONDS = 600


class KnownIdentities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Named in settings as SOCIALACCOUNT_ADAPTER."""

    def list_apps(self, request: HttpRequest, provider: str = "", client_id: str = "") -> list[SocialApp]:
        """Those of the settings; a row in the database sets nothing up."""
        found = _build_apps_from_settings(provider=provider or None, client_id=client_id or None)
        return [app for apps in found.values() for app in apps]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Nothing of what the other side says about the person is taken over."""
        user: User = sociallogin.user
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("mfa_index")

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let a linked identity in, link the one that an invitation waits for, refuse every other."""
        sociallogin.account.extra_data, sociallogin.email_addresses = {}, []
        if sociallogin.state.get("process") == "connect" and request.user.is_authenticated:
            return
        if sociallogin.is_existing:
            return
        if (user := _expected(request.session)) is not None:
            self._link(request, sociallogin, user)
            return
        detail = {"provider": sociallogin.account.provider}
        sign_in_event.send(User, subject=None, by=None, act=SignInAct.IDENTITY_UNKNOWN, detail=detail)
        raise ImmediateHttpResponse(refused(request))

    def _link(self, request: HttpRequest, sociallogin: SocialLogin, user: User) -> None:
        account = sociallogin.account
        try:
            sociallogin.account = link_identity(user=user, provider=account.provider, uid=account.uid, by=user)
        except RuleBroken as refusal:
            raise ImmediateHttpResponse(refused(request, refusal.message)) from refusal
        sociallogin.user = user


def provider_names(request: HttpRequest) -> dict[str, str]:
    """What people call the providers that are set up, by the name under which their identities are stored."""
    return {app.provider_id or app.provider: str(app.name) for app in KnownIdentities().list_apps(request)}


def refused(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """The page that says why this identity opens nothing."""
    return render(request, "socialaccount/refused.html", {"sentence": sentence}, status=403)


def expect_identity(session: SessionBase, user: User) -> None:
    """Called by the page of an invitation, after it has checked the invitation: the identity that signs in next in
    this browser, within ten minutes, is linked to the account."""
    session[EXPECTED] = {"user": user.pk, "until": time.time() + EXPECTED_SECONDS}


def _expected(session: SessionBase) -> User | None:
    note = session.pop(EXPECTED, None)
    if not note or note["until"] < time.time():
        return None
    return User.objects.filter(pk=note["user"], is_active=True).first()
