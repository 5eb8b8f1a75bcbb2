"""The door of a page: who may knock is decided before the view runs; a test finds views without one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.errors import RuleBroken

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PUBLIC = "public"
SIGNED_IN = "signed-in"


def public(view: View[P]) -> View[P]:
    """A page for everybody."""
    view.door = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(*permissions: str, sensitive: bool = False) -> Callable[[View[P]], View[P]]:
    """A page for signed-in people who hold any one of the permissions somewhere (none named: everyone signed in).

    What a person may see beyond the door is decided by the query: a row outside the own scope is 404. A ``sensitive``
    page shows L4 data: nobody may leave it lying open for long (``SENSITIVE_IDLE_SECONDS``). What else a session must
    have gone through before any door opens is kept by ``kernel.accounts.middleware``.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_login(request)
            if permissions and not any(request.user.holds(permission) for permission in permissions):
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except ObjectDoesNotExist as error:
                raise Http404 from error
            except RuleBroken as refusal:  # one that the view has no better place for
                return render(request, "web/refused.html", {"message": refusal.message}, status=409)

        entered.door = permissions or (SIGNED_IN,)  # type: ignore[attr-defined]
        entered.sensitive = sensitive  # type: ignore[attr-defined]
        return cast("View[P]", entered)

    return guard


def to_login(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back. What was sent after the session had ended was not done: back then means the page
    it was sent from (our acts lie one step below their page), and a sentence says so."""
    if request.headers.get("HX-Request"):  # a part of a page cannot show the sign-in page: the whole one goes there
        whole = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(whole).url})
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    messages.warning(request, _("登录已过期，刚才的操作没有执行，请重新办理。"))
    return redirect_to_login(request.path.rstrip("/").rpartition("/")[0] + "/")


def actor(request: HttpRequest) -> User:
    """The signed-in person behind a request."""
    return cast(Any, request).user
