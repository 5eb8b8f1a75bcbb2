"""The register of bases, and lecture tours and visits with who was there."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from training.actions import bases as actions
from training.choices import BaseKind
from training.forms import practice as forms
from training.permissions import TrainingPermission as Training
from training.queries import bases as queries
from training.queries import people
from training.views.shared_duties import PER_PAGE, sent


@requires(Training.VIEW)
def base_list(request: HttpRequest) -> HttpResponse:
    """All bases."""
    user = actor(request)
    kind = request.GET.get("kind", "")
    context = {
        "rows": queries.bases(user, kind),
        "kind": kind,
        "kinds": BaseKind.choices,
        "may_record": user.holds(Training.PLAN),
        "tab": "bases",
    }
    return render(request, "training/base_list.html", context)


@requires(Training.PLAN)
def base_new(request: HttpRequest) -> HttpResponse:
    """Enter a base."""
    user, today = actor(request), timezone.localdate()
    form = forms.BaseForm(request.POST or None, units=queries.own_units(user))
    if request.method == "POST" and sent(
        request, form, _("基地已登记。"), lambda: actions.add_base(**form.cleaned_data, on=today, by=user)
    ):
        return redirect("base_list")
    context = {"form": form, "title": _("登记基地"), "back_to": "base_list", "tab": "bases"}
    return render(request, "training/duty_rule_form.html", context)


@requires(Training.VIEW)
def base_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One base with what was held there; ending it."""
    user, today = actor(request), timezone.localdate()
    base = queries.base(user, pk)
    may_end = base.ended_on is None and user.scope(Training.PLAN).holds(base.org.path)
    form = forms.EndBaseForm(request.POST or None, initial={"ended_on": today})

    def end() -> None:
        actions.end_base(base=base, **form.cleaned_data, on=today, by=user)

    if request.method == "POST" and sent(request, form, _("已登记停用。"), end, is_shown=may_end):
        return redirect("base_detail", pk=pk)
    context = {"base": base, "events": queries.events(user).filter(base=base), "may_end": may_end, "form": form,
               "tab": "bases"}  # fmt: skip
    return render(request, "training/base_detail.html", context)


@requires(Training.VIEW)
def event_list(request: HttpRequest) -> HttpResponse:
    """Lectures and visits, newest first."""
    user = actor(request)
    page = Paginator(queries.events(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_record": user.holds(Training.PLAN), "tab": "bases"}
    return render(request, "training/event_list.html", context)


@requires(Training.PLAN)
def event_new(request: HttpRequest) -> HttpResponse:
    """Enter a lecture or a visit that was held."""
    user, today = actor(request), timezone.localdate()
    form = forms.EventForm(
        request.POST or None, units=queries.own_units(user), bases=queries.bases_in_use(today, BaseKind.ETHICS)
    )
    if request.method == "POST" and sent(
        request, form, _("已登记，请接着登记参加人员。"),
        lambda: actions.add_event(**form.cleaned_data, on=today, by=user),
    ):  # fmt: skip
        return redirect("event_list")
    context = {"form": form, "title": _("登记宣讲与研学"), "back_to": "event_list", "tab": "bases"}
    return render(request, "training/duty_rule_form.html", context)


@requires(Training.VIEW)
def ethics_event(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them with who was there."""
    return _event(request, pk)


def _event(request: HttpRequest, pk: int, form: forms.AttendanceForm | None = None) -> HttpResponse:
    user = actor(request)
    one = queries.event(user, pk)
    page = Paginator(queries.attendances(user, one), PER_PAGE).get_page(request.GET.get("page"))
    context = {"event": one, "page": page, "may_record": user.holds(Training.ENROL),
               "form": form or forms.AttendanceForm(), "tab": "bases"}  # fmt: skip
    return render(request, "training/event_detail.html", context)


@require_POST
@requires(Training.ENROL)
def event_attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put down who was there."""
    user = actor(request)
    one = queries.event(user, pk)
    form = forms.AttendanceForm(request.POST)

    def keep() -> None:
        there = people.all_named(user, form.cleaned_data["people"], actions.attendance_scope(user))
        actions.add_attendance(event=one, people=there, by=user)

    if sent(request, form, _("参加人员已登记。"), keep):
        return redirect(one)
    return _event(request, pk, form)
