"""Pages of recruitment: plans and their vacancies, with the establishment beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

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
from staffing.actions import recruitment as actions
from staffing.choices import RecruitPlanState
from staffing.forms.people import RecruitmentApprovalForm, RecruitmentPlanForm, VacancyForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import recruitment as queries
from staffing.rules.figures import year_on
from staffing.views.shared import act, posted

PER_PAGE = 50


@requires(Staffing.RECRUIT)
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans of the own units."""
    user, state = actor(request), request.GET.get("state", "")
    rows = queries.plans_with_numbers(user)
    if state in RecruitPlanState.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "state": state,
        "states": RecruitPlanState.choices, "may_set": user.holds(Staffing.ESTABLISH),
    }  # fmt: skip
    return render(request, "staffing/recruitment_list.html", context)


@requires(Staffing.RECRUIT)
def plan_new(request: HttpRequest) -> HttpResponse:
    """The form of a plan."""
    user, today = actor(request), timezone.localdate()
    now = year_on(today)
    form = RecruitmentPlanForm(
        request.POST or None, units=queries.units_of(user), years=range(now, now + 4), initial={"year": now + 1}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.make_plan(by=user, on=today, **form.cleaned_data))
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "title": _("编制招聘计划"), "back": "recruitment"}
    return render(request, "staffing/recruitment_form.html", context)


@requires(Staffing.RECRUIT)
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its vacancies, need and free places beside them, what this person may do; the form of a vacancy."""
    user, today = actor(request), timezone.localdate()
    plan = queries.plan_of(user, pk)
    is_own, form = queries.is_own(user, plan), None
    if is_own and plan.state == RecruitPlanState.DRAFT:
        first = {"starts_on": date(plan.year, 8, 25), "posts": 1}
        form = VacancyForm(request.POST or None, schools=queries.schools_of(user, plan.unit), initial=first)
        if request.method == "POST" and form.is_valid():
            try:
                actions.add_vacancy(plan=plan, by=user, on=today, **form.cleaned_data)
                messages.success(request, _("已添加岗位。"))
                return redirect(plan)
            except RuleBroken as refusal:
                form.add_error(None, refusal.message)
    rows = list(queries.vacancies(user, plan))
    context: dict[str, Any] = {
        "plan": plan, "rows": rows, "beside": queries.beside(user, rows, plan, today), "form": form, "is_own": is_own,
        "need_year": queries.need_year(plan, today),
        "approval_form": RecruitmentApprovalForm(),
        "may_approve": plan.state == RecruitPlanState.SUBMITTED and queries.may_approve(user, plan),
        "history": history(user, plan, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "staffing/recruitment_plan.html", context)


@require_POST
@requires(Staffing.RECRUIT)
def plan_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of a plan."""
    plan = queries.plan_of(actor(request), pk)
    back = plan.get_absolute_url()
    if name == "submit":
        return act(request, back, _("已提交审批。"), actions.submit, plan=plan)
    if name == "approve":
        document, answer = posted(request, "document")[:160], posted(request, "answer")
        return act(
            request, back, _("已批准，可以开始招聘。"), actions.approve, plan=plan, document=document, answer=answer
        )
    if name == "return":
        return act(request, back, _("已退回。"), actions.give_back, plan=plan, answer=posted(request, "answer"))
    if name == "close":
        return act(request, back, _("计划已结束，未用的名额已释放。"), actions.close, plan=plan)
    raise Http404


@require_POST
@requires(Staffing.RECRUIT)
def vacancy_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a vacancy out of a draft."""
    one = queries.vacancy_of(actor(request), pk)
    return act(request, one.plan.get_absolute_url(), _("已删除岗位。"), actions.drop_vacancy, vacancy=one)
