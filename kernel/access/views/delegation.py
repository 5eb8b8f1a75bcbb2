"""Pages of an officer's own roles: what they are, lending them during leave, taking them back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.access.actions import delegation as actions
from kernel.access.forms import LendForm
from kernel.access.queries import people as queries
from kernel.access.queries.colleagues import colleagues
from kernel.access.queries.requests import asked_by
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@requires()
def my_grants(request: HttpRequest) -> HttpResponse:
    """My roles, what I lent and what I took over."""
    user = actor(request)
    context = {"own": queries.own_grants(user), "lent": queries.lent(user), "requests": asked_by(user)}
    return render(request, "access/mine.html", context)


@requires()
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend the work of one of my roles to a colleague."""
    user = actor(request)
    grant = queries.own_grant(user, pk)
    people = colleagues(user, grant.org)
    form = LendForm(people, request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        to = next(one for one in people if str(one.pk) == given["to"])
        try:
            made = actions.delegate(grant=grant, by=user, **{**given, "to": to})
            waits = hasattr(made, "asked_by_id")
            done = _("已提交，由安全管理员签署后代理才开始。") if waits else _("已委托；可以随时收回。")
            messages.success(request, done)
            return redirect("my_grants")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "grant": grant, "people": people, "days": settings.DELEGATION_DAYS}
    return render(request, "access/lend.html", context)


@require_POST
@requires()
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """End what I lent or took over."""
    user = actor(request)
    try:
        actions.take_back(grant=queries.lent_grant(user, pk), by=user)
        messages.success(request, _("代理已结束。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("my_grants")
