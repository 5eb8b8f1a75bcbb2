"""Answers to reviews and appeals, keeping files longer, relations, limits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import clocks, keeping, relations, remedies
from ethics.choices.cases import ClockKind, RemedyState
from ethics.forms.cases import AnswerForm, KeepForm, LimitForm, RelationForm
from ethics.permissions import EthicsPermission as May
from ethics.queries import case_acts as queries
from ethics.queries import cases
from ethics.queries import clocks as limits
from ethics.rules.clocks import Unit
from ethics.views.cases import HANDLES, page_of
from ethics.views.settings import titles
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@require_POST
@requires(May.APPEAL, sensitive=True)
def remedy_accept(request: HttpRequest, number: str, remedy_id: int) -> HttpResponse:
    """Take a review or appeal up."""
    user = actor(request)
    found = cases.case(user, number)
    try:
        remedies.accept(remedy=queries.remedy(user, number, remedy_id), by=user, on=timezone.localdate())
        messages.success(request, _("已受理。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(found)


@require_POST
@requires(May.APPEAL, sensitive=True)
def remedy_decide(request: HttpRequest, number: str, remedy_id: int) -> HttpResponse:
    """Answer it."""
    user = actor(request)
    row = queries.remedy(user, number, remedy_id)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            remedies.decide(
                remedy=row, state=RemedyState(values.pop("state")), by=user, on=timezone.localdate(), **values
            )
            messages.success(request, _("处理决定已登记并送达。"))
            return redirect("ethics_case", number)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return page_of(request, number, {"answer": form})


@require_POST
@requires(May.DESK, May.DECIDE, sensitive=True)
def keep_ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask that a file be kept longer."""
    user = actor(request)
    found = cases.case(user, number)
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            keeping.ask_longer(case=found, by=user, **form.cleaned_data)
            messages.success(request, _("已提交，等待另一人签署。"))
            return redirect(found)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return page_of(request, number, {"keep": form})


@require_POST
@requires(May.DESK, May.DECIDE, sensitive=True)
def keep_sign(request: HttpRequest, number: str) -> HttpResponse:
    """The second person agrees."""
    user = actor(request)
    found = cases.case(user, number)
    try:
        keeping.sign_longer(case=found, by=user)
        messages.success(request, _("已签署，保存期限已延长。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(found)


@requires(*HANDLES)
def relation_list(request: HttpRequest) -> HttpResponse:
    """The relations that one declared, and the form for another."""
    user = actor(request)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        teacher = queries.teacher_numbered(values["teacher_no"])
        if teacher is None:
            form.add_error("teacher_no", _("没有这个教师编号，请核对。"))
        else:
            try:
                relations.declare(
                    teacher=teacher, kind=values["kind"], note=values["note"], by=user, on=timezone.localdate()
                )
                messages.success(request, _("已申报，涉及该教师的案件您将自动回避。"))
                return redirect("ethics_relations")
            except RuleBroken as refusal:
                form.add_error(None, refusal.message)
    return render(request, "ethics/case_relations.html", {"form": form, "rows": queries.relations(user)})


@require_POST
@requires(*HANDLES)
def relation_end(request: HttpRequest, relation_id: int) -> HttpResponse:
    """The relation is over."""
    user = actor(request)
    relations.end(relation=queries.relation(user, relation_id), by=user, on=timezone.localdate())
    messages.success(request, _("已终止该回避关系。"))
    return redirect("ethics_relations")


@requires(May.SET)
def limit_list(request: HttpRequest) -> HttpResponse:
    """Every dated limit, and the form for another."""
    form = LimitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            clocks.set_limit(
                kind=ClockKind(values["kind"]), effective_from=values["effective_from"], length=values["length"],
                unit=Unit(values["unit"]), document=values["document"], by=actor(request),
            )  # fmt: skip
            messages.success(request, _("已设定，生效日起新开始的期限按此计算。"))
            return redirect("ethics_limits")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form,
        "rows": limits.limits(),
        "tabs": [(key, label) for key, (label, _about) in titles().items()],
    }
    return render(request, "ethics/case_limits.html", context)
