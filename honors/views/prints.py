"""Files of a round for the printer and for the hand-over."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from honors.actions import printing as actions
from honors.permissions import HonorPermission as Honor
from honors.queries import prints as queries
from honors.queries import rounds
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import as_download
from kernel.jobs.queries import newest_job


@requires(Honor.DOWNLOAD)
def print_files(request: HttpRequest, as_of: date) -> HttpResponse:
    """All files of a round that this person may hand out, and the making of them."""
    user = actor(request)
    one = rounds.round_of(user, as_of)
    may_make = user.holds(Honor.RUN_ROUND) and one.issued_at is not None
    context = {
        "round": one,
        "shelves": queries.shelves(user, one),
        "may_make": may_make,
        "job": newest_job(actions.PRINT, one.pk) if may_make else None,
    }
    return render(request, "honors/print_files.html", context)


@require_POST
@requires(Honor.RUN_ROUND)
def make(request: HttpRequest, as_of: date) -> HttpResponse:
    """Have the files made."""
    one = rounds.round_of(actor(request), as_of)
    try:
        actions.order_print_files(one=one, by=actor(request))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("print_files", as_of=as_of)


@requires(Honor.DOWNLOAD)
def file(request: HttpRequest, as_of: date, pk: int) -> HttpResponse:
    """One file."""
    user = actor(request)
    row = queries.print_file(user, rounds.round_of(user, as_of), pk)
    response = HttpResponse(actions.hand_out_print(row=row, by=user), content_type="application/pdf")
    response["Content-Disposition"] = as_download(queries.download_name(row))
    return response
