"""Pages of a session: its people and seats, enrolling, approving, calling off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.web.searching import Search
from training.actions import enrolments as actions
from training.actions import outcomes, seats, waiting
from training.actions import sessions as session_actions
from training.errors import refuse
from training.forms.programmes import ReasonForm, SeatsForm, SessionForm
from training.permissions import TrainingPermission as Training
from training.queries import enrolments as queries
from training.queries import programmes
from training.views.shared import act, posted, refuse_form

if TYPE_CHECKING:
    from training.models import Session

PER_PAGE = 50


@requires(Training.PLAN)
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A session more for a programme."""
    user = actor(request)
    one = programmes.programme(user, pk)
    form = SessionForm(request.POST or None, programme=one)
    if request.method == "POST" and form.is_valid():
        try:
            session_actions.add_session(programme=one, by=user, **form.cleaned_data)
            messages.success(request, _("场次已添加。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "training/session_form.html", {"form": form, "programme": one})


@requires(Training.PLAN)
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session, or change its size."""
    user = actor(request)
    one = programmes.session(user, pk)
    form = SessionForm(request.POST or None, programme=one.programme, one=one)
    if request.method == "POST" and form.is_valid():
        try:
            session_actions.change_session(one=one, by=user, **form.cleaned_data)
            messages.success(request, _("已保存；时间或地点有变动的，已报名的教师会收到通知。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "programme": one.programme, "session": one}
    return render(request, "training/session_form.html", context)


@requires()
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: for a teacher the own place, for officers the people and the seats."""
    user = actor(request)
    one = programmes.session(user, pk)
    is_officer = user.holds(Training.VIEW)
    may_run = queries.may_run(user, one)
    own = next((row for row in queries.of_session(user, one) if row.teacher.user_id == user.pk), None)
    made = queries.own_check_ins(user, one) if own else []
    context = {
        "session": one,
        "programme": one.programme,
        "line": next(line for line in programmes.lines(user, one.programme) if line.session.pk == one.pk),
        "own": own,
        "own_check_ins": made,
        "is_asked": queries.is_check_asked(one, made),
        "me": programmes.me(user),
        "people": queries.people(user, one) if is_officer or may_run else None,
        "quotas": queries.quotas(user, one) if is_officer else [],
        "below": queries.units_below(user, one) if user.holds(Training.GIVE_SEATS) else [],
        "may_run": may_run,
        "may_plan": programmes.may_plan(user, one.programme),
        "may_enrol": user.holds(Training.ENROL),
        "is_before": one.state in programmes.LIVE and one.starts_at > timezone.now(),
        "reason_form": ReasonForm(),
    }
    return render(request, "training/session_detail.html", context)


@require_POST
@requires(Training.PLAN)
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The session is called off."""
    one = programmes.session(actor(request), pk)
    done = _("场次已取消，已报名的教师会收到一次通知。")
    return act(request, one, done, session_actions.cancel_session, one=one, reason=posted(request, "reason"))


@require_POST
@requires(Training.GIVE_SEATS)
def seats_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Seats for a unit below."""
    user = actor(request)
    one = programmes.session(user, pk)
    form = SeatsForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, form, one)
    org = programmes.unit_below(user, form.cleaned_data["org"])
    values = {"session": one, "org": org, "seats": form.cleaned_data["seats"]}
    return act(request, one, _("名额已下达。"), seats.give_seats, **values)


@require_POST
@requires()
def enrol_own(request: HttpRequest, pk: int) -> HttpResponse:
    """The person enrols."""
    user = actor(request)
    one, me = programmes.session(user, pk), programmes.me(user)
    try:
        if me is None:
            raise refuse("no_record")
        row = actions.enrol(session=one, teacher=me, by=user)
        if row.state == "waiting":
            messages.warning(request, _("名额已满，您已列入候补；有空出的名额按需要程度自动递补，并在本系统通知您。"))
        elif row.is_certain:
            messages.success(request, _("报名成功。"))
        else:
            messages.success(request, _("已报名并保留名额，等待审批。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


@requires(Training.ENROL)
def enrol_people(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer enrols people of the unit, chosen from a list."""
    user = actor(request)
    one = programmes.session(user, pk)
    if "teacher" in request.POST:
        return _enrol_chosen(request, one)
    search = Search(request, "name")
    if request.method == "POST":
        return search.answer()
    name = search.values.get("name", "").strip().replace("\0", "")[:50]
    page = Paginator(queries.candidates(user, one, name), PER_PAGE).get_page(request.GET.get("page"))
    context = {"session": one, "programme": one.programme, "page": page, "name": name}
    return render(request, "training/enrol_people.html", context)


def _enrol_chosen(request: HttpRequest, one: Session) -> HttpResponse:
    user = actor(request)
    chosen = [int(key) for key in request.POST.getlist("teacher") if key.isascii() and key.isdigit()][:PER_PAGE]
    counts = {"seated": 0, "waiting": 0}
    for teacher in queries.candidates(user, one).filter(pk__in=chosen):
        try:
            counts[actions.enrol(session=one, teacher=teacher, by=user).state] += 1
        except RuleBroken as refusal:
            messages.error(request, f"{teacher.name}：{refusal.message}")
    if counts["seated"] or counts["waiting"]:
        messages.success(request, _("已报名 %(seated)s 人，列入候补 %(waiting)s 人。") % counts)
    return redirect(one)


@require_POST
@requires()
def enrolment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A place is given back."""
    row = queries.enrolment(actor(request), pk)
    done = _("已退出，名额由候补人员递补。")
    return act(request, row.session, done, actions.withdraw, enrolment=row, reason=posted(request, "reason"))


@require_POST
@requires(Training.APPROVE_SCHOOL, Training.APPROVE_DISTRICT)
def enrolment_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A step of the chain."""
    row = queries.enrolment(actor(request), pk)
    agreed = posted(request, "agreed") == "1"
    values = {"enrolment": row, "agreed": agreed, "reason": posted(request, "reason")}
    done = _("已同意。") if agreed else _("已登记不同意，并通知本人。")
    return act(request, "enrolment_approvals", done, actions.decide, **values)


@requires(Training.APPROVE_SCHOOL, Training.APPROVE_DISTRICT)
def enrolment_approvals(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision."""
    user = actor(request)
    page = Paginator(queries.to_decide(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/enrolment_approvals.html", {"page": page})


@require_POST
@requires(Training.RUN_SESSION)
def waiting_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Free seats are filled from the wait list by hand."""
    one = programmes.session(actor(request), pk)
    return act(request, one, _("已递补，并通知本人。"), waiting.fill_up, session=one)


@require_POST
@requires()
def session_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Attendance becomes final."""
    one = programmes.session(actor(request), pk)
    excused = [int(key) for key in request.POST.getlist("excused") if key.isascii() and key.isdigit()]
    done = _("出勤已确认，学时按规则申报。")
    return act(request, one, done, outcomes.complete_session, session=one, excused=excused)
