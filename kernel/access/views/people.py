"""Pages of the security administrator: who has which roles, and granting, extending and ending them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.access.actions import grants as actions
from kernel.access.forms import EndForm, ExtendForm, GrantForm
from kernel.access.permissions import AccessPermission
from kernel.access.queries import people as queries
from kernel.access.queries.requests import requests_about
from kernel.accounts.choices import GrantKind
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@requires(AccessPermission.GRANT)
def people_list(request: HttpRequest) -> HttpResponse:
    """Who has which roles in my part of the tree."""
    user, q = actor(request), request.GET.get("q", "").replace("\0", "").strip()[:50]
    role = request.GET.get("role", "")
    context = {
        "page": queries.people(user, q, role, request.GET.get("page")), "q": q, "role": role,
        "roles": queries.grantable(user), "strangers": queries.without_role(user, q),
    }  # fmt: skip
    return render(request, "access/people.html", context)


@requires(AccessPermission.GRANT)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's grants and how each came about."""
    user = actor(request)
    one = queries.person(user, pk)
    context = {
        "person": one, "rows": queries.grants_of(user, one), "requests": requests_about(user, one),
        "is_me": one.pk == user.pk,
    }  # fmt: skip
    return render(request, "access/person.html", context)


@requires(AccessPermission.GRANT)
def grant_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant a role."""
    user = actor(request)
    one = queries.person(user, pk)
    form = GrantForm(
        queries.grantable(user), queries.units(user), request.POST or None, initial={"on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        unit, kind = queries.unit(user, given.pop("org")), GrantKind(given.pop("kind"))
        return _done(
            request, form, one, lambda: actions.give(user=one, org=unit, kind=kind, by=user, **given)
        ) or _form(request, form, one)
    return _form(request, form, one)


@requires(AccessPermission.GRANT)
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a grant early."""
    user = actor(request)
    grant = queries.grant(user, pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        answer = _done(request, form, grant.user, lambda: actions.end(grant=grant, by=user, **form.cleaned_data))
        if answer:
            return answer
    return _form(request, form, grant.user, grant, "end")


@requires(AccessPermission.GRANT)
def grant_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a grant run longer."""
    user = actor(request)
    grant = queries.grant(user, pk)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _done(request, form, grant.user, lambda: actions.extend(grant=grant, by=user, **form.cleaned_data))
        if answer:
            return answer
    return _form(request, form, grant.user, grant, "extend")


def _done(request: HttpRequest, form: Any, one: Any, act: Any) -> HttpResponse | None:
    """Do it and say what came of it; nothing when it was refused, which the form then says."""
    try:
        made = act()
    except RuleBroken as refusal:
        form.add_error(None, refusal.message)
        return None
    if hasattr(made, "asked_by_id"):
        messages.success(request, _("已提交，等待另一名安全管理员签署；签署之前没有变化。"))
    else:
        messages.success(request, _("已保存。"))
    return redirect("access_person", pk=one.pk)


def _form(request: HttpRequest, form: Any, one: Any, grant: Any = None, act: str = "grant") -> HttpResponse:
    return render(request, "access/grant_form.html", {"form": form, "person": one, "grant": grant, "act": act})
