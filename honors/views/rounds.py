"""Pages of a round: all rounds, one round, one person of it, who is not in it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import checking, rounds, set_asides
from honors.choices import EntryState, RoundState
from honors.forms import (
    ArchiveForm,
    CloseForm,
    ConfirmForm,
    PublishForm,
    ReturnForm,
    RoundForm,
    SetAsideForm,
)
from honors.permissions import HonorPermission as Honor
from honors.queries import lists, objections, outside, prints
from honors.queries import rounds as queries
from honors.queries.settings import setting_on
from honors.views.shared import act, posted
from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from kernel.files.responses import attachment
from kernel.jobs.queries import newest_job
from kernel.web.searching import Search

PER_PAGE = 50
TABS = {"candidate": EntryState.CANDIDATE, "held": EntryState.HELD, "excluded": EntryState.EXCLUDED}
EDITABLE = {RoundState.DRAFT, RoundState.CHECKING, RoundState.PUBLICITY}


@requires(Honor.VIEW)
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds; the form for a new one."""
    user = actor(request)
    may_run = user.holds(Honor.RUN_ROUND)
    form = RoundForm(request.POST or None, initial={"as_of": date(timezone.localdate().year, 9, 10)})
    if request.method == "POST" and may_run and form.is_valid():
        try:
            return redirect(rounds.make_round(as_of=form.cleaned_data["as_of"], by=user))
        except RuleBroken as refusal:
            form.add_error("as_of", refusal.message)
    context = {
        "rows": queries.rounds_with_figures(user),
        "form": form if may_run else None,
        "may_rule": may_run or user.holds(Honor.APPROVE),
    }
    return render(request, "honors/round_list.html", context)


@requires(Honor.VIEW)
def round_detail(request: HttpRequest, as_of: date) -> HttpResponse:
    """The people of a round whom this person may see, the state, and the next move."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    search = Search(request, "name")
    if request.method == "POST":
        return search.answer()
    tab = request.GET.get("tab", "candidate")
    name = search.values.get("name", "").strip().replace("\0", "")[:50]
    rows = queries.entries(user, one, TABS.get(tab, EntryState.CANDIDATE), name).select_related("certificate")
    task = {RoundState.COMPUTING: rounds.COMPUTE, RoundState.APPROVED: rounds.ISSUE}.get(RoundState(one.state))
    is_second = user.holds(Honor.APPROVE) and user.pk not in {one.made_by_id, one.submitted_by_id}
    today = timezone.localdate()
    context = {
        "round": one,
        "figures": queries.figures(user, one),
        "lists": lists.progress(user, one),
        "objections_open": objections.open_count(user, one),
        "own_list": queries.only_list(user, one),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "tab": tab,
        "name": name,
        "job": newest_job(task, one.pk) if task else None,
        "may_run": user.holds(Honor.RUN_ROUND),
        "changed": queries.changed(one) if user.holds(Honor.RUN_ROUND) else 0,
        "checked_how": queries.checked_how(user, one) if is_second and one.state == RoundState.SUBMITTED else None,
        "history": queries.history_of(user, one, request.GET.get("history")),
        "perms_decide": user.holds(Honor.DECIDE_OBJECTION),
        "may_confirm": user.holds(Honor.CONFIRM_HELD) and one.state in {RoundState.DRAFT, RoundState.CHECKING},
        "may_approve": is_second and one.state == RoundState.SUBMITTED,
        "return_form": ReturnForm(),
        "forms": {"publish": PublishForm(), "close": CloseForm(initial={"accept": ""}), "archive": ArchiveForm()},
        "shelves": prints.top_shelves(user, one) if one.issued_at else [],
        "may_make": user.holds(Honor.RUN_ROUND) and one.issued_at is not None,
        "publicity_days": setting_on(today).publicity_days,
        "unknown_years": queries.unknown_years(one),
        "publicity_is_over": bool(one.publicity_note) or (one.publicity_until or today) < today,
        "is_stale": one.state == RoundState.DRAFT and queries.is_stale(one),
        "may_download": user.holds(Honor.DOWNLOAD),
        "retry_url": reverse("round_retry", args=[as_of]) if user.holds(Honor.RUN_ROUND) else "",
    }
    return render(request, "honors/round_detail.html", context)


@requires(Honor.VIEW)
def round_outside(request: HttpRequest, as_of: date) -> HttpResponse:
    """Who is not in the round, each with the reason."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    search = Search(request, "name")
    if request.method == "POST":
        return search.answer()
    name = search.values.get("name", "").strip().replace("\0", "")[:50]
    page = Paginator(outside.people_outside(user, one, name), PER_PAGE).get_page(request.GET.get("page"))
    context = {"round": one, "page": page, "people": outside.with_reasons(user, one, list(page)), "name": name}
    return render(request, "honors/round_outside.html", context)


@requires(Honor.VIEW)
def round_export(request: HttpRequest, as_of: date) -> HttpResponse:
    """The people of a round whom this person may see, as a workbook; noted in the trail."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    return answer(ask(kind="round_list", options={"as_of": one.as_of.isoformat()}, by=user), user)


@requires(Honor.VIEW)
def entry(request: HttpRequest, as_of: date, entry_id: int) -> HttpResponse:
    """One person of a round: the arithmetic, the confirmation of a held one, what an officer puts down."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    row = queries.entry(user, one, entry_id)
    may_confirm = lists.may_settle(user, row)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and user.holds(Honor.CONFIRM_HELD) and form.is_valid():
        try:
            checking.confirm_held(entry=row, note=form.cleaned_data["note"], by=user)
            messages.success(request, _("已核实，%s列入拟授予名单。") % row.teacher.name)
            return redirect(f"{one.get_absolute_url()}?tab=held")
        except RuleBroken as refusal:
            messages.error(request, refusal.message)
    return _entry_page(request, as_of, entry_id, confirm=form if may_confirm else None)


def _entry_page(
    request: HttpRequest, as_of: date, entry_id: int, *, confirm: ConfirmForm | None = None,
    aside: SetAsideForm | None = None,
) -> HttpResponse:  # fmt: skip
    user = actor(request)
    one = queries.round_of(user, as_of)
    row = queries.entry(user, one, entry_id)
    checking.note_look(entry=row, by=user)
    may_set_aside = user.holds(Honor.RUN_ROUND) and one.state in EDITABLE
    context = {
        "round": one,
        "entry": row,
        "form": confirm,
        "knows_grounds": queries.knows_grounds(user, row),
        "set_asides": queries.set_asides(user, row) if queries.knows_grounds(user, row) else [],
        "aside_form": (aside or SetAsideForm(initial={"from_on": timezone.localdate()})) if may_set_aside else None,
        "objections": queries.objections_of(user, row),
        "history": history(user, row, request.GET.get("history")),
    }
    return render(request, "honors/round_entry.html", {**context, **queries.entry_facts(user, row)})


@require_POST
@requires(Honor.RUN_ROUND)
def entry_set_aside(request: HttpRequest, as_of: date, entry_id: int) -> HttpResponse:
    """Put down what stands against honouring the person."""
    user = actor(request)
    row = queries.entry(user, queries.round_of(user, as_of), entry_id)
    form = SetAsideForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            set_asides.set_aside(entry=row, **{**values, "effect": EntryState(values["effect"])}, by=user)
            messages.success(request, _("已登记，名单已更新。"))
            return redirect("round_entry", as_of=as_of, entry_id=entry_id)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _entry_page(request, as_of, entry_id, aside=form)


@require_POST
@requires(Honor.RUN_ROUND)
def entry_lift(request: HttpRequest, as_of: date, entry_id: int, note_id: int) -> HttpResponse:
    """What was put down holds no longer."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    row = queries.entry(user, one, entry_id)
    note = queries.set_aside(user, row, note_id)
    back = reverse("round_entry", args=[as_of, entry_id])
    return act(request, back, _("已解除。"), set_asides.lift, row=note, one=one, reason=posted(request))


@requires(Honor.VIEW)
def entry_scan(request: HttpRequest, as_of: date, entry_id: int) -> HttpResponse:
    """The signed confirmation of a person."""
    user = actor(request)
    row = queries.entry(user, queries.round_of(user, as_of), entry_id)
    return attachment(checking.scan_to_read(entry=row, by=user))
