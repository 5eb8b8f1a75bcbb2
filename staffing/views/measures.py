"""Pages of measures of appointment: the list, a new one, one with its steps, one's own, the dated rules."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from staffing.actions import measures as actions
from staffing.choices import MeasureState
from staffing.forms.terms import MeasureForm, MeasureMoveForm, MeasureSettingForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import measures as queries
from staffing.queries.rotation import person_of
from staffing.rules.measures import MOVES
from staffing.views.shared import act, filled
from teachers.actions.access import note_read

PER_PAGE = 50


@requires(Staffing.REQUEST)
def measure_list(request: HttpRequest) -> HttpResponse:
    """Those of one's schools, by state."""
    user, state = actor(request), request.GET.get("state", "")
    page = Paginator(queries.measures(user, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": MeasureState.choices}
    return render(request, "staffing/measure_list.html", context)


@requires(Staffing.REQUEST)
def new(request: HttpRequest, number: str) -> HttpResponse:
    """The form for one person."""
    user, today = actor(request), timezone.localdate()
    teacher = person_of(user, number)
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.propose(teacher=teacher, by=user, on=today, **form.values())
            messages.success(request, _("已提出，请书面告知本人。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "staffing/measure_form.html", {"form": form, "teacher": teacher})


@requires()
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One: what is proposed, each step with its paper, what this person may do now."""
    user, today = actor(request), timezone.localdate()
    one = queries.measure(user, pk)
    is_own = one.teacher.user_id == user.pk
    note_read(people=[one.teacher], by=user)
    context = {
        "one": one, "steps": queries.steps(user, one), "moves": queries.moves(user, one, today), "today": today,
        "form": MeasureMoveForm(initial={"day": today}), "is_own": is_own,
        "history": None if is_own else history(user, one, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "staffing/measure.html", context)


@require_POST
@requires()
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of one."""
    one = queries.measure(actor(request), pk)
    if name not in MOVES:
        raise Http404
    form = MeasureMoveForm(request.POST)
    if not filled(request, form):
        return redirect(one)
    return act(
        request, one, _("已登记。"), actions.make_move, measure=one, name=name, on=timezone.localdate(),
        **form.cleaned_data,
    )  # fmt: skip


@requires()
def mine(request: HttpRequest) -> HttpResponse:
    """Those that are about oneself."""
    return render(request, "staffing/measures_mine.html", {"rows": queries.own(actor(request))})


@requires(Staffing.REQUEST)
def settings(request: HttpRequest) -> HttpResponse:
    """The dated rules of the process, and the form for a new row."""
    user, today = actor(request), timezone.localdate()
    now, form = queries.setting_on(today), None
    if user.holds(Staffing.ESTABLISH):
        first = {"effective_from": today, "statement_days": now.statement_days,
                 "term_months_most": now.term_months_most}  # fmt: skip
        form = MeasureSettingForm(request.POST or None, initial=first)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.set_process(by=user, on=today, **form.cleaned_data)
            messages.success(request, _("新规则已登记，自生效日起适用。"))
            return redirect("measure_settings")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "staffing/measure_settings.html", {"rows": queries.settings(), "now": now, "form": form})
