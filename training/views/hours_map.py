"""Completion by unit with its people, the heat map, the list for the province."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from training.choices import Kind
from training.forms.hours import LockForm, UnitForm
from training.permissions import TrainingPermission as Training
from training.queries import hours_map as queries

PER_PAGE = 50


def _asked(request: HttpRequest) -> dict[str, Any]:
    form = UnitForm(request.GET)
    if not form.is_valid():
        raise Http404
    return {"unit_id": form.cleaned_data["unit"], "first_year": form.cleaned_data["cycle"]}


@requires(Training.VIEW)
def completion(request: HttpRequest) -> HttpResponse:
    """How far a unit is, by the units below; of a school person by person."""
    user, today = actor(request), timezone.localdate()
    found = queries.completion(user, today, **_asked(request))
    page = people = None
    if found.unit.kind == "school":
        rows = queries.people_of(user, found.unit, found.cycle)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        people = queries.with_totals(user, list(page), found.cycle, today)
    context = {
        "found": found, "page": page, "people": people, "may_export": user.holds(Training.EXPORT),
        "lock_form": LockForm(initial={"unit": found.unit.pk, "year": today.year - 1})
        if user.holds(Training.LOCK_HOURS) else None,
    }  # fmt: skip
    return render(request, "training/hours_completion.html", context)


@requires(Training.VIEW)
def heat(request: HttpRequest) -> HttpResponse:
    """Units by kinds of training: hours a head."""
    kinds = tuple(map(str, Kind))
    found = queries.heat_map(actor(request), timezone.localdate(), kinds, **_asked(request))
    context = {"found": found, "kinds": [Kind(kind).label for kind in found.kinds]}
    return render(request, "training/hours_map.html", context)


@requires(Training.EXPORT)
def province(request: HttpRequest) -> HttpResponse:
    """Ask for the list for the province's system; it bears ID numbers, so a second person signs."""
    user, asked = actor(request), _asked(request)
    unit = queries.unit_of(user, asked["unit_id"])
    cycle = queries.cycle_asked(asked["first_year"], timezone.localdate())
    if request.method != "POST":
        return redirect("hours_completion")
    options = {"unit": unit.pk, "name": unit.name, "cycle": cycle.first_year}
    try:
        return answer(ask(kind="hours_province", options=options, by=user), user)
    except RuleBroken:
        raise Http404 from None
