"""What waits for approval, one by one and in bulk; reversals and the closing of a year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from training.actions import hours as actions
from training.forms.hours import HourReasonForm, LockForm, QueueForm
from training.permissions import TrainingPermission as Training
from training.queries import hours as queries
from training.queries.hours_map import unit_of

PER_PAGE = 50


@requires(Training.APPROVE_HOURS)
def queue(request: HttpRequest) -> HttpResponse:
    """The queue, oldest first; the ticked ones are approved together, save those whose evidence is found elsewhere."""
    user = actor(request)
    if request.method == "POST":
        return _bulk(request)
    form = QueueForm(request.GET)
    if not form.is_valid():
        raise Http404
    rows = queries.queue(user, **form.cleaned_data)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/hours_queue.html", {"page": page, "form": form})


def _bulk(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    chosen = [int(text) for text in request.POST.getlist("entry") if text.isdecimal() and len(text) < 15]
    try:
        leave = queries.flagged_among(user, chosen)
        done = actions.pass_on(entry_ids=chosen, leave=leave, by=user, on=timezone.localdate())
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect(request.get_full_path())
    text = _("已认定 %(a)s 条，审核后转市（区） %(b)s 条。") % {"a": done.approved, "b": done.checked}
    if done.left:
        text += _("另有 %s 条没有办理：材料重复、时间重叠、涉及本人或不由您这一级办理，请逐条查看。") % done.left
    messages.success(request, text)
    return redirect(request.get_full_path())


def _act(request: HttpRequest, entry_id: int, done: str, action: Callable[..., Any], **values: Any) -> HttpResponse:
    try:
        action(entry_id=entry_id, by=actor(request), on=timezone.localdate(), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("hour_entry", entry_id=entry_id)


def _reason(request: HttpRequest) -> str:
    form = HourReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@require_POST
@requires(Training.APPROVE_HOURS)
def approve(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The school or the district agrees."""
    return _act(request, entry_id, _("已办理。"), actions.approve)


@require_POST
@requires(Training.APPROVE_HOURS)
def refuse(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The school or the district does not agree."""
    return _act(
        request, entry_id, _("已记为不予认定，本人可以看到理由。"), actions.refuse_hours, reason=_reason(request)
    )


@require_POST
@requires(Training.REVERSE_HOURS)
def reverse(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Hours that counted no longer do."""
    return _act(request, entry_id, _("已冲销，合计已重新计算。"), actions.reverse, reason=_reason(request))


@require_POST
@requires(Training.LOCK_HOURS)
def lock(request: HttpRequest) -> HttpResponse:
    """Close a year of a unit."""
    form = LockForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写要锁定的年度。"))
        return redirect("hours_completion")
    user = actor(request)
    unit = unit_of(user, form.cleaned_data["unit"])
    try:
        count = actions.lock(unit=unit, year=form.cleaned_data["year"], by=user, on=timezone.localdate())
        messages.success(request, _("已锁定 %s 条学时。") % count)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("hours_completion")
