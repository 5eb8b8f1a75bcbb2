"""The teacher's own side of a case."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import remedies
from ethics.actions.teacher_side import act
from ethics.choices.cases import RemedyStep, Route
from ethics.forms.cases import LodgeForm, StateForm
from ethics.queries import mine as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import attachment

ACTS = ("state", "request_hearing")


@requires(sensitive=True)
def my_cases(request: HttpRequest) -> HttpResponse:
    """What was served on me."""
    return render(request, "ethics/my_cases.html", {"cases": list(queries.cases(actor(request)))})


@requires(sensitive=True)
def my_case(request: HttpRequest, number: str) -> HttpResponse:
    """One of my cases: the papers, the limits, what I may do."""
    return _page(request, number)


def _page(request: HttpRequest, number: str, bound: dict[str, Any] | None = None) -> HttpResponse:
    shown = queries.page(actor(request), number, timezone.localdate())
    ways = remedies.ways_of(shown.case)
    bound = bound or {}
    choices = [(f"{way.route}|{way.step}", _way(way, last)) for way, last in ways]
    lodge_form = bound.get("lodge") or LodgeForm(ways=choices, initial={"once": secrets.token_urlsafe(16)})
    forms = [
        (name, title, bound.get(name) or StateForm(prefix=name))
        for name, title, may in (
            ("state", _("提交陈述申辩"), shown.may_state), ("request_hearing", _("申请听证"), shown.may_ask_hearing)
        )
        if may or name in bound
    ]  # fmt: skip
    context = {"shown": shown, "case": shown.case, "forms": forms, "ways": ways, "lodge_form": lodge_form}
    return render(request, "ethics/my_case.html", context)


def _way(way: Any, last: Any) -> str:
    values = {"step": RemedyStep(way.step).label, "route": Route(way.route).label, "day": last}
    return _("%(step)s（%(route)s），%(day)s 前提出") % values


@require_POST
@requires(sensitive=True)
def my_case_act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """State, or ask for a hearing."""
    if name not in ACTS:
        raise Http404
    user = actor(request)
    found = queries.page(user, number, timezone.localdate()).case
    form = StateForm(request.POST, request.FILES, prefix=name)
    if form.is_valid():
        try:
            act(case=found, name=name, by=user, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, _("已提交。"))
            return redirect("ethics_my_case", number)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _page(request, number, {name: form})


@require_POST
@requires(sensitive=True)
def my_case_lodge(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for a review or appeal by one of the open routes."""
    user, today = actor(request), timezone.localdate()
    found = queries.page(user, number, today).case
    choices = [(f"{way.route}|{way.step}", _way(way, last)) for way, last in remedies.ways_of(found)]
    form = LodgeForm(request.POST, request.FILES, ways=choices)
    if form.is_valid():
        values = dict(form.cleaned_data)
        route, step = values.pop("way").split("|")
        try:
            remedies.lodge(case=found, route=Route(route), step=RemedyStep(step), by=user, on=today, **values)
            messages.success(request, _("已提交。处理期间原决定不停止执行。"))
            return redirect("ethics_my_case", number)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _page(request, number, {"lodge": form})


@requires(sensitive=True)
def my_case_file(request: HttpRequest, number: str, file_id: UUID) -> HttpResponse:
    """One of the papers."""
    return attachment(queries.file_of(actor(request), number, file_id))
