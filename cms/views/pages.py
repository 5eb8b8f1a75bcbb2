"""The pages that editors write, and the search over them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import views as wagtail

from cms.permissions import CmsPermission
from cms.queries import search as queries
from kernel.accounts.doors import public, requires
from kernel.brake import address, is_braked

PER_ADDRESS = {"limit": 60, "seconds": 60}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of the site; what is no page is 404."""
    response: HttpResponseBase = wagtail.serve(request, path)
    return response


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for some words, and a way on where nothing was."""
    words, number = request.GET.get("q", ""), request.GET.get("page", "")
    if is_braked("site-search", address(request), **PER_ADDRESS):
        return render(request, "cms/search.html", {"braked": True, "words": words}, status=429)
    found = queries.found(words, number)
    return render(request, "cms/search.html", {"found": found, "words": found.words, "entries": found.page})


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles to go on with, while somebody types: a part of the page of the search."""
    if is_braked("site-search", address(request), **PER_ADDRESS):
        return HttpResponse(status=204)
    found = queries.suggestions(request.GET.get("q", ""))
    return render(request, "cms/_suggestions.html", {"pages": found})


@require_safe
@requires(*CmsPermission)
def desk(request: HttpRequest) -> HttpResponseBase:
    """From the menu of the house to the editors' desk."""
    return redirect(settings.EDITORS_PATH)
