"""Pages of candidates: who applied for a vacancy, one person's way, the contract; terms of service that end."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from kernel.grades import Shown
from staffing.actions import candidates as actions
from staffing.actions.reveal import reveal
from staffing.choices import CandidateState, Funding
from staffing.forms.people import AppointForm, CandidateForm, RevealForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import recruitment as queries
from staffing.queries.screening import answer_code, objections
from staffing.rules.recruitment import STEPS, moves_from
from staffing.views.shared import act, posted

PER_PAGE = 50
BUTTONS = {
    "shortlist": gettext_lazy("资格审查通过"),
    "interview": gettext_lazy("面试试讲通过"),
    "examine": gettext_lazy("体检考察通过"),
    "offer": gettext_lazy("发出录用意向"),
    "accept": gettext_lazy("登记签约"),
    "enrol": gettext_lazy("办理聘用"),
    "give_up": gettext_lazy("本人退出"),
    "decline": gettext_lazy("本人放弃"),
    "refuse": gettext_lazy("不予录用"),
    "revoke": gettext_lazy("撤回录用意向"),
}
LABELS = {"phone": gettext_lazy("手机号"), "id_number": gettext_lazy("证件号码")}
AGAINST = ("give_up", "decline", "refuse", "revoke")
SCREENING = {
    "clear": gettext_lazy("准入查询已通过"),
    "missing": gettext_lazy("没有准入查询结果"),
    "pending": gettext_lazy("准入查询结果尚未返回"),
    "stale": gettext_lazy("准入查询结果已过有效期"),
    "not_passed": gettext_lazy("未通过准入审查"),
}


@requires(Staffing.RECRUIT)
def candidate_list(request: HttpRequest) -> HttpResponse:
    """All candidates of the own schools, or those of one vacancy."""
    user, state = actor(request), request.GET.get("state", "")
    given = request.GET.get("vacancy", "")
    vacancy = queries.vacancy_of(user, int(given)) if given.isdecimal() and len(given) < 10 else None
    rows = queries.candidates(user, vacancy)
    if state in CandidateState.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "state": state,
        "states": CandidateState.choices, "vacancy": vacancy,
        "may_add": vacancy is not None and vacancy.plan.state == "approved",
    }  # fmt: skip
    return render(request, "staffing/candidate_list.html", context)


@requires(Staffing.RECRUIT, sensitive=True)
def candidate_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody for a vacancy."""
    user = actor(request)
    vacancy = queries.vacancy_of(user, pk)
    form = CandidateForm(request.POST or None, initial={"graduated_in": vacancy.plan.year})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        applicant = actions.Applicant(**{**given, "funding": Funding(given["funding"])})
        try:
            one = actions.register(vacancy=vacancy, applicant=applicant, by=user, on=timezone.localdate())
            messages.success(request, _("已登记。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "title": _("登记应聘人员"), "sub": vacancy, "back": "candidate_list"}
    return render(request, "staffing/recruitment_form.html", context)


@requires(Staffing.RECRUIT, sensitive=True)
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate: who it is, how far, whether the check before hiring lets through, the next moves."""
    user = actor(request)
    one = queries.candidate_of(user, pk)
    answer = answer_code(objections(one.id_number, timezone.localdate()))
    moves = moves_from(one.state)
    steps = queries.steps_of(user, one)
    context = {
        "one": one, "shown": Shown(one), 
        "labels": [(step, BUTTONS.get(step.name, step.name)) for step in steps],
        "answer": answer, "screening": SCREENING[answer], "contract": queries.contract_of(user, one),
        "forward": [(move.name, BUTTONS[move.name]) for move in moves if move.name not in AGAINST],
        "back": [(move.name, BUTTONS[move.name]) for move in moves if move.name in AGAINST],
        "way": [(state.label, STEPS.index(state)) for state in STEPS],
        "place": STEPS.index(CandidateState(one.state)) if one.state in STEPS else -1,
        "history": history(user, one, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "staffing/candidate.html", context)


@never_cache  # neither the browser nor anything on the way keeps the page
@requires(Staffing.RECRUIT, sensitive=True)
def candidate_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what for, then show one hidden value on this page, once."""
    user = actor(request)
    one, field = queries.candidate_of(user, pk), request.GET.get("field") or "phone"
    if field not in LABELS:
        raise Http404
    form, value = RevealForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            value = reveal(candidate=one, field=field, by=user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"one": one, "label": LABELS[field], "form": form, "value": value}
    return render(request, "staffing/candidate_reveal.html", context)


@require_POST
@requires(Staffing.RECRUIT)
def candidate_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of a candidate."""
    one, today = queries.candidate_of(actor(request), pk), timezone.localdate()
    back, word = one.get_absolute_url(), posted(request, "word")
    if name not in BUTTONS or name == "enrol":
        raise Http404
    if name == "offer":
        done = _("录用意向已发出，占用一个名额。")
        return act(request, back, done, actions.offer, candidate=one, on=today, word=word)
    return act(request, back, _("已登记。"), actions.advance, candidate=one, name=name, on=today, word=word)


@requires(Staffing.RECRUIT)
def candidate_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """The contract of who accepted, and the entry into the register."""
    user, today = actor(request), timezone.localdate()
    one = queries.candidate_of(user, pk)
    setting = queries.setting_on(max(one.vacancy.starts_on, today))
    first = {
        "signed_on": today, "joined_on": min(one.vacancy.starts_on, today), "contract_years": setting.contract_years,
        "probation_months": setting.probation_months,
        "service_years": setting.service_years if one.funding == Funding.NONE else setting.funded_years,
    }  # fmt: skip
    form = AppointForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint(candidate=one, agreed=actions.Agreed(**form.cleaned_data), by=user, on=today)
            messages.success(request, _("已聘用，教师登记已建立。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "title": _("办理聘用"), "person": one, "back_url": reverse("candidate", args=[one.pk])}
    return render(request, "staffing/recruitment_form.html", context)


@requires(Staffing.RECRUIT)
def contract_list(request: HttpRequest) -> HttpResponse:
    """Contracts with their terms of service; those that end soon alone on demand."""
    user, today = actor(request), timezone.localdate()
    is_due = request.GET.get("due") == "1"
    rows = queries.due_contracts(user, today) if is_due else queries.contracts(user)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "is_due": is_due, "today": today,
        "due_days": queries.setting_on(today).due_days,
    }  # fmt: skip
    return render(request, "staffing/contract_list.html", context)
