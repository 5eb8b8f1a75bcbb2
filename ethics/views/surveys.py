"""Supervisors and surveys, for the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import surveys as actions
from ethics.choices.cases import QUESTIONS
from ethics.forms.reports import SupervisorForm
from ethics.forms.surveys import NewSurveyForm
from ethics.permissions import EthicsPermission as May
from ethics.queries import surveys as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.orgs.queries import schools


@requires(May.DESK)
def supervisor_list(request: HttpRequest) -> HttpResponse:
    """Who is in office, and the form for another; the code is shown once."""
    user = actor(request)
    units = queries.units(user)
    form, code = SupervisorForm(request.POST or None, units=units), ""
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        org = next(one for one in units if one.pk == values.pop("org"))
        try:
            _row, code = actions.name_supervisor(org=org, by=user, **values)
            form = SupervisorForm(units=units)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "code": code, "rows": list(queries.supervisors(user)[:200]), "today": timezone.localdate()}
    return render(request, "ethics/supervisor_list.html", context)


@require_POST
@requires(May.DESK)
def supervisor_end(request: HttpRequest, supervisor_id: int) -> HttpResponse:
    """The term ends today."""
    user = actor(request)
    actions.end_supervisor(supervisor=queries.supervisor(user, supervisor_id), by=user, on=timezone.localdate())
    messages.success(request, _("已解聘。"))
    return redirect("ethics_supervisors")


@requires(May.DESK)
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys of one's schools, and the form for another."""
    user = actor(request)
    places = schools(user.scope(May.DESK))
    form = NewSurveyForm(request.POST or None, schools=places, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        school = next(one for one in places if one.pk == values.pop("school"))
        try:
            row = actions.open_survey(school=school, by=user, **values)
            messages.success(request, _("问卷已建立，请把班级码发给各班家长。"))
            return redirect("ethics_survey", row.pk)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "ethics/survey_list.html", {"form": form, "rows": list(queries.surveys(user)[:200])})


@requires(May.DESK, sensitive=True)
def survey_detail(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The codes of the classes and the figures."""
    user = actor(request)
    row, classes = queries.page(user, survey_id)
    actions.read_codes(survey=row, by=user)
    context = {"survey": row, "classes": classes, "questions": QUESTIONS.values(), "least": queries.LEAST}
    return render(request, "ethics/survey_detail.html", context)
