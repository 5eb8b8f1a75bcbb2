"""Pages of programmes: the list, one programme from need to outcome, its plan and its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from training.actions import programmes as actions
from training.forms.programmes import CourseForm, OutcomeForm, ProgrammeForm, ReasonForm, SeasonForm
from training.permissions import TrainingPermission as Training
from training.queries import programmes as queries
from training.views.shared import act, posted, refuse_form

PER_PAGE = 20
MOVES = {"submit": actions.submit, "agree": actions.agree, "publish": actions.publish}
DONE = {
    "submit": gettext_lazy("已提交市（区）审核。"),
    "agree": gettext_lazy("已同意，项目发布。"),
    "publish": gettext_lazy("项目已发布，可以报名。"),
}


@requires()
def programme_list(request: HttpRequest) -> HttpResponse:
    """What is on offer, and for officers what the own unit holds and what waits for review."""
    user = actor(request)
    tab = request.GET.get("tab", "open")
    page = Paginator(queries.tab(user, tab), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "page": page,
        "rows": queries.listed(user, page),
        "may_plan": user.holds(Training.PLAN),
        "may_review": user.holds(Training.REVIEW_PLAN),
        "may_rule": user.holds(Training.SET_RULES),
        "to_review": queries.to_review(user) if user.holds(Training.REVIEW_PLAN) else 0,
        "shares": queries.year_shares(user, timezone.localdate().year) if tab == "own" else [],
    }
    return render(request, "training/programme_list.html", context)


@requires(Training.PLAN)
def programme_new(request: HttpRequest) -> HttpResponse:
    """A new plan of the own unit."""
    user = actor(request)
    form = ProgrammeForm(request.POST or None, units=queries.units_to_plan_for(user))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.add_programme(by=user, **form.cleaned_data))
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "training/programme_form.html", {"form": form})


@requires(Training.PLAN)
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a plan."""
    user = actor(request)
    one = queries.programme(user, pk)
    form = ProgrammeForm(request.POST or None, units=[], one=one)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_programme(one=one, by=user, **form.cleaned_data)
            messages.success(request, _("已保存。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "training/programme_form.html", {"form": form, "programme": one})


@requires()
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: why, what, when, how many, what came of it; and what may be done next."""
    user = actor(request)
    one = queries.programme(user, pk)
    context: dict[str, Any] = {
        "programme": one,
        "lines": queries.lines(user, one),
        "courses": list(one.courses.all()),
        "share": queries.share_of(one),
        "moves": queries.moves(user, one),
        "may_plan": queries.may_plan(user, one),
        "is_draft": one.state in {"draft", "published"},
        "me": queries.me(user),
        "course_form": CourseForm(),
        "reason_form": ReasonForm(),
        "outcome_form": OutcomeForm(initial={"outcome": one.outcome}),
    }
    return render(request, "training/programme_detail.html", context)


@require_POST
@requires(Training.PLAN, Training.REVIEW_PLAN)
def programme_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """A move of the table that asks for no word."""
    one = queries.programme(actor(request), pk)
    return act(request, one, str(DONE[move]), MOVES[move], one=one)


@require_POST
@requires(Training.REVIEW_PLAN)
def programme_return(request: HttpRequest, pk: int) -> HttpResponse:
    """A school's plan goes back."""
    one = queries.programme(actor(request), pk)
    back = "programme_list"
    return act(request, back, _("已退回学校修改。"), actions.give_back, one=one, reason=posted(request, "reason"))


@require_POST
@requires(Training.PLAN)
def programme_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme is called off."""
    one = queries.programme(actor(request), pk)
    done = _("项目已取消，已报名的教师会收到通知。")
    return act(request, one, done, actions.cancel, one=one, reason=posted(request, "reason"))


@require_POST
@requires(Training.PLAN)
def programme_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme is closed with what came of it."""
    one = queries.programme(actor(request), pk)
    return act(request, one, _("项目已结项。"), actions.finish, one=one, outcome=posted(request, "outcome"))


@require_POST
@requires(Training.PLAN)
def course_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A course more."""
    one = queries.programme(actor(request), pk)
    form = CourseForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, form, one)
    return act(request, one, _("课程已添加。"), actions.add_course, one=one, **form.cleaned_data)


@requires(Training.SET_RULES)
def season_list(request: HttpRequest) -> HttpResponse:
    """The seasons of 泰州师说, and a new one."""
    user = actor(request)
    form = SeasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_season(by=user, **form.cleaned_data)
            messages.success(request, _("培训季已建立。"))
            return redirect("season_list")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "training/season_list.html", {"form": form, "seasons": queries.seasons(user)})
