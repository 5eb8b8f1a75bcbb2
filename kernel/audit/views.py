"""Pages of the trail, for the audit administrator alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from kernel.accounts.doors import actor, requires
from kernel.audit import queries
from kernel.audit.forms import TrailForm
from kernel.audit.permissions import AuditPermission


@requires(AuditPermission.READ)
def trail(request: HttpRequest) -> HttpResponse:
    """The whole trail with filters, and the state of its chain."""
    user, form = actor(request), TrailForm(request.GET)
    wanted = form.wanted
    given = {key: value for key, value in form.cleaned_data.items() if value}
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "slice": queries.trail(user, wanted, before=_mark(request, "before"), after=_mark(request, "after")),
        "filters": urlencode(given),
        "chain": queries.chain_state(user),
    }
    return render(request, "audit/trail.html", context)


def _mark(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")


@requires(AuditPermission.READ)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: who, when, what, and its link in the chain. What the record itself holds is not for the auditor."""
    one, link = queries.event(actor(request), pk)
    return render(request, "audit/event.html", {"event": one, "link": link})
