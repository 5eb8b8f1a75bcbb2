"""Pages of the requests for posts."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from staffing.actions import requests as actions
from staffing.choices import RequestState
from staffing.forms import NoteForm, RequestForm, ReserveForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import pool as queries
from staffing.queries.figures import school_of
from staffing.queries.pool import may_take_back
from staffing.views.shared import act, filled, posted

PER_PAGE = 50


@requires(Staffing.VIEW)
def request_list(request: HttpRequest) -> HttpResponse:
    """The requests of one's units with their state."""
    user, state = actor(request), request.GET.get("state", "")
    rows = queries.requests(user)
    if state in RequestState.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "state": state,
        "states": RequestState.choices, "own_school": queries.own_school(user),
    }  # fmt: skip
    return render(request, "staffing/request_list.html", context)


@requires(Staffing.REQUEST)
def new(request: HttpRequest, school_id: int) -> HttpResponse:
    """The form of a request."""
    user, today = actor(request), timezone.localdate()
    school = school_of(user, school_id, Staffing.REQUEST)
    start, end = queries.usual_term(today)
    form = RequestForm(request.POST or None, initial={"starts_on": start, "ends_on": end, "posts": 1})
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.ask_posts(school=school, by=user, on=today, **form.cleaned_data)
            messages.success(request, _("申请已提交，由市（区）审核。"))
            return redirect("pool_request", one.pk)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "staffing/request_form.html", {"form": form, "school": school})


@requires(Staffing.VIEW)
def detail(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request: what is asked, where it stands, what this person may do."""
    user = actor(request)
    one = queries.request_of(user, request_id)
    path = one.school.path
    is_other = one.asked_by_id != user.pk
    pools = queries.pools_for(user, one.school) if user.scope(Staffing.POOL).holds(path) else []
    context = {
        "one": one, "note_form": NoteForm(), "steps": STEPS,
        "may_check": one.state == "asked" and is_other and user.scope(Staffing.CHECK).holds(path),
        "may_refuse": one.state in ("asked", "checked") and is_other and user.scope(Staffing.CHECK).holds(path),
        "may_withdraw": one.state in ("asked", "checked") and may_take_back(one, user),
        "reserve_form": _reserve_form(one.state, is_other, pools),
        "may_release": one.state == "reserved" and bool(pools), "pools": pools,
        "waiting": [item for item in queries.to_sign(user) if item.about == one],
    }  # fmt: skip
    return render(request, "staffing/request.html", context)


STEPS = (RequestState.ASKED, RequestState.CHECKED, RequestState.RESERVED, RequestState.LENT)


def _reserve_form(state: str, is_other: bool, pools: list[tuple[int, str]]) -> ReserveForm | None:
    return ReserveForm(pools=pools) if state == RequestState.CHECKED and is_other and pools else None


@require_POST
@requires(Staffing.VIEW)
def move(request: HttpRequest, request_id: int, name: str) -> HttpResponse:
    """One move of a request."""
    user, today = actor(request), timezone.localdate()
    one = queries.request_of(user, request_id)
    back, note = reverse("pool_request", args=[one.pk]), posted(request)
    if name == "check":
        return act(request, back, _("已审核通过，送市局办理。"), actions.check, request=one, note=note)
    if name == "refuse":
        return act(request, back, _("已答复申请学校。"), actions.turn_down, request=one, answer=note)
    if name == "withdraw":
        return act(request, back, _("已撤回。"), actions.withdraw, request=one)
    if name == "release":
        return act(request, back, _("已解除预留。"), actions.release, request=one, reason=note, on=today)
    if name != "reserve":
        raise Http404
    form = ReserveForm(request.POST, pools=queries.pools_for(user, one.school))
    if not filled(request, form):
        return redirect("pool_request", one.pk)
    pool = queries.pool_named(user, one.school, str(form.cleaned_data["pool"]))
    return act(
        request, back, _("已预留，待另一人签署后借出。"), actions.reserve, request=one, pool=pool,
        document=form.cleaned_data["document"], on=today,
    )  # fmt: skip
