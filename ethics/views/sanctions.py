"""Pages of sanctions: the list, one with its bars and history, putting one on file, what becomes of it."""

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

from ethics.actions import asking
from ethics.actions import sanctions as actions
from ethics.actions.sanctions import Decision
from ethics.choices import BarDomain, HandlingKind, HandlingState
from ethics.errors import refuse
from ethics.forms import ConfirmForm, ExtendForm, SanctionForm, UndoForm
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries import sanctions as queries
from ethics.queries.people import found_by_number
from ethics.views.shared import act
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.web.searching import Search
from teachers.rules.roster import read_id

PER_PAGE = 50
STATES = (
    ("", gettext_lazy("全部")), ("running", gettext_lazy("影响期内")), ("due", gettext_lazy("期满待确认")),
    ("ended", gettext_lazy("已解除")), ("undone", gettext_lazy("已撤销或澄清")),
)  # fmt: skip


@requires(Ethics.VIEW)
def sanction_list(request: HttpRequest) -> HttpResponse:
    """What is on file in the own units."""
    search = Search(request, "q")
    if request.method == "POST":
        return search.answer()
    user, today = actor(request), timezone.localdate()
    state = search.values.get("state", "")
    rows = queries.narrowed(queries.sanctions(user), state, today)
    if name := search.values.get("q", ""):
        rows = rows.filter(teacher__name__icontains=name)
    page = Paginator(rows.defer("facts", "party_document"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": STATES, "q": search.values.get("q", ""), "today": today,
               "may_record": user.holds(Ethics.RECORD)}  # fmt: skip
    return render(request, "ethics/sanction_list.html", context)


@requires(Ethics.RECORD, sensitive=True)
def sanction_new(request: HttpRequest) -> HttpResponse:
    """Put a decided sanction on file."""
    form = SanctionForm(request.POST or None, initial={"who": request.GET.get("who", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_recorded(request, form.cleaned_data))
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "ethics/sanction_form.html", {"form": form})


def _recorded(request: HttpRequest, given: dict[str, Any]) -> Any:
    user = actor(request)
    number, raw = read_id(given["who"])
    people = found_by_number(user, Ethics.RECORD, {number, raw, raw.upper()} - {""})
    if not people:
        raise refuse("person_unknown")
    decision = Decision(
        kind=HandlingKind(given["kind"]), decided_on=given["decided_on"],
        effective_on=given["effective_on"] or given["decided_on"], decided_by=given["decided_by"],
        document=given["document"], months=given["months"], domains=[BarDomain(one) for one in given["domains"]],
        violation=given["violation"], facts=given["facts"], party_document=given["party_document"],
    )  # fmt: skip
    teacher = next(iter(people.values()))
    return actions.record_sanction(teacher=teacher, decision=decision, by=user, on=timezone.localdate())


@requires(sensitive=True)
def sanction(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its bars and what became of it: for who keeps ethics there, and for the person."""
    user, today = actor(request), timezone.localdate()
    found = queries.record_of(user, pk, today)
    asking.note_sanction_read(sanction=found.row, by=user)
    may = user.scope(Ethics.LIFT).holds(found.row.teacher.school.path)
    stands = found.row.state == HandlingState.STANDING
    context = {
        "found": found, "row": found.row, "today": today, "may_lift": may and stands,
        "confirm": ConfirmForm(auto_id="confirm_%s"), "extend": ExtendForm(auto_id="extend_%s"),
        "undo": UndoForm(auto_id="undo_%s"), "is_own": found.row.teacher.user_id == user.pk,
    }  # fmt: skip
    return render(request, "ethics/sanction.html", context)


def _lifted(request: HttpRequest, pk: int, form: Any, done: str, action: Any) -> HttpResponse:
    row = queries.sanction(actor(request), pk)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        messages.error(request, f"{form.fields[name].label}：{errors[0]}" if name in form.fields else errors[0])
        return redirect(row)
    return act(request, row, done, action, sanction=row, on=timezone.localdate(), **form.cleaned_data)


@require_POST
@requires(Ethics.LIFT)
def sanction_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the end that came by itself."""
    return _lifted(request, pk, ConfirmForm(request.POST), _("已确认期满解除。"), actions.confirm_end)


@require_POST
@requires(Ethics.LIFT)
def sanction_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Extend the handling."""
    return _lifted(request, pk, ExtendForm(request.POST), _("已登记延期。"), actions.extend)


@require_POST
@requires(Ethics.LIFT)
def sanction_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Annul or clear."""

    def undo(*, state: str, **values: Any) -> None:
        actions.undo(state=HandlingState(state), **values)

    return _lifted(request, pk, UndoForm(request.POST), _("已登记，所有查询不再显示这条处理。"), undo)
