"""The check page for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from honors.forms import CheckForm
from honors.queries import check as queries
from kernel.accounts.doors import public
from kernel.web.brake import address, is_braked, release

PER_ADDRESS = {"limit": 30, "seconds": 60}
# Names are guessed against one number: the number itself is braked, from whatever addresses the guesses come.
PER_NUMBER = {"limit": 10, "seconds": 3600}


@public
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Number and name in, a plain answer out. Asked by POST, so that names do not stand in logs of addresses."""
    form = CheckForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "honors/check.html", {"form": form})
    number, name = form.cleaned_data["number"], form.cleaned_data["name"]
    if is_braked("check", address(request), **PER_ADDRESS):
        return render(request, "honors/check.html", {"form": form, "braked": "address"}, status=429)
    if is_braked("check-number", number, **PER_NUMBER):
        return render(request, "honors/check.html", {"form": form, "braked": "number"}, status=429)
    answer = queries.by_number(number, name)
    if answer.status != queries.NOT_FOUND:
        release("check-number", number)  # only misses stay counted: a holder's own checks never use the number up
    context = {"form": form if answer.status == queries.NOT_FOUND else CheckForm(), "answer": answer}
    return render(request, "honors/check.html", {**context, "now": timezone.now()})


@public
@never_cache
def check_token(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the QR code."""
    if is_braked("check", address(request), **PER_ADDRESS):
        return render(request, "honors/check.html", {"form": CheckForm(), "braked": "address"}, status=429)
    answer = queries.by_token(token)
    status = 404 if answer.status == queries.NOT_FOUND else 200
    context = {"form": CheckForm(), "answer": answer, "scanned": True, "now": timezone.now()}
    return render(request, "honors/check.html", context, status=status)
