"""Pages of the one answer: asking, receipts, the check of a receipt for everybody."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ethics.actions import asking
from ethics.actions import receipts as actions
from ethics.forms import AskForm, ReceiptCheckForm
from ethics.importers import people_of
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries import receipts as queries
from ethics.views.shared import act
from kernel.accounts.doors import actor, public, requires
from kernel.brake import address, is_braked
from kernel.errors import RuleBroken

PER_PAGE = 50
PER_ADDRESS = {"limit": 30, "seconds": 60}


@requires(Ethics.ASK, sensitive=True)
def ask(request: HttpRequest) -> HttpResponse:
    """Can these people be put forward? One or many, pasted or uploaded; the answer is a numbered receipt."""
    today = timezone.localdate()
    first = {"on": today, "purpose": request.GET.get("purpose", ""), "people": request.GET.get("who", "")[:20]}
    form = AskForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            return redirect(actions.make_receipt(
                people=_people(given), purpose=given["purpose"], by=actor(request), on=given["on"], asked_on=today,
            ))  # fmt: skip
        except RuleBroken as refusal:
            form.add_error("file" if given["file"] else None, refusal.message)
    page = Paginator(queries.receipts(actor(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ethics/standing_ask.html", {"form": form, "page": page})


def _people(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Those pasted, then those of the uploaded list."""
    found, upload = list(given["list"]), given["file"]
    if upload is not None:
        found += [(number, name) for _row, number, name in people_of(upload.read(), upload.name)]
    return found


@requires(Ethics.ASK, Ethics.VIEW, sensitive=True)
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """One receipt with its answers, reasons, and the code by which others confirm it."""
    user = actor(request)
    one = queries.receipt(user, number)
    asking.note_receipt_read(receipt=one, by=user)
    context = {"one": one, "lines": queries.lines(user, one), "is_holder": one.asked_by_id == user.pk}
    return render(request, "ethics/receipt.html", context)


@require_POST
@requires(Ethics.ASK)
def receipt_seen(request: HttpRequest, number: str) -> HttpResponse:
    """The holder has seen that it went stale."""
    one = queries.receipt(actor(request), number)
    return act(request, one, _("已确认知悉。"), actions.acknowledge, receipt=one)


@public
@never_cache
def receipt_check(request: HttpRequest) -> HttpResponse:
    """A third party confirms a receipt by number and code."""
    form = ReceiptCheckForm(request.POST or None)
    context: dict[str, object] = {"form": form, "now": timezone.now()}
    if request.method == "POST" and is_braked("receipt", address(request), **PER_ADDRESS):
        return render(request, "ethics/receipt_check.html", {**context, "braked": True}, status=429)
    if request.method == "POST" and form.is_valid():
        found = queries.confirmed(form.cleaned_data["number"], form.cleaned_data["code"])
        context |= {"found": found, "asked": True}
    return render(request, "ethics/receipt_check.html", context)
