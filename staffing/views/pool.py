"""Pages of the pool: balances, statements, loans, what waits for a signature."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from staffing.actions import pool as actions
from staffing.forms import ApprovalForm, PostsForm, RecallForm, RenewForm, ReturnForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import figures as units
from staffing.queries import pool as queries
from staffing.queries.statement import statement
from staffing.queries.words import says
from staffing.rules.pool import recall_day
from staffing.views.shared import act, filled, posted

PER_PAGE = 50


@requires(Staffing.VIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """The pools with what they have, the balances of units, what is due and what waits."""
    user, today = actor(request), timezone.localdate()
    page = Paginator(queries.balances_of(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "pools": queries.pools(user), "page": page, "due": queries.due(user, today), "today": today,
        "waiting": [(one, says(one)) for one in queries.to_sign(user)],
    }  # fmt: skip
    return render(request, "staffing/pool.html", context)


@requires(Staffing.VIEW)
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The statement of a unit, and what may be done with its posts."""
    user, today = actor(request), timezone.localdate()
    one = units.unit_of(user, unit_id)
    may_pool = user.scope(Staffing.POOL).holds(one.path)
    may_establish = user.scope(Staffing.ESTABLISH).holds(one.path)
    context = {
        "unit": one, "statement": statement(user, one), "today": today,
        "targets": queries.pools_for(user, one) if may_pool else [],
        "others": queries.other_pools(user, one) if may_pool else [],
        "posts_form": PostsForm(auto_id="id_posts_%s") if may_pool else None,
        "approval_form": ApprovalForm(initial={"effective_from": today}) if may_establish else None,
        "waiting": [(item, says(item)) for item in queries.to_sign(user) if item.unit.pk == one.pk],
    }  # fmt: skip
    return render(request, "staffing/unit.html", context)


@requires(Staffing.VIEW)
def unit_export(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The statement as a workbook."""
    user, today = actor(request), timezone.localdate()
    one = units.unit_of(user, unit_id)
    options = {"unit": one.pk, "name": one.name, "day": today.isoformat()}
    return answer(ask(kind="pool_statement", options=options, by=user, file_name=f"编制对账单-{one.name}.xlsx"), user)


@require_POST
@requires(Staffing.ESTABLISH)
def approve(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Put a new approved number before the second person."""
    one = units.unit_of(actor(request), unit_id)
    form = ApprovalForm(request.POST)
    values = form.cleaned_data if filled(request, form) else None
    if values is None:
        return _back(request, one.pk)
    return act(
        request, _address(one.pk), _("已提交，待另一人签署后记账。"), actions.ask_approval, unit=one, **values
    )  # fmt: skip


MOVES = {"put-in": actions.ask_put_in, "take-out": actions.ask_take_out}


@require_POST
@requires(Staffing.POOL)
def move(request: HttpRequest, unit_id: int, name: str) -> HttpResponse:
    """Put posts into a pool, take them out, move them to another pool: each goes before the second person."""
    user = actor(request)
    one, form = units.unit_of(user, unit_id), PostsForm(request.POST)
    if name not in (*MOVES, "shift"):
        raise Http404
    if not filled(request, form):
        return _back(request, one.pk)
    target = queries.pool_named(user, one, posted(request, "pool"))
    done = _("已提交，待另一人签署后记账。")
    if name == "shift":
        return act(request, _address(one.pk), done, actions.ask_shift, pool=one, into=target, **form.cleaned_data)
    return act(request, _address(one.pk), done, MOVES[name], unit=one, pool=target, **form.cleaned_data)


def _address(pk: int) -> str:
    return reverse("pool_unit", args=[pk])


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("pool_unit", pk)


@requires(Staffing.VIEW)
def loan_list(request: HttpRequest) -> HttpResponse:
    """Loans that run, those that end first at the top."""
    user, today = actor(request), timezone.localdate()
    rows = queries.due(user, today) if request.GET.get("due") else queries.running(user)
    if request.GET.get("all"):
        rows = queries.loans(user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staffing/loan_list.html", {"page": page, "today": today})


@requires(Staffing.VIEW)
def loan(request: HttpRequest, loan_id: int) -> HttpResponse:
    """One loan: its terms, what is out, what may be done."""
    user, today = actor(request), timezone.localdate()
    one = queries.loan_of(user, loan_id)
    may = user.scope(Staffing.POOL).holds(one.borrower.path) and one.state != "returned"
    context = {
        "loan": one, "terms": queries.terms(one), "today": today, "may": may, "recall_day": recall_day(today),
        "return_form": ReturnForm(initial={"posts": one.out}, auto_id="id_return_%s"),
        "renew_form": RenewForm(auto_id="id_renew_%s"), "recall_form": RecallForm(auto_id="id_recall_%s"),
        "waiting": [(item, says(item)) for item in queries.to_sign(user) if item.about == one],
    }  # fmt: skip
    return render(request, "staffing/loan.html", context)


@require_POST
@requires(Staffing.POOL)
def loan_act(request: HttpRequest, loan_id: int, name: str) -> HttpResponse:
    """Posts come back; a longer term or a recall goes before the second person."""
    one, today = queries.loan_of(actor(request), loan_id), timezone.localdate()
    forms = {"return": ReturnForm, "renew": RenewForm, "recall": RecallForm}
    if name not in forms:
        raise Http404
    form = forms[name](request.POST)
    if not filled(request, form):
        return redirect("pool_loan", one.pk)
    back, given = reverse("pool_loan", args=[one.pk]), form.cleaned_data
    if name == "return":
        return act(
            request, back, _("已归还入池。"), actions.give_back, loan=one, posts=given["posts"],
            returned=given["ground"], document=given["document"], on=today,
        )  # fmt: skip
    if name == "renew":
        return act(request, back, _("已提交，待另一人签署后生效。"), actions.ask_renewal, loan=one, **given)
    return act(request, back, _("已提交，待另一人签署后生效。"), actions.ask_recall, loan=one, on=today, **given)


@requires(Staffing.VIEW)
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """One request for a second signature: what is asked, by whom, on what document."""
    user = actor(request)
    one = queries.signature_of(user, pk)
    may = user.scope(Staffing.SIGN).holds(one.unit.path) and one.signature.asked_by_id != user.pk
    context = {"one": one, "says": says(one), "may_sign": may, "is_own": one.signature.asked_by_id == user.pk}
    return render(request, "staffing/signature.html", context)


@require_POST
@requires(Staffing.VIEW)
def decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Sign, turn down, or take back."""
    one = queries.signature_of(actor(request), pk)
    note, back = posted(request), "signatures" if name in ("sign", "refuse") else "pool"
    if name == "sign":
        return act(
            request, back, _("已签署，分录已记账。"), actions.sign, signature=one.signature, answer=note,
            on=timezone.localdate(),
        )  # fmt: skip
    if name == "refuse":
        return act(request, back, _("已退回，没有记账。"), actions.turn_down, signature=one.signature, answer=note)
    if name == "withdraw":
        return act(request, back, _("已撤回。"), actions.take_back, signature=one.signature)
    raise Http404
