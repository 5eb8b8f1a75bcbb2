"""The page of the forecast: need against supply for ten years, with what-if."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.web.charts import stacked
from staffing.actions.ground import note_births
from staffing.forms import BirthsForm, ForecastForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import forecast as queries
from staffing.rules.figures import year_on
from staffing.rules.forecast import WhatIf
from staffing.rules.forecast_chart import draw

CHANGES = ("births", "pupils", "ratio", "attrition")


@requires(Staffing.PLAN, Staffing.SIGN)
def forecast(request: HttpRequest) -> HttpResponse:
    """Ten years by stage, subject and district."""
    user = actor(request)
    units = queries.units(user)
    form = ForecastForm(request.GET, units=units)
    if not form.is_valid():
        if "unit" in form.errors or "stage" in form.errors:
            raise Http404
        return render(request, "staffing/forecast.html", {"form": form, "found": None})
    asked = form.cleaned_data
    unit = asked["unit"] or units.first()
    if unit is None:
        raise Http404
    stage = asked["stage"] or "primary"
    first = queries.newest_year() or year_on(timezone.localdate())
    found = queries.forecast(user, unit, first, stage, what_if=_what_if(asked, stage))
    labels = [str(year) for year in found.years]
    rows = found.total.rows
    context = {
        "form": ForecastForm(initial={**asked, "unit": unit, "stage": stage}, units=units), "found": found,
        "may_note": user.holds(Staffing.PLAN), "is_changed": any(asked[name] is not None for name in CHANGES),
        "chart": draw(
            labels, [[row.need for row in rows], [row.supply for row in rows]], [row.low for row in rows],
            [row.high for row in rows],
        ),
        "leaving": stacked(
            [(label, [row.retiring]) for label, row in zip(labels[1:], rows[1:], strict=True)], width=640, height=200
        ),
        "table": list(zip(rows, found.pupils[stage], found.disposal, strict=True)),
    }  # fmt: skip
    return render(request, "staffing/forecast.html", context)


def _what_if(asked: dict[str, Any], stage: str) -> WhatIf:
    def part(name: str, usual: int) -> Fraction:
        return Fraction(usual) if asked[name] is None else Fraction(asked[name])

    return WhatIf(
        part("births", 100), part("pupils", 100), {stage: Fraction(asked["ratio"])} if asked["ratio"] else {},
        None if asked["attrition"] is None else Fraction(asked["attrition"]),
    )  # fmt: skip


@requires(Staffing.PLAN)
def births(request: HttpRequest) -> HttpResponse:
    """Children born in each district and year; a form for one."""
    user = actor(request)
    form = BirthsForm(request.POST or None, units=queries.districts(user))
    if request.method == "POST" and form.is_valid():
        try:
            note_births(**form.cleaned_data, by=user)
            messages.success(request, _("已保存。"))
            return redirect("staffing_births")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "staffing/births.html", {"form": form, "rows": queries.births(user)})
