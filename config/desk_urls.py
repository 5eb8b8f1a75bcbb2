"""The addresses of the editors' desk: those of the house, and Wagtail's below the editors' path, each behind the door.

Wagtail's own ways in (a password without a second factor, a new password by mail) and its page of the account lead to
the house's. This table holds for calls below the editors' path alone (``cms.middleware``); the table of the house does
not know it.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path, re_path
from wagtail.admin import urls as admin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.permissions import CmsPermission
from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as of_the_house
from kernel.accounts.doors import public, requires

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

DOOR = requires(*CmsPermission)


@public
def to_sign_in(request: HttpRequest, /, *_args: object, **_kwargs: object) -> HttpResponseBase:
    """To the one way in."""
    return redirect("account_login")


@requires()
def to_account(request: HttpRequest, /, *_args: object, **_kwargs: object) -> HttpResponseBase:
    """To the page of the own account."""
    return redirect("mfa_index")


_desk = settings.EDITORS_PATH.lstrip("/")
urlpatterns = [
    path(f"{_desk}login/", to_sign_in, name="wagtailadmin_login"),
    re_path(rf"^{_desk}password_reset/.*$", to_sign_in, name="desk_no_reset"),
    path(f"{_desk}account/", to_account, name="desk_account"),
    path(f"{_desk}logout/", to_account, name="desk_logout"),
    re_path(rf"^{_desk}users/.*$", to_account, name="desk_no_users"),
    path(_desk, include(decorate_urlpatterns(admin_urls.urlpatterns, DOOR))),
    *of_the_house,
]
