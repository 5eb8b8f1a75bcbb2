"""What a session must have gone through before any page opens: it is fresh, the password is the person's own, and
whoever holds a role has used a second factor. One place for our own pages and for those of allauth alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts import sessions
from kernel.accounts.choices import Step
from kernel.accounts.doors import PUBLIC, to_login
from kernel.accounts.models import User

PAGES = {
    Step.PASSWORD: "account_change_password",
    Step.SET_UP: "second_factor",
    Step.ENTER: "second_factor",
}


class SignInRules:
    """Looks at each call of a signed-in person before its view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the view run."""
        user = request.user
        if not isinstance(user, User):
            return None
        is_public = getattr(view, "door", None) == PUBLIC
        sensitive = getattr(view, "sensitive", False)
        if sessions.is_over(request.session, sensitive=sensitive):
            logout(request)
            if is_public:
                return None
            messages.warning(request, _("长时间没有操作或登录时间过长，为保证安全已退出，请重新登录。"))
            return to_login(request)
        # A page that asks for itself again and again shows nobody sitting before it.
        if not request.headers.get("X-Polling"):
            sessions.note_seen(request.session, sensitive=sensitive)
        if is_public:
            return None
        step = outstanding(request, user)
        if step is None or step in getattr(view, "open_during", ()):
            return None
        return _go(request, PAGES[step])


def outstanding(request: HttpRequest, user: User) -> Step | None:
    """What this person has to do first. Costs no query but for who has not used a second factor yet."""
    if user.has_usable_password() and (user.must_change_password or (user.is_officer and is_password_old(user))):
        return Step.PASSWORD
    if not user.is_officer or sessions.has_second_factor(request.session, user):
        return None
    # Whoever has a second factor has to use it. To set up a further one instead would be a way around it.
    has_one = Authenticator.objects.filter(user=user).exists()
    return Step.ENTER if has_one else Step.SET_UP


def is_password_old(user: User) -> bool:
    """Whether the password is due to be changed."""
    return timezone.now() - user.password_changed_at >= timedelta(days=settings.PASSWORD_MAX_DAYS)


def _go(request: HttpRequest, name: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse(name)})
    return redirect(name)
