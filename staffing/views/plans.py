"""Pages of plans: the question, both answers, pins and bans, the second signature, two plans side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from kernel.jobs.queries import newest_job
from staffing.actions import plans
from staffing.choices import PlanMethod, PlanMode, PlanState, RuleKind
from staffing.forms import PlanAnswerForm, PlanDocumentForm, PlanForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import plans as queries
from staffing.queries.plan_inputs import setting_on

PER_PAGE = 50
TABS = ("moves", "schools", "rules")


@requires(Staffing.PLAN, Staffing.SIGN)
def plan_list(request: HttpRequest) -> HttpResponse:
    """All plans; the form for a new one."""
    user, form = actor(request), None
    if user.holds(Staffing.PLAN):
        setting = setting_on(timezone.localdate())
        first = {name: getattr(setting, name) for name in PlanForm.base_fields if hasattr(setting, name)}
        form = PlanForm(
            request.POST or None, initial=first, units=queries.units(user), years=queries.years_with_figures()
        )
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            try:
                made = plans.make_plan(
                    unit=values["unit"],
                    year=values["year"],
                    mode=PlanMode(values["mode"]),
                    options=form.options(),
                    by=user,
                )
                return redirect(made)
            except RuleBroken as refusal:
                form.add_error(None, refusal.message)
    page = Paginator(queries.plans(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staffing/plan_list.html", {"page": page, "form": form})


@requires(Staffing.PLAN, Staffing.SIGN)
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: what it is worth and how sure that is, its moves, each school, and the next step."""
    user = actor(request)
    one = queries.plan(user, pk)
    tab = request.GET.get("tab", "moves")
    may_plan = user.scope(Staffing.PLAN).holds(one.unit.path)
    context: dict[str, Any] = {
        "plan": one, "tab": tab if tab in TABS else "moves", "may_plan": may_plan,
        "may_sign": user.scope(Staffing.SIGN).holds(one.unit.path)
        and user.pk not in (one.made_by_id, one.submitted_by_id),
        "job": newest_job(plans.SOLVE, one.pk) if one.state in (PlanState.SOLVING, PlanState.FAILED) else None,
        "rules": queries.rules(one), "document_form": PlanDocumentForm(), "answer_form": PlanAnswerForm(),
        "history": history(user, one, request.GET.get("history")), "levels": levels(one),
    }  # fmt: skip
    if tab == "schools":
        context["schools"] = Paginator(queries.schools(user, one), 20).get_page(request.GET.get("page"))
    else:
        context["page"] = Paginator(queries.moves(user, one), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staffing/plan_detail.html", context)


def levels(one: Any) -> list[dict[str, Any]]:
    """The levels of the objective in their order, of the best plan and of the greedy one."""
    if not one.objective:
        return []
    best, simple = one.objective, one.greedy or {}
    names = [("unmet", _("未满足的需要（加权）"), 1), ("moves", _("调动名额"), 1), ("early", _("提前交流年数"), 1),
             ("hectometres", _("距离合计（公里）"), 10)]  # fmt: skip
    return [
        {"name": label, "best": best.get(key, 0) / unit, "greedy": simple.get(key, 0) / unit, "whole": unit == 1}
        for key, label, unit in names
    ]


def _act(request: HttpRequest, pk: int, done: str, action: Callable[..., Any], **values: Any) -> HttpResponse:
    """Make one act on a plan, say what came of it, and go back."""
    user = actor(request)
    one = queries.plan(user, pk)
    try:
        action(plan=one, by=user, **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect((request.POST.get("back") == "rules" and f"{one.get_absolute_url()}?tab=rules") or one)


def _text(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).replace("\0", "")[:300]


@require_POST
@requires(Staffing.PLAN)
def plan_rule_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin or forbid the way of one move, or forbid more."""
    user = actor(request)
    one = queries.plan(user, pk)
    kind = RuleKind.PIN if request.POST.get("kind") == "pin" else RuleKind.BAN
    way = queries.moves(user, one).filter(pk=_number(request, "move")).first()
    if way is None:
        messages.error(request, _("请在“调剂事项”中选择要锁定或禁止的一项。"))
        return redirect(one)
    values: dict[str, Any] = {"giver": way.giver, "taker": way.taker}
    wide = request.POST.get("wide", "")
    if kind == RuleKind.BAN and wide == "giver":
        values["taker"] = None
    if wide != "giver" and wide != "pair":
        values |= {"stage": way.stage, "subject": way.subject}
    if kind == RuleKind.PIN:
        values["posts"] = way.posts
    return _act(request, pk, _("已记下，重新求解后计入。"), plans.add_rule, kind=kind, **values)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_POST
@requires(Staffing.PLAN)
def plan_rule_drop(request: HttpRequest, pk: int, rule: int) -> HttpResponse:
    """Take a pin or a ban away."""
    one = queries.plan(actor(request), pk)
    return _act(request, pk, _("已取消，重新求解后计入。"), plans.drop_rule, rule=queries.rule(one, rule))


@require_POST
@requires(Staffing.PLAN)
def plan_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Solve again with what was pinned and forbidden; the earlier plan stays to be compared."""
    user = actor(request)
    one = queries.plan(user, pk)
    try:
        made = plans.make_plan(unit=one.unit, year=one.year, mode=PlanMode(one.mode), parent=one, by=user)
        return redirect(made)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


@require_POST
@requires(Staffing.PLAN)
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the plan before the second person."""
    return _act(request, pk, _("已提交，等待另一人签署。"), plans.submit, document=_text(request, "document"))


@require_POST
@requires(Staffing.PLAN)
def plan_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the plan aside."""
    return _act(request, pk, _("已弃用。"), plans.drop)


@require_POST
@requires(Staffing.SIGN)
def plan_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person agrees."""
    return _act(request, pk, _("已批准，各校现在可以办理。"), plans.accept, answer=_text(request, "answer"))


@require_POST
@requires(Staffing.SIGN)
def plan_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person does not agree."""
    return _act(request, pk, _("已退回。"), plans.give_back, answer=_text(request, "answer"))


@requires(Staffing.PLAN, Staffing.SIGN)
def plan_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two plans side by side: this one with the greedy one, or with another of the same year."""
    user = actor(request)
    one = queries.plan(user, pk)
    others = [row for row in queries.plans(user).filter(year=one.year, objective__isnull=False)[:30] if row.pk != pk]
    chosen = request.GET.get("with", "")
    second, method = one, PlanMethod.GREEDY
    for row in others:
        if str(row.pk) == chosen:
            second, method = row, PlanMethod.BEST
    context = {
        "plan": one, "second": second, "is_greedy": method == PlanMethod.GREEDY, "others": others,
        "found": queries.compare(user, one, PlanMethod.BEST, second, method),
        "levels": [(first, other) for first, other in zip(levels(one), levels(second), strict=False)],
    }  # fmt: skip
    return render(request, "staffing/plan_compare.html", context)
