"""Pages of the second signature: everything that waits for mine, and one request for a strong role."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.access.actions import grants as actions
from kernel.access.permissions import AccessPermission
from kernel.access.queries import requests as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@requires()
def signatures(request: HttpRequest) -> HttpResponse:
    """Everything that waits for my signature, of whatever kind."""
    return render(request, "access/signatures.html", {"rows": queries.to_sign(actor(request))})


@requires()
def grant_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request."""
    return render(request, "access/request.html", {"one": queries.request(actor(request), pk)})


@require_POST
@requires(AccessPermission.SIGN)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree; the role is granted."""
    if not request.POST.get("checked"):
        queries.request(actor(request), pk)
        messages.error(request, _("请先核对并勾选确认，再签署。"))
        return redirect("grant_request", pk=pk)
    return _decide(request, pk, actions.sign, _("已签署，授权已生效。"))


@require_POST
@requires(AccessPermission.SIGN)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not agree."""
    answer = request.POST.get("answer", "").replace("\0", "")
    return _decide(request, pk, actions.refuse, _("已答复提出人。"), answer=answer)


@require_POST
@requires()
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own request back."""
    return _decide(request, pk, actions.withdraw, _("已撤回。"))


def _decide(request: HttpRequest, pk: int, move: Callable[..., object], done: str, **more: str) -> HttpResponse:
    user = actor(request)
    one = queries.request(user, pk)
    try:
        move(signature=one.signature, user=one.person, by=user, **more)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("grant_request", pk=pk)
