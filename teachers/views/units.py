"""Pages of units: the tree, one school over time, and the changes that need two people."""

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
from kernel.orgs.permissions import OrgPermission
from kernel.orgs.queries import successor
from teachers.actions import units as actions
from teachers.forms import AnswerForm, CloseForm, MergeForm, RenameForm
from teachers.permissions import TeacherPermission
from teachers.queries import units as queries
from teachers.rules.unit_changes import CHANGES, MERGE, RENAME


@requires(TeacherPermission.VIEW)
def unit_list(request: HttpRequest) -> HttpResponse:
    """The schools that this person answers for, by district."""
    found = queries.units(actor(request))
    open_ones = sum(row.unit.closed_on is None for rows in found.values() for row in rows)
    return render(request, "teachers/unit_list.html", {"districts": found.items(), "open": open_ones})


@requires(TeacherPermission.VIEW)
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One school: its names, what was merged into it, requests, history."""
    user = actor(request)
    school = queries.unit(user, pk)
    context = {
        "unit": school,
        "names": queries.names(school),
        "absorbed": queries.absorbed(school),
        "successor": successor(school),
        "people": queries.staff(user, school),
        "requests": queries.requests(user, school),
        "may_ask": user.holds(OrgPermission.CHANGE) and school.closed_on is None,
        "may_sign": user.holds(OrgPermission.APPROVE),
        "form": AnswerForm(auto_id=False),
        "today": timezone.localdate(),
        "history": history(user, school, request.GET.get("history")),
    }
    return render(request, "teachers/unit_detail.html", context)


@requires(OrgPermission.CHANGE)
def ask(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """Ask for another name, a merger or an end; a second person signs."""
    user = actor(request)
    school = queries.unit(user, pk)
    if change not in CHANGES:
        raise Http404
    today, people = timezone.localdate(), queries.staff(user, school)
    sent, initial = request.POST or None, {"on": today}
    form: Any
    if change == RENAME:
        form = RenameForm(sent, initial=initial)
    elif change == MERGE:
        form = MergeForm(queries.targets(user, school), sent, initial=initial)
    else:
        form = CloseForm(sent, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(form, change, school, user)
            messages.success(request, _("已提交，等待另一人签署；签署之前单位没有变化。"))
            return redirect("unit", pk=pk)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "unit": school, "change": change, "people": people}
    return render(request, "teachers/unit_change.html", context)


def _ask(form: Any, change: str, school: Any, user: Any) -> None:
    given = dict(form.cleaned_data)
    if change == RENAME:
        actions.ask_rename(school=school, by=user, **given)
    elif change == MERGE:
        into = queries.unit(user, given.pop("into"))
        actions.ask_merger(school=school, into=into, by=user, **given)
    else:
        actions.ask_closure(school=school, by=user, **given)


def _decided(request: HttpRequest, pk: int, request_id: int, done: str, move: Callable[..., None], **more: Any) -> Any:
    """Decide a request and say what came of it."""
    user = actor(request)
    school = queries.unit(user, pk)
    signature = queries.request(user, school, request_id)
    try:
        move(school=school, signature=signature, by=user, **more)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("unit", pk=pk)


@require_POST
@requires(OrgPermission.APPROVE)
def sign(request: HttpRequest, pk: int, request_id: int) -> HttpResponse:
    """Agree; the school is changed."""
    if not request.POST.get("checked"):
        school = queries.unit(actor(request), pk)
        messages.error(request, _("请先核对依据文件并勾选确认，再签署。"))
        return redirect("unit", pk=school.pk)
    seen = request.POST.get("seen", "")
    people = int(seen) if seen.isdecimal() and len(seen) < 9 else None
    done = _("已签署，单位已变更。")
    return _decided(request, pk, request_id, done, actions.sign, on=timezone.localdate(), seen=people)


@require_POST
@requires(OrgPermission.APPROVE)
def refuse(request: HttpRequest, pk: int, request_id: int) -> HttpResponse:
    """Do not agree."""
    answer = request.POST.get("answer", "").replace("\0", "")
    return _decided(request, pk, request_id, _("已答复提出人。"), actions.refuse, answer=answer)


@require_POST
@requires(OrgPermission.CHANGE)
def withdraw(request: HttpRequest, pk: int, request_id: int) -> HttpResponse:
    """Take the own request back."""
    return _decided(request, pk, request_id, _("已撤回。"), actions.withdraw)
