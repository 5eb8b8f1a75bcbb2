"""The desk's side of reports, and the custodian's."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import reports as actions
from ethics.actions.reading import read_identity, read_report
from ethics.choices.cases import ReportState
from ethics.forms.reports import DeclineForm, PurposeForm, QuestionForm, ToLeadForm
from ethics.permissions import EthicsPermission as May
from ethics.queries import reports as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import attachment
from kernel.orgs.queries import schools

PER_PAGE = 50


@requires(May.DESK)
def report_list(request: HttpRequest) -> HttpResponse:
    """Reports of one's own units."""
    state = request.GET.get("state", "")
    page = Paginator(queries.reports(actor(request), state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": ReportState.choices}
    return render(request, "ethics/report_list.html", context)


@requires(May.DESK, sensitive=True)
def report_detail(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report: its words and files, what was asked, the next step."""
    return _page(request, report_id)


def _page(request: HttpRequest, pk: int, bound: dict[str, Any] | None = None) -> HttpResponse:
    user = actor(request)
    row = queries.report(user, pk)
    read_report(report=row, by=user)
    bound = bound or {}
    is_new = row.case_id is None and row.state == ReportState.RECEIVED
    places = schools(user.scope(May.DESK)) if is_new else []
    context = {
        "report": row, "messages_": queries.messages(row), "is_new": is_new, "has_name": queries.has_name(row),
        "lead_form": bound.get("lead") or ToLeadForm(schools=places, initial={"school": row.school_id}),
        "decline_form": bound.get("decline") or DeclineForm(),
        "question_form": bound.get("ask") or QuestionForm(initial={"once": secrets.token_urlsafe(16)}),
        "over": row.state in {ReportState.CLOSED, ReportState.REFUSED}, "opened": next(iter(bound), ""),
    }  # fmt: skip
    return render(request, "ethics/report_detail.html", context)


@require_POST
@requires(May.DESK, sensitive=True)
def report_lead(request: HttpRequest, report_id: int) -> HttpResponse:
    """Turn it into a lead."""
    user = actor(request)
    row = queries.report(user, report_id)
    places = schools(user.scope(May.DESK))
    form = ToLeadForm(request.POST, schools=places)
    if form.is_valid():
        school = next((one for one in places if one.pk == form.cleaned_data["school"]), None)
        try:
            case = actions.to_lead(
                report=row, school=school, above_school=form.cleaned_data["above_school"], by=user,
                on=timezone.localdate(),
            )  # fmt: skip
            messages.success(request, _("已转为线索 %s。") % case.number)
            return redirect(case)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
            if row.case_id is not None:  # the page has no such form any more
                messages.error(request, refusal.message)
                return redirect(row)
    return _page(request, report_id, {"lead": form})


@require_POST
@requires(May.DESK, sensitive=True)
def report_decline(request: HttpRequest, report_id: int) -> HttpResponse:
    """End it with a reason."""
    user = actor(request)
    row = queries.report(user, report_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            actions.decline(report=row, answer=form.cleaned_data["answer"], by=user)
            messages.success(request, _("已登记不予受理，举报人凭查询码可以看到理由。"))
            return redirect(row)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
            if row.case_id is not None or row.state != ReportState.RECEIVED:
                messages.error(request, refusal.message)
                return redirect(row)
    return _page(request, report_id, {"decline": form})


@require_POST
@requires(May.DESK, sensitive=True)
def report_ask(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask the reporter something."""
    user = actor(request)
    row = queries.report(user, report_id)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            actions.ask(report=row, by=user, **form.cleaned_data)
            messages.success(request, _("已提问，举报人凭查询码可以看到并回答。"))
            return redirect(row)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _page(request, report_id, {"ask": form})


@requires(May.DESK, sensitive=True)
def report_file(request: HttpRequest, report_id: int, file_id: UUID) -> HttpResponse:
    """One file, as a download."""
    user = actor(request)
    stored = queries.file_of(user, report_id, file_id)
    read_report(report=queries.report(user, report_id), by=user, file=file_id)
    return attachment(stored)


@requires(May.IDENTITY, sensitive=True)
def identity_list(request: HttpRequest) -> HttpResponse:
    """Reports with a name behind them, for the custodian."""
    return render(request, "ethics/report_identities.html", {"rows": queries.with_identity(actor(request))})


@requires(May.IDENTITY, sensitive=True)
def identity(request: HttpRequest, report_id: int) -> HttpResponse:
    """Who reported: asked for with a purpose, shown once, noted each time."""
    user = actor(request)
    row = queries.named_report(user, report_id)
    form, found = PurposeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = read_identity(report=row, purpose=form.cleaned_data["purpose"], by=user)
    return render(request, "ethics/report_identity.html", {"report": row, "form": form, "identity": found})
