"""Pages of moves: those of a school, one move with its sides, what a teacher says about an exchange."""

from __future__ import annotations

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
from staffing.actions import plan_moves
from staffing.forms import WillingForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import plans as queries

PER_PAGE = 50


@requires(Staffing.VIEW)
def move_list(request: HttpRequest) -> HttpResponse:
    """Moves of accepted plans that begin or end here."""
    page = Paginator(queries.opened(actor(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staffing/plan_move_list.html", {"page": page})


@requires()
def move_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One move: who has agreed, who has not, what to do."""
    user = actor(request)
    one = queries.move(user, pk)
    scope = user.scope(Staffing.REQUEST)
    context = {
        "move": one,
        "may_giver": one.giver is not None and scope.holds(one.giver.path) and not one.giver_agreed_at,
        "may_taker": scope.holds(one.taker.path) and not one.taker_agreed_at,
        "is_self": one.teacher is not None and one.teacher.user_id == user.pk and not one.teacher_agreed_at,
        "may_note": one.giver is not None and one.teacher is not None and scope.holds(one.giver.path)
        and not one.teacher_agreed_at,
        "may_decline": user.scope(Staffing.PLAN).holds(one.plan.unit.path) or scope.holds(one.taker.path)
        or (one.giver is not None and scope.holds(one.giver.path))
        or (one.teacher is not None and one.teacher.user_id == user.pk),
        "history": history(user, one, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "staffing/plan_move.html", context)


def _text(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).replace("\0", "")[:300]


@require_POST
@requires()
def move_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """One side agrees."""
    user = actor(request)
    one = queries.move(user, pk)
    side = request.POST.get("side", "")
    try:
        now = plan_moves.agree(
            move=one, side=side if side in plan_moves.SIDES else "teacher", by=user, on=timezone.localdate(),
            paper=_text(request, "paper"),
        )  # fmt: skip
        done = now.state == "done"
        messages.success(request, _("各方均已同意，已办结并记账。") if done else _("已表示同意，等待其他各方。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("plan_move", pk=pk)


@require_POST
@requires()
def move_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """One side does not agree."""
    user = actor(request)
    one = queries.move(user, pk)
    try:
        plan_moves.decline(move=one, by=user, reason=_text(request, "reason"))
        messages.success(request, _("已登记不办理。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("plan_move", pk=pk)


@requires()
def exchange_mine(request: HttpRequest) -> HttpResponse:
    """What I say about an exchange, and the moves that name me."""
    user = actor(request)
    me, said = queries.own_record(user), queries.own_willingness(user)
    first = {"is_willing": said.is_willing, "most_km": said.most_km} if said else {"most_km": 20}
    form = WillingForm(request.POST or None, initial=first)
    if request.method == "POST" and me is not None and form.is_valid():
        try:
            plan_moves.say(teacher=me, by=user, **form.cleaned_data)
            messages.success(request, _("已保存。"))
            return redirect("exchange_mine")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"me": me, "said": said, "form": form, "moves": queries.own_moves(user)}
    return render(request, "staffing/exchange_mine.html", context)
