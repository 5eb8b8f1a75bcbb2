"""The lists of schools: on their way up, and when the certificates are handed out."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import checking
from honors.choices import ListState, RoundState
from honors.forms import HandOverForm, ReturnForm, ScanForm
from honors.permissions import HonorPermission as Honor
from honors.queries import lists
from honors.queries import rounds as queries
from honors.views.shared import act, posted
from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from kernel.files.responses import attachment

PER_PAGE = 50


@requires(Honor.VIEW)
def school_lists(request: HttpRequest, as_of: date) -> HttpResponse:
    """All lists of a round that this person may see, with the state of each."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    state = request.GET.get("state", "")
    page = Paginator(lists.school_lists(user, one, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": one,
        "page": page,
        "rows": lists.with_counts(user, one, list(page)),
        "progress": lists.progress(user, one),
        "state": state,
        "may_check": user.holds(Honor.CHECK_LIST) and one.state == RoundState.CHECKING,
    }
    return render(request, "honors/list_list.html", context)


@requires(Honor.VIEW)
def school_list(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """One school's list: who confirmed, who did not, and the next step."""
    return _page(request, as_of, school_id)


def _page(
    request: HttpRequest, as_of: date, school_id: int, *, scan: ScanForm | None = None, hand: HandOverForm | None = None
) -> HttpResponse:
    user = actor(request)
    one = queries.round_of(user, as_of)
    row = lists.school_list(user, one, school_id)
    checking_now = one.state == RoundState.CHECKING
    may_send = checking_now and user.holds(Honor.SEND_LIST) and row.state == ListState.OPEN
    may_check = checking_now and user.holds(Honor.CHECK_LIST)
    may_hand_over = one.state == RoundState.ISSUED and user.holds(Honor.DOWNLOAD) and row.handed_over_on is None
    context = {
        "round": one,
        "list": row,
        "counts": lists.counts(user, row),
        "people": lists.people(user, row),
        "may_send": may_send,
        "may_check": may_check and row.state == ListState.SENT and row.sent_by_id != user.pk,
        "may_return": may_check and row.state != ListState.OPEN,
        "may_confirm": checking_now and user.holds(Honor.CONFIRM_HELD) and row.state == ListState.OPEN,
        "under_objection": lists.under_objection(user, row),
        "may_hand_over": may_hand_over,
        "may_download": user.holds(Honor.DOWNLOAD),
        "scan_form": scan or ScanForm(),
        "hand_form": hand or HandOverForm(initial={"on": timezone.localdate()}),
        "return_form": ReturnForm(),
        "history": history(user, row, request.GET.get("history")),
        "chosen": request.POST.getlist("entry"),
    }
    return render(request, "honors/list_detail.html", context)


@require_POST
@requires(Honor.SEND_LIST)
def list_paper(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """Put down who confirmed by signature, with the scan."""
    user = actor(request)
    row = lists.school_list(user, queries.round_of(user, as_of), school_id)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        chosen = [int(text) for text in request.POST.getlist("entry") if text.isdecimal() and len(text) < 15]
        try:
            done = checking.confirm_on_paper(one=row, entry_ids=chosen, scan=form.cleaned_data["scan"], by=user)
            messages.success(request, _("已登记 %s 人的签字确认。") % done)
            return redirect(row)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _page(request, as_of, school_id, scan=form)


@require_POST
@requires(Honor.SEND_LIST)
def list_send(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """Send the list up."""
    user = actor(request)
    row = lists.school_list(user, queries.round_of(user, as_of), school_id)
    hold = posted(request, "hold") == "1"
    return act(request, row, _("已报送，等待市（区）审核。"), checking.send_list, one=row, hold_unconfirmed=hold)


@require_POST
@requires(Honor.CHECK_LIST)
def list_check(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """Agree with the list."""
    user = actor(request)
    row = lists.school_list(user, queries.round_of(user, as_of), school_id)
    return act(request, row, _("已审核。"), checking.check_list, one=row)


@require_POST
@requires(Honor.CHECK_LIST)
def list_return(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """Send the list back to the school."""
    user = actor(request)
    row = lists.school_list(user, queries.round_of(user, as_of), school_id)
    return act(request, row, _("已退回学校。"), checking.return_list, one=row, reason=posted(request))


@require_POST
@requires(Honor.CHECK_LIST)
def lists_check(request: HttpRequest, as_of: date) -> HttpResponse:
    """Agree with every list that was sent up."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    try:
        done, left = checking.check_lists(one=one, by=user)
        text = _("已审核 %s 所学校的名单。") % done
        messages.success(request, text + (_("另有 %s 所有人未确认，请逐校查看。") % left if left else ""))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("school_lists", as_of=as_of)


@require_POST
@requires(Honor.DOWNLOAD)
def list_hand_over(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """Put down that the school took its certificates."""
    user = actor(request)
    row = lists.school_list(user, queries.round_of(user, as_of), school_id)
    form = HandOverForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            checking.hand_over(one=row, **form.cleaned_data, by=user)
            messages.success(request, _("已登记领取。"))
            return redirect(row)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _page(request, as_of, school_id, hand=form)


@requires(Honor.VIEW)
def list_receipt(request: HttpRequest, as_of: date, school_id: int) -> HttpResponse:
    """The signed list of the hand-over."""
    user = actor(request)
    row = lists.school_list(user, queries.round_of(user, as_of), school_id)
    return attachment(checking.receipt_to_read(one=row, by=user))
