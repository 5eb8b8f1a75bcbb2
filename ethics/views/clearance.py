"""Pages of clearance: the list with the coverage of each school, one query, batches, the register of prohibitions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import asking
from ethics.actions import clearance as actions
from ethics.choices.clearance import ProhibitionCode, SubjectKind
from ethics.forms import ClearanceForm, DetailForm, ProhibitionForm
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries import clearance as queries
from ethics.views.shared import act
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.exports.actions import ask as ask_export
from kernel.orgs.queries import schools

PER_PAGE = 50
ANY = (Ethics.CLEARANCE, Ethics.SEND_CLEARANCE, Ethics.CLEARANCE_DETAIL)


@requires(*ANY)
def clearance_list(request: HttpRequest) -> HttpResponse:
    """The queries of the own units, and how far the yearly one has come at each school."""
    user, today = actor(request), timezone.localdate()
    page = Paginator(queries.clearances(user), PER_PAGE).get_page(request.GET.get("page"))
    covered = queries.coverage(user, today) if user.holds(Ethics.CLEARANCE) else []
    context = {
        "page": page, "covered": covered, "missing": sum(one.missing for one in covered),
        "may_ask": user.holds(Ethics.CLEARANCE), "may_send": user.holds(Ethics.SEND_CLEARANCE),
        "may_see": user.holds(Ethics.CLEARANCE_DETAIL),
    }  # fmt: skip
    return render(request, "ethics/clearance_list.html", context)


@requires(Ethics.CLEARANCE, sensitive=True)
def clearance_new(request: HttpRequest) -> HttpResponse:
    """Put somebody down for the next batch."""
    user = actor(request)
    units = [(one.pk, one.name) for one in schools(user.scope(Ethics.CLEARANCE))]
    form = ClearanceForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        unit = next(one for one in schools(user.scope(Ethics.CLEARANCE)) if one.pk == int(given.pop("unit")))
        subject, files = SubjectKind(given.pop("subject")), given.pop("paper")
        try:
            row = actions.ask_clearance(
                subject=subject, unit=unit, files=files, by=user, on=timezone.localdate(), **given
            )
            messages.success(request, _("已提出，由主管部门编入批次报送。"))
            return redirect(row)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "ethics/clearance_form.html", {"form": form, "title": _("提出准入查询")})


@require_POST
@requires(Ethics.CLEARANCE)
def clearance_yearly(request: HttpRequest) -> HttpResponse:
    """Put everybody down whose yearly query is due."""
    user, today = actor(request), timezone.localdate()
    try:
        count = actions.ask_yearly(teacher_ids=queries.uncovered(user, today), by=user, on=today)
        messages.success(request, _("已提出 %s 人的年度复查。") % count)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("clearance_list")


@requires(*ANY)
def clearance(request: HttpRequest, pk: int) -> HttpResponse:
    """One query: cleared or not."""
    user = actor(request)
    one = queries.clearance(user, pk)
    return render(request, "ethics/clearance.html", {"one": one, "may_see": queries.may_see_detail(user, one)})


@requires(Ethics.CLEARANCE_DETAIL, sensitive=True)
def clearance_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a hit says: for the duty officer, each look noted."""
    user = actor(request)
    one = queries.clearance(user, pk)
    detail, handling = queries.detail(user, one)
    form = DetailForm(request.POST or None, initial={"detail": detail, "handling": handling})
    if request.method == "POST" and form.is_valid():
        return act(request, one, _("已保存。"), actions.note_detail, clearance=one, **form.cleaned_data)
    asking.note_detail_read(clearance=one, by=user)
    return render(request, "ethics/clearance_detail.html", {"one": one, "form": form})


@require_POST
@requires(Ethics.CLEARANCE_DETAIL)
def clearance_dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """The person asks for a re-check."""
    return _decided(request, pk, _("已受理复核。"), actions.dispute)


@require_POST
@requires(Ethics.CLEARANCE_DETAIL)
def clearance_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The re-check ended."""
    return _decided(request, pk, _("已办结复核。"), actions.settle, upheld=request.POST.get("upheld") == "yes")


def _decided(request: HttpRequest, pk: int, done: str, action: Any, **values: Any) -> HttpResponse:
    one = queries.clearance(actor(request), pk)
    reason = request.POST.get("reason", "").replace("\0", "")
    return act(request, one, done, action, clearance=one, on=timezone.localdate(), reason=reason, **values)


@requires(Ethics.SEND_CLEARANCE)
def batch_list(request: HttpRequest) -> HttpResponse:
    """Batches; posted: everything that waits goes into a new one."""
    user = actor(request)
    if request.method == "POST":
        return act(
            request, "batch_list", _("已编制批次，请申请取出工作簿。"), actions.make_batch, on=timezone.localdate()
        )
    page = Paginator(queries.batches(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ethics/batch_list.html", {"page": page})


@require_POST
@requires(Ethics.SEND_CLEARANCE)
def batch_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the workbook of a batch; it holds ID numbers and waits for a second person."""
    user = actor(request)
    one = queries.batches(user).get(pk=pk)
    export = ask_export(
        kind="clearance_batch", options={"batch": one.pk, "number": one.number}, by=user, reason=_("报送准入查询平台"),
        file_name=f"{one.number}.xlsx",
    )  # fmt: skip
    return redirect(export)


@requires(Ethics.CLEARANCE_DETAIL, sensitive=True)
def prohibition_list(request: HttpRequest) -> HttpResponse:
    """The register of prohibitions, and a new row."""
    user = actor(request)
    form = ProhibitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "code": ProhibitionCode(form.cleaned_data["code"])}
        try:
            actions.prohibit(by=user, on=timezone.localdate(), **given)
            messages.success(request, _("已登记，各项查询即时生效。"))
            return redirect("prohibition_list")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    asking.note_register_read(by=user)
    page = Paginator(queries.prohibitions(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ethics/prohibition_list.html", {"page": page, "form": form})


@require_POST
@requires(Ethics.CLEARANCE_DETAIL)
def prohibition_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """A row no longer stands."""
    row = queries.prohibitions(actor(request)).get(pk=pk)
    document = request.POST.get("document", "").replace("\0", "")
    return act(
        request, "prohibition_list", _("已撤销登记。"), actions.lift_prohibition, prohibition=row, document=document,
        on=timezone.localdate(),
    )  # fmt: skip
