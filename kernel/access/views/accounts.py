"""Pages of the system administrator: accounts, invitations, work that failed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernel.access.actions import accounts as actions
from kernel.access.actions import invitations
from kernel.access.forms import InvitationForm
from kernel.access.permissions import AccessPermission
from kernel.access.queries import accounts as queries
from kernel.access.queries import resets
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.jobs.queries import chores, troubled


@requires(AccessPermission.ACCOUNTS)
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts, searched by name."""
    q, state = request.GET.get("q", "").replace("\0", "").strip()[:50], request.GET.get("state", "")
    page, rows = queries.accounts(actor(request), q, state, request.GET.get("page"))
    return render(request, "access/accounts.html", {"page": page, "rows": rows, "q": q, "state": state})


@requires(AccessPermission.ACCOUNTS)
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: when it was used, when it was closed."""
    user = actor(request)
    one = queries.account(user, pk)
    context = {
        "account": one, "use": queries.use_of(one), "grants": queries.grants_today(one),
        "closures": queries.closures(user, one), "is_me": one.pk == user.pk, "ways_in": resets.ways_in(user, one),
    }  # fmt: skip
    return render(request, "access/account.html", context)


@require_POST
@requires(AccessPermission.ACCOUNTS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    return _decide(request, pk, actions.close_account, _("账号已停用。"))


@require_POST
@requires(AccessPermission.ACCOUNTS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account again."""
    return _decide(request, pk, actions.reopen_account, _("账号已恢复。"))


def _decide(request: HttpRequest, pk: int, move: Callable[..., None], done: str) -> HttpResponse:
    user = actor(request)
    one = queries.account(user, pk)
    try:
        move(user=one, reason=request.POST.get("reason", "").replace("\0", ""), by=user)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("account_detail", pk=pk)


@never_cache
@requires(AccessPermission.ACCOUNTS)
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Invitations, and the form for another; the slip is the answer to the form and is never shown again."""
    user = actor(request)
    units = queries.units(user)
    form = InvitationForm(units, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made, code = invitations.invite(**{**given, "org": units.get(pk=int(given["org"]))}, by=user)
            return render(request, "access/slip.html", {"invitation": made, "code": code})
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    page = queries.invitations(user, request.GET.get("page"))
    return render(request, "access/invitations.html", {"form": form, "page": page})


@require_POST
@requires(AccessPermission.ACCOUNTS)
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    user = actor(request)
    try:
        invitations.withdraw(invitation=queries.invitation(user, pk), by=user)
        messages.success(request, _("邀请已撤回，邀请码不能再用。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("invitation_list")


@requires(AccessPermission.OPERATE)
def troubled_jobs(request: HttpRequest) -> HttpResponse:
    """Work that failed: what and when, not about whom; and what is done again and again."""
    return render(request, "access/jobs.html", {"rows": troubled(), "chores": chores()})
