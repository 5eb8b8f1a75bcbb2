"""Trainings that are owed: one's own, the list of a unit, one of them, the whole by kind."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.web.searching import Search
from teachers.actions.access import note_read
from training.actions import requirements as actions
from training.choices import Kind, RequirementState
from training.forms.duties import WaiverForm
from training.permissions import TrainingPermission as Training
from training.queries import bases, evaluation, needs, practice
from training.queries import requirements as queries
from training.views.shared_duties import PER_PAGE, act


@requires()
def duties_mine(request: HttpRequest) -> HttpResponse:
    """What I owe and by when, what I was reminded of, the surveys I am asked to fill in, my stays and recognition."""
    user, today = actor(request), timezone.localdate()
    me = needs.own_record(user)
    stays = practice.stays_of(user, me) if me else []
    recognition = practice.recognition_of(user, me) if me else None
    context = {
        "me": me,
        "owed": queries.own(user, today),
        "reminders": queries.own_reminders(user),
        "tickets": evaluation.tickets_to_answer(user, today),
        "needs": needs.to_answer(user, today),
        "events": bases.own_attendances(user),
        "practising": practice.own(user, today),
        "stays": stays,
        "recognition": practice.standing([recognition], today)[0] if recognition else None,
        "today": today,
    }
    return render(request, "training/duties_mine.html", context)


@require_POST
@requires()
def reminders_read(request: HttpRequest) -> HttpResponse:
    """Put the own reminders away."""
    return act(request, "duties_mine", _("提醒已标为已读。"), actions.read_reminders)


@requires(Training.VIEW)
def requirement_list(request: HttpRequest) -> HttpResponse:
    """Who owes what by when."""
    user, today = actor(request), timezone.localdate()
    search = Search(request, "q")
    if request.method == "POST":
        return search.answer()
    asked = {key: str(value) for key, value in search.values.items()}
    page = Paginator(queries.listed(user, asked, today), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.as_owed(list(page), today),
        "figures": queries.figures(user, today),
        "asked": asked,
        "kinds": queries.OWED,
        "states": RequirementState.choices,
        "units": queries.units_to_choose(user),
        "tab": "list",
    }
    return render(request, "training/requirement_list.html", context)


@requires()
def requirement(request: HttpRequest, pk: int) -> HttpResponse:
    """One training that is owed: why, by when, what counts, what was said to the person."""
    user, today = actor(request), timezone.localdate()
    row = queries.requirement(user, pk)
    if row.waived_at is not None:
        note_read(people=[row.teacher], by=user, act="requirement.read")
    context = {
        "one": queries.as_owed([row], today)[0],
        "row": row,
        "is_own": row.teacher.user_id == user.pk,
        "reminders": queries.reminders_of(user, row),
        "may_waive": user.holds(Training.ASSIGN) and queries.may_waive(user, row),
        "form": WaiverForm(),
        "history": history(user, row, request.GET.get("history")),
    }
    return render(request, "training/requirement_detail.html", context)


@require_POST
@requires(Training.ASSIGN)
def requirement_waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person off, with a reason."""
    row = queries.requirement(actor(request), pk)
    reason = str(request.POST.get("reason", "")).replace("\0", "")
    return act(request, row, _("已免除。"), actions.waive, requirement=row, reason=reason)


@require_POST
@requires(Training.ASSIGN)
def requirement_unwaive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a waiver back."""
    row = queries.requirement(actor(request), pk)
    return act(request, row, _("已撤销免除，任务恢复。"), actions.unwaive, requirement=row)


@requires(Training.VIEW)
def duty_overview(request: HttpRequest) -> HttpResponse:
    """By kind, a line for each district."""
    return _overview(request, None)


@requires(Training.VIEW)
def duty_overview_district(request: HttpRequest, pk: int) -> HttpResponse:
    """By kind, a line for each school of a district."""
    return _overview(request, pk)


def _overview(request: HttpRequest, pk: int | None) -> HttpResponse:
    user, today = actor(request), timezone.localdate()
    district = queries.district(user, pk) if pk is not None else None
    kinds, lines = queries.overview(user, today, district)
    context = {
        "district": district,
        "kinds": [(kind, Kind(kind).label) for kind in kinds],
        "lines": lines,
        "figures": queries.figures(user, today) if district is None else None,
        "districts": {one.pk for one in queries.districts_open_to(user)},
        "tab": "overview",
    }
    return render(request, "training/duty_overview.html", context)
