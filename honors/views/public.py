"""The check page for everybody, and what a holder's link shows."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from honors.actions.papers import stored_paper
from honors.actions.sharing import count_opening
from honors.forms import CheckForm
from honors.queries import check as queries
from honors.queries.check import Answer
from kernel.accounts.doors import public
from kernel.brake import address, is_braked, release

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
        return _braked(request, form, "address")
    if is_braked("check-number", number, **PER_NUMBER):
        return _braked(request, form, "number")
    answer = queries.by_number(number, name)
    if answer.status != queries.NOT_FOUND:
        release("check-number", number)  # only misses stay counted: a holder's own checks never use the number up
    context = {"form": form if answer.status == queries.NOT_FOUND else CheckForm(), "answer": answer}
    return render(request, "honors/check.html", {**context, "now": timezone.now()})


@public
@never_cache
def check_copy(request: HttpRequest, number: str, index: int, token: str) -> HttpResponse:
    """The link in the QR code: number, copy and secret."""
    return _scanned(request, lambda: queries.by_link(number, index, token))


@public
@never_cache
def check_token(request: HttpRequest, token: str) -> HttpResponse:
    """The link of papers drawn before they had copies."""
    return _scanned(request, lambda: queries.by_token(token))


@public
@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What a holder shows: the answer, the unit, the paper. Not for search engines."""
    if is_braked("check", address(request), **PER_ADDRESS):
        return _braked(request, CheckForm(), "address")
    link = queries.shared(token)
    if link is None:
        return _quiet(render(request, "honors/shared.html", status=404))
    count_opening(link=link)
    paper = queries.shared_paper(link)
    context = {"link": link, "paper": paper, "answer": queries.answer(paper), "now": timezone.now()}
    return _quiet(render(request, "honors/shared.html", context))


@public
@never_cache
def shared_file(request: HttpRequest, token: str) -> HttpResponse:
    """The paper behind a holder's link, as long as the certificate holds."""
    if is_braked("check", address(request), **PER_ADDRESS):
        return _braked(request, CheckForm(), "address")
    link = queries.shared(token)
    if link is None or link.certificate.status != "valid":
        return _quiet(render(request, "honors/shared.html", status=404))
    paper = queries.shared_paper(link)
    response = HttpResponse(stored_paper(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{paper.title}.pdf"'
    return _quiet(response)


def _scanned(request: HttpRequest, ask: Callable[[], Answer]) -> HttpResponse:
    if is_braked("check", address(request), **PER_ADDRESS):
        return _braked(request, CheckForm(), "address")
    answer = ask()
    context = {"form": CheckForm(), "answer": answer, "scanned": True, "now": timezone.now()}
    return render(request, "honors/check.html", context, status=404 if answer.status == queries.NOT_FOUND else 200)


def _braked(request: HttpRequest, form: CheckForm, why: str) -> HttpResponse:
    return render(request, "honors/check.html", {"form": form, "braked": why}, status=429)


def _quiet(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines and its address out of the logs of others."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"  # ours may see it: a change of language comes back
    return response
