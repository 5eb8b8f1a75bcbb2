"""Leads and cases: the work list, one case with its moves, its papers."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import cases as actions
from ethics.actions.case_effects import Given
from ethics.actions.reading import read_case
from ethics.choices.cases import CaseState, Channel
from ethics.forms.cases import AnswerForm, KeepForm, LeadForm, MoveForm
from ethics.permissions import EthicsPermission as May
from ethics.queries import cases as queries
from ethics.queries import clocks as limits
from ethics.queries.case_facts import unsettled
from ethics.rules.case_moves import MOVES
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.files.responses import attachment
from kernel.orgs.queries import schools

PER_PAGE = 50
HANDLES = (May.DESK, May.INVESTIGATE, May.PROPOSE, May.DECIDE, May.APPEAL)


@requires(*HANDLES)
def case_list(request: HttpRequest) -> HttpResponse:
    """The work list: what waits, the nearest end first."""
    user, today = actor(request), timezone.localdate()
    group, state = request.GET.get("group", ""), request.GET.get("state", "")
    page = Paginator(queries.cases(user, group, state), PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.by_state(user)
    context = {
        "page": page, "group": group, "state": state, "today": today,
        "states": [(one, counts[one]) for one in CaseState if counts.get(one)],
        "groups": [
            (key, label, sum(counts.get(one, 0) for one in states))
            for (key, states), label in zip(
                queries.GROUPS.items(), (_("线索"), _("立案办理"), _("决定执行"), _("已办结")), strict=True
            )
        ],
        "overdue": limits.overdue(user, today).count(), "soon": limits.soon(user, today).count(),
        "may_register": user.holds(May.DESK),
    }  # fmt: skip
    return render(request, "ethics/case_list.html", context)


@requires(*HANDLES)
def overdue(request: HttpRequest) -> HttpResponse:
    """Limits that have passed or end soon, of one's own level and of the levels below."""
    user, today = actor(request), timezone.localdate()
    late = limits.shown(limits.overdue(user, today).prefetch_related("pauses"), today)
    near = limits.shown(limits.soon(user, today).prefetch_related("pauses"), today)
    return render(request, "ethics/case_overdue.html", {"overdue": late, "soon": near})


@requires(May.DESK)
def case_new(request: HttpRequest) -> HttpResponse:
    """Put a lead on file."""
    user = actor(request)
    choices = schools(user.scope(May.DESK))
    form = LeadForm(
        request.POST or None, request.FILES or None, schools=choices, initial={"once": secrets.token_urlsafe(16)}
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        school = next(one for one in choices if one.pk == values.pop("school"))
        try:
            case = actions.register(
                school=school, by=user, on=timezone.localdate(), channel=Channel(values.pop("channel")), **values
            )
            messages.success(request, _("线索已登记，编号 %s。") % case.number)
            return redirect(case)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "ethics/case_new.html", {"form": form})


@requires(*HANDLES, sensitive=True)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: where it stands, whose turn it is, what is missing, what one may do."""
    return page_of(request, number)


def page_of(request: HttpRequest, number: str, bound: dict[str, Any] | None = None) -> HttpResponse:
    user, today = actor(request), timezone.localdate()
    shown = queries.page(user, number, today)
    read_case(case=shown.case, by=user)
    bound = bound or {}
    forms = [
        (one, bound.get(one.move.name) or _form(user, shown.case, one.move.name, today))
        for one in shown.moves
        if one.is_ready or one.move.name in bound
    ]
    context = {
        "shown": shown, "case": shown.case, "today": today, "forms": forms, "opened": next(iter(bound), ""),
        "blocked": [one for one in shown.moves if not one.is_ready and one.move.name not in bound],
        "answer_form": bound.get("answer") or AnswerForm(), "keep_form": bound.get("keep") or KeepForm(),
        "may_answer": user.holds(May.APPEAL), "may_keep": user.holds(May.DESK) or user.holds(May.DECIDE),
    }  # fmt: skip
    return render(request, "ethics/case_detail.html", context)


def _form(user: Any, case: Any, name: str, today: date, data: Any = None, files: Any = None) -> MoveForm:
    people = queries.people_of(user, case.school) if name == "name" else ()
    officers = queries.investigators_for(case, today) if name == "assign" else ()
    initial = {"kinds": (case.proposed or {}).get("kinds"), "domains": (case.proposed or {}).get("domains"),
               "grounds": (case.proposed or {}).get("grounds")}  # fmt: skip
    if name == "name":
        initial |= {"teacher": case.teacher_id, "violation": case.violation, "is_head": case.about_head}
    handling = unsettled(case) if name == "lift" else ()
    return MoveForm(data, files, move=name, people=people, officers=officers, handling=handling, initial=initial)


@require_POST
@requires(*HANDLES, sensitive=True)
def case_move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Make a move of the table."""
    user, today = actor(request), timezone.localdate()
    found = queries.case(user, number)
    if name not in MOVES or MOVES[name].permission is None:
        raise Http404
    form = _form(user, found, name, today, request.POST, request.FILES)
    if form.is_valid():
        values = dict(form.cleaned_data)
        on = values.pop("on")
        if "teacher" in values:
            chosen = values["teacher"]
            values["teacher"] = next((one for one in queries.people_of(user, found.school) if one.pk == chosen), None)
        if "investigators" in values:
            people = {one.pk: one for one in queries.investigators_for(found, today)}
            values["investigators"] = [people[pk] for pk in values["investigators"] if pk in people]
        try:
            actions.move(case=found, name=name, given=Given(**values), by=user, on=on)
            messages.success(request, _("已办理：%s。") % MOVES[name].label)
            return redirect(found)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return page_of(request, number, {name: form})


@requires(*HANDLES, sensitive=True)
def case_file(request: HttpRequest, number: str, file_id: UUID) -> HttpResponse:
    """One paper, as a download."""
    user = actor(request)
    stored = queries.file_of(user, number, file_id)
    read_case(case=queries.case(user, number), by=user, file=file_id)
    return attachment(stored)
