"""What allauth may do here: sign people in, never let them sign up by themselves."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts import locks
from kernel.accounts.address import address
from kernel.accounts.choices import SignInAct
from kernel.accounts.models import User
from kernel.accounts.sessions import has_second_factor
from kernel.accounts.signals import sign_in_event


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "登录失败次数过多，已暂停登录 30 分钟。请 30 分钟后再试，或请本单位管理员解除锁定。"
        ),
        "incorrect_password": _("密码不正确，请重新输入。"),
        "enter_current_password": _("当前密码不正确，请重新输入。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return locks.name_key(credentials.get("username", ""))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Announce the failure; a name that nobody bears is not told on, it may be a password in the wrong field."""
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        sign_in_event.send(User, subject=user, by=None, act=SignInAct.FAILED, detail={"from": address(request)})
        if user is not None and locks.is_locked(user):
            sign_in_event.send(User, subject=user, by=None, act=SignInAct.LOCKED, detail={})

    def set_password(self, user: User, password: str) -> None:
        """The person's own choice: from here on nobody else knows it."""
        user.must_change_password = False
        super().set_password(user, password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just come in with all they have is not asked again at once: to set the first second factor up,
        and to see the recovery codes that come with it."""
        request = context.request
        if app == "allauth.mfa" and request.user.is_authenticated:
            since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
            records = get_authentication_records(request, request.user)
            is_recent = any(one["method"] in {"password", "mfa"} and one["at"] > since for one in records)
            if is_recent and (has_second_factor(request.session, request.user) or not _has_factor(request.user)):
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


def _has_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk).exists())
