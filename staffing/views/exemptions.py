"""Pages of exemptions from the exchange: the list, a new one, one with its decision."""

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
from staffing.actions import exemptions as actions
from staffing.choices import ExemptionState
from staffing.forms import NoteForm
from staffing.forms.terms import ExemptionForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import rotation as queries
from staffing.views.shared import act, posted
from teachers.actions.access import note_read

PER_PAGE = 50


@requires(Staffing.REQUEST)
def exemption_list(request: HttpRequest) -> HttpResponse:
    """Those of one's schools, by state."""
    user, state = actor(request), request.GET.get("state", "")
    page = Paginator(queries.exemptions(user, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": ExemptionState.choices, "today": timezone.localdate()}
    return render(request, "staffing/exemption_list.html", context)


@requires(Staffing.REQUEST)
def new(request: HttpRequest, number: str) -> HttpResponse:
    """The form for one person."""
    user, today = actor(request), timezone.localdate()
    teacher = queries.person_of(user, number)
    form = ExemptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.ask(teacher=teacher, by=user, on=today, **form.cleaned_data)
            messages.success(request, _("已登记，待主管部门另一人确认。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "staffing/exemption_form.html", {"form": form, "teacher": teacher})


@requires(Staffing.REQUEST)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One, and what this person may do about it."""
    user, today = actor(request), timezone.localdate()
    one = queries.exemption(user, pk)
    note_read(people=[one.teacher], by=user)
    path, is_open = one.school.path, one.state == ExemptionState.ASKED
    context = {
        "one": one, "today": today, "form": NoteForm(), "history": history(user, one, request.GET.get("history")),
        "may_decide": is_open and one.asked_by_id != user.pk and user.scope(Staffing.CHECK).holds(path),
        "may_withdraw": is_open and user.scope(Staffing.REQUEST).holds(path),
        "may_end": one.state == ExemptionState.CONFIRMED and one.until > today
        and user.scope(Staffing.REQUEST).holds(path),
    }  # fmt: skip
    return render(request, "staffing/exemption.html", context)


@require_POST
@requires(Staffing.REQUEST)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of one."""
    one, today = queries.exemption(actor(request), pk), timezone.localdate()
    if name == "confirm":
        return act(
            request, one, _("已确认，期限内不列入交流。"), actions.confirm, exemption=one, on=today,
            answer=posted(request),
        )  # fmt: skip
    if name == "refuse":
        return act(request, one, _("已答复学校。"), actions.turn_down, exemption=one, answer=posted(request))
    if name == "withdraw":
        return act(request, one, _("已撤回。"), actions.withdraw, exemption=one)
    if name != "end":
        raise Http404
    return act(request, one, _("已提前结束，重新列入交流。"), actions.end, exemption=one, on=today)
