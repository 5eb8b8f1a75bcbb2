"""Pages of agreements with retired teachers."""

from __future__ import annotations

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
from kernel.grades import Shown
from staffing.actions import silver as actions
from staffing.choices import SilverState
from staffing.forms.people import SilverEndForm, SilverForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import silver as queries
from staffing.queries.screening import answer_code, objections
from staffing.rules.recruitment import years_on
from staffing.views.candidates import SCREENING
from staffing.views.shared import act, filled, posted

PER_PAGE = 50


@requires(Staffing.RECRUIT)
def silver_list(request: HttpRequest) -> HttpResponse:
    """Agreements of the own schools, how many serve today, those that end soon on demand."""
    user, today = actor(request), timezone.localdate()
    state, is_due = request.GET.get("state", ""), request.GET.get("due") == "1"
    rows = queries.due(user, today) if is_due else queries.agreements(user)
    if state in SilverState.values:
        rows = rows.filter(state=state)
    units = queries.by_unit(user, today)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "state": state, "is_due": is_due,
        "states": SilverState.choices, "units": units, "people": sum(one["people"] for one in units),
        "hours": sum(one["hours"] for one in units), "money": sum(one["money"] for one in units),
        "due": queries.due(user, today).count(), "setting": queries.setting_on(today), "today": today,
        "may_set": user.holds(Staffing.ESTABLISH),
    }  # fmt: skip
    return render(request, "staffing/silver_list.html", context)


@requires(Staffing.RECRUIT, sensitive=True)
def silver_new(request: HttpRequest) -> HttpResponse:
    """The form of an agreement."""
    today = timezone.localdate()
    setting = queries.setting_on(today)
    first: dict[str, Any] = {
        "starts_on": today, "ends_on": years_on(today, setting.term_months_most), "subsidy": setting.subsidy_usual,
        "hours": setting.hours_least_higher,
    }  # fmt: skip
    return _form(request, first, None)


@requires(Staffing.RECRUIT, sensitive=True)
def silver_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The next term of somebody who serves: everything is asked anew."""
    user, today = actor(request), timezone.localdate()
    one = queries.agreement_of(user, pk)
    if one.state != SilverState.RUNNING:
        messages.error(request, _("只有已批准的协议可以续签。"))
        return redirect(one)
    kept = ("former_unit", "title", "scheme", "duty", "subject", "hours", "subsidy", "subsidy_source")
    months = queries.setting_on(today).term_months_most
    first = {name: getattr(one, name) for name in kept} | {
        "host": one.host, "starts_on": one.ends_on, "ends_on": years_on(one.ends_on, months),
    }  # fmt: skip
    return _form(request, first, one)


PERSON = ("name", "id_number", "phone")


def _form(request: HttpRequest, first: dict[str, Any], renews: Any) -> HttpResponse:
    """The person of a renewal is known: the number is neither shown nor asked again."""
    user = actor(request)
    form = SilverForm(request.POST or None, hosts=queries.hosts_of(user), initial=first)
    known = {name: getattr(renews, name) for name in PERSON} if renews is not None else {}
    for name in known:
        del form.fields[name]
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, **known}
        host = given.pop("host")
        try:
            one = actions.ask(host=host, offer=actions.Offer(**given), by=user, on=timezone.localdate(), renews=renews)
            messages.success(request, _("已提出，由另一人审批。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    title = _("续签银龄协议") if renews else _("提出银龄协议")
    context = {"form": form, "title": title, "person": renews, "back": "silver"}
    return render(request, "staffing/recruitment_form.html", context)


@requires(Staffing.RECRUIT, sensitive=True)
def silver(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: the person, the term, what is on file, what this person may do."""
    user, today = actor(request), timezone.localdate()
    one = queries.agreement_of(user, pk)
    answer = answer_code(objections(one.id_number, today))
    context = {
        "one": one, "shown": Shown(one), "answer": answer, "screening": SCREENING[answer],
        "may_decide": one.state == SilverState.ASKED and queries.may_decide(user, one),
        "end_form": SilverEndForm(initial={"ended_on": today}) if one.state == SilverState.RUNNING else None,
        "may_renew": one.state == SilverState.RUNNING and one.ends_on > today,
        "history": history(user, one, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "staffing/silver.html", context)


@require_POST
@requires(Staffing.RECRUIT)
def silver_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of an agreement."""
    one, today = queries.agreement_of(actor(request), pk), timezone.localdate()
    back, word = one.get_absolute_url(), posted(request, "word")
    if name == "approve":
        return act(request, back, _("已批准。"), actions.approve, agreement=one, on=today, word=word)
    if name == "refuse":
        return act(request, back, _("已答复。"), actions.turn_down, agreement=one, word=word)
    if name != "end":
        raise Http404
    form = SilverEndForm(request.POST)
    if not filled(request, form):
        return redirect(one)
    return act(request, back, _("已终止。"), actions.end, agreement=one, on=today, **form.cleaned_data)
