"""The list as it hangs out for everybody, and what anybody says against it."""

from __future__ import annotations

import secrets
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from honors.actions import objections
from honors.errors import refuse
from honors.forms import PublicObjectionForm
from honors.queries import publicity as queries
from kernel.accounts.doors import public
from kernel.brake import address, is_braked
from kernel.errors import RuleBroken
from kernel.orgs.queries import districts
from kernel.web.searching import Search

PER_PAGE = 100
# A school behind one address may object many times; a script may not.
PER_ADDRESS = {"limit": 20, "seconds": 3600}


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _over(request: HttpRequest) -> HttpResponse:
    return _unlisted(render(request, "honors/publicity_over.html", status=404))


@public
@never_cache
def publicity_list(request: HttpRequest) -> HttpResponse:
    """What hangs out today."""
    rounds = queries.hanging_out(timezone.localdate())
    return _unlisted(render(request, "honors/publicity_list.html", {"rounds": rounds}))


@public
@never_cache
def publicity(request: HttpRequest, as_of: date) -> HttpResponse:
    """Who is put forward: name, unit, years. Gone when the time is over."""
    one = queries.public_round(as_of, timezone.localdate())
    if one is None:
        return _over(request)
    search = Search(request, "name")
    if request.method == "POST":
        return search.answer()
    district = request.GET.get("district", "").replace("\0", "")[:60]
    name = search.values.get("name", "").strip().replace("\0", "")[:50]
    page = Paginator(queries.public_entries(one, district, name), PER_PAGE).get_page(request.GET.get("page"))
    context = {"round": one, "page": page, "districts": districts(), "district": district, "name": name}
    return _unlisted(render(request, "honors/publicity.html", context))


@public
@never_cache
def publicity_object(request: HttpRequest, as_of: date) -> HttpResponse:
    """Anybody says what is wrong with the list, with or without a name."""
    today = timezone.localdate()
    one = queries.public_round(as_of, today)
    if one is None:
        return _over(request)
    key = request.GET.get("entry", "")
    entry = queries.public_entry_or_none(one, key)
    # The brake comes before anything is judged, files above all; what was typed stays.
    braked = request.method == "POST" and is_braked("honors-object", address(request), **PER_ADDRESS)
    files = None if braked else request.FILES or None
    form = PublicObjectionForm(request.POST or None, files, initial={"once": secrets.token_urlsafe(16)})
    if braked:
        form.add_error(None, refuse("braked").message)
    elif request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            if key and entry is None:  # taken out since the page was opened: never turned against the whole list
                raise refuse("entry_gone")
            objections.object_publicly(
                one=one, entry=entry, text=values["text"], contact=values["contact"], files=values["papers"],
                once=values["once"], on=today,
            )  # fmt: skip
            return _unlisted(render(request, "honors/publicity_thanks.html", {"round": one}))
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"round": one, "entry": entry, "form": form}
    return _unlisted(render(request, "honors/publicity_object.html", context, status=429 if braked else 200))
