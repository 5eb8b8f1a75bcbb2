"""Pages of a round: list, detail, the moves, one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import rounds as actions
from honors.choices import EntryState, RoundState
from honors.forms import ConfirmForm, ReturnForm, RoundForm
from honors.permissions import HonorPermission as Honor
from honors.queries import rounds as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.jobs.queries import newest_job

PER_PAGE = 50
TABS = {"candidate": EntryState.CANDIDATE, "held": EntryState.HELD, "excluded": EntryState.EXCLUDED}


@requires(Honor.VIEW)
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds; the form for a new one."""
    user = actor(request)
    may_run = user.holds(Honor.RUN_ROUND)
    form = RoundForm(request.POST or None, initial={"as_of": date(timezone.localdate().year, 9, 10)})
    if request.method == "POST" and may_run and form.is_valid():
        try:
            return redirect(actions.make_round(as_of=form.cleaned_data["as_of"], by=user))
        except RuleBroken as refusal:
            form.add_error("as_of", refusal.message)
    context = {"rows": queries.rounds_with_figures(user), "form": form if may_run else None}
    return render(request, "honors/round_list.html", context)


@requires(Honor.VIEW)
def round_detail(request: HttpRequest, as_of: date) -> HttpResponse:
    """The people of a round whom this person may see, the state, and the next move."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    tab = request.GET.get("tab", "candidate")
    rows = queries.entries(user, one, TABS.get(tab, EntryState.CANDIDATE)).select_related("certificate")
    task = {RoundState.COMPUTING: actions.COMPUTE, RoundState.APPROVED: actions.ISSUE}.get(RoundState(one.state))
    is_second = user.holds(Honor.APPROVE) and user.pk not in {one.made_by_id, one.submitted_by_id}
    context = {
        "round": one,
        "figures": queries.figures(user, one),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "tab": tab,
        "job": newest_job(task, one.pk) if task else None,
        "may_run": user.holds(Honor.RUN_ROUND),
        "may_confirm": user.holds(Honor.CONFIRM_HELD) and one.state == RoundState.DRAFT,
        "may_approve": is_second and one.state == RoundState.SUBMITTED,
        "return_form": ReturnForm(),
        "is_stale": one.state == RoundState.DRAFT and queries.is_stale(one),
        "may_download": user.holds(Honor.DOWNLOAD),
        "retry_url": reverse("round_retry", args=[as_of]) if user.holds(Honor.RUN_ROUND) else "",
    }
    return render(request, "honors/round_detail.html", context)


@requires(Honor.VIEW)
def entry(request: HttpRequest, as_of: date, entry_id: int) -> HttpResponse:
    """One person of a round: the arithmetic, and the confirmation of a held one."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    row = queries.entry(user, one, entry_id)
    may_confirm = user.holds(Honor.CONFIRM_HELD) and row.state == EntryState.HELD and one.state == RoundState.DRAFT
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and user.holds(Honor.CONFIRM_HELD) and form.is_valid():
        try:
            actions.confirm_held(entry=row, note=form.cleaned_data["note"], by=user)
            messages.success(request, _("已核实，%s列入拟授予名单。") % row.teacher.name)
            return redirect(f"{one.get_absolute_url()}?tab=held")
        except RuleBroken as refusal:
            messages.error(request, refusal.message)
    context = {"round": one, "entry": row, "form": form if may_confirm else None}
    return render(request, "honors/round_entry.html", {**context, **queries.entry_facts(row)})


def _moved(request: HttpRequest, as_of: date, done: str, move: Callable[..., None], **values: str) -> HttpResponse:
    """Make one move and say what came of it."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    try:
        move(one=one, by=user, **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


@require_POST
@requires(Honor.RUN_ROUND)
def recompute(request: HttpRequest, as_of: date) -> HttpResponse:
    """Compute a draft again."""
    return _moved(request, as_of, _("已开始重新测算。"), actions.recompute)


@require_POST
@requires(Honor.RUN_ROUND)
def retry(request: HttpRequest, as_of: date) -> HttpResponse:
    """Take up interrupted work."""
    return _moved(request, as_of, _("已重新开始。"), actions.retry)


@require_POST
@requires(Honor.RUN_ROUND)
def discard(request: HttpRequest, as_of: date) -> HttpResponse:
    """Delete a round that was never submitted."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    try:
        actions.discard(one=one, by=user)
        messages.success(request, _("已删除。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect(one)
    return redirect("round_list")


@require_POST
@requires(Honor.RUN_ROUND)
def submit(request: HttpRequest, as_of: date) -> HttpResponse:
    """Hand the list to the second person."""
    return _moved(request, as_of, _("已提交，等待另一人审批。"), actions.submit)


@require_POST
@requires(Honor.APPROVE)
def approve(request: HttpRequest, as_of: date) -> HttpResponse:
    """Approve the list."""
    if not request.POST.get("checked"):
        messages.error(request, _("请先核对名单并勾选确认，再审批。"))
        return redirect("round", as_of=as_of)
    return _moved(request, as_of, _("已审批，正在编号制证。"), actions.approve, seen=request.POST.get("seen", ""))


@require_POST
@requires(Honor.APPROVE)
def give_back(request: HttpRequest, as_of: date) -> HttpResponse:
    """Send the list back with a reason."""
    return _moved(
        request,
        as_of,
        _("已退回经办人。"),
        actions.give_back,
        reason=request.POST.get("note", "").replace("\0", ""),
        seen=request.POST.get("seen", ""),
    )
