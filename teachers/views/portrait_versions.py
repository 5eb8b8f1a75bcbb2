"""Pages of the set of dimensions: what people are measured by, the draft, the second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from teachers.actions import portrait_versions as actions
from teachers.choices import VersionState
from teachers.forms import AnswerForm, VersionForm
from teachers.permissions import TeacherPermission as Permission
from teachers.queries import portrait_versions as queries


@requires()
def version_list(request: HttpRequest) -> HttpResponse:
    """All versions; drafts only for who works on them."""
    user, today = actor(request), timezone.localdate()
    may_work = queries.may_work(user)
    rows = [one for one in queries.versions() if may_work or one.state == VersionState.APPROVED]
    context = {
        "rows": rows, "now": queries.version_on(today), "may_set": user.holds(Permission.SET_PORTRAIT),
        "in_hand": any(one.state != VersionState.APPROVED for one in rows),
    }  # fmt: skip
    return render(request, "teachers/portrait_versions.html", context)


@requires()
def version_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One version: every indicator with its weight, standard and rule, beside the one in force."""
    user, today = actor(request), timezone.localdate()
    one = queries.version(user, number)
    signature = queries.request_of(user, one)
    context = {
        "one": one, "dimensions": queries.laid_out(one, queries.version_on(today)), "signature": signature,
        "may_change": one.state == VersionState.DRAFT and user.holds(Permission.SET_PORTRAIT),
        "may_sign": signature is not None and user.holds(Permission.APPROVE_PORTRAIT) and user.pk != one.made_by_id,
        "is_asker": signature is not None and signature.asked_by_id == user.pk,
        "form": AnswerForm(auto_id=False), "history": history(user, one, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "teachers/portrait_version.html", context)


@require_POST
@requires(Permission.SET_PORTRAIT)
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    try:
        one = actions.draft(by=actor(request), on=timezone.localdate())
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect("portrait_versions")
    return redirect("portrait_version_change", one.number)


@requires(Permission.SET_PORTRAIT)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a draft."""
    user = actor(request)
    one = queries.version(user, number)
    if one.state != VersionState.DRAFT:
        raise Http404
    form = VersionForm(queries.codes(), request.POST or None, initial=queries.initial(one))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(one=one, values=form.cleaned_data, weights=form.weights, by=user)
            messages.success(request, _("草案已保存。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"one": one, "form": form, "dimensions": queries.fields_of(form)}
    return render(request, "teachers/portrait_version_form.html", context)


def _moved(request: HttpRequest, number: int, done: str, move: Callable[..., Any], **values: Any) -> HttpResponse:
    user = actor(request)
    one = queries.version(user, number)
    signature = queries.request_of(user, one)
    if signature is None:
        raise Http404
    try:
        move(one=one, signature=signature, by=user, **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("portrait_version", number)


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")


@require_POST
@requires(Permission.SET_PORTRAIT)
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Put the draft before the second person."""
    user = actor(request)
    one = queries.version(user, number)
    try:
        actions.ask(one=one, reason=_text(request, "reason"), by=user)
        messages.success(request, _("已提交，等待另一人批准；批准之前仍按现行版本计算。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("portrait_version", number)


@require_POST
@requires(Permission.APPROVE_PORTRAIT)
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Approve."""
    done = _("已批准，自生效日起按此版计算；已有画像保留原来的版次。")
    return _moved(request, number, done, actions.sign, on=timezone.localdate())


@require_POST
@requires(Permission.APPROVE_PORTRAIT)
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Do not approve."""
    return _moved(request, number, _("已退回起草人。"), actions.send_back, answer=_text(request, "answer"))


@require_POST
@requires(Permission.SET_PORTRAIT)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take the own request back."""
    return _moved(request, number, _("已撤回。"), actions.take_back)
