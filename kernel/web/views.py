"""The first page and the pages for what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from kernel.accounts.doors import actor, public, requires
from kernel.web.waiting import waiting_for


def _or_public_home(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A stranger at the bare address wants the public site; whoever wants to sign in finds the way there."""

    @wraps(view)
    def entered(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated and not request.headers.get("HX-Request"):
            return redirect(settings.PUBLIC_HOME)
        return view(request)

    return entered


@_or_public_home
@requires()
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me."""
    return render(request, "web/home.html", {"waiting": waiting_for(actor(request))})


@public
@require_safe
def icon(_request: HttpRequest) -> HttpResponse:
    """The icon at the address where browsers look for it when what they show is no page of ours, a PDF say."""
    return redirect(static("web/icon.svg"))


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of the pages, kept in a cookie; Django sends back to an address of this house alone."""
    return set_language(request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No permission for this page."""
    return render(request, "web/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing that this person may know of."""
    return render(request, "web/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """An error of ours; drawn without a database."""
    return render(request, "web/500.html", status=500)


@public
def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits: drawn too long ago, or before signing in anew."""
    response = render(request, "web/expired.html", status=403)
    response.is_csrf_refusal = True  # type: ignore[attr-defined]  # for the line about it
    return response
