"""Pages of the figures of schools and of what they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from staffing.actions.figures import StageRow, state
from staffing.actions.settings import set_standard
from staffing.choices import FigureStage
from staffing.forms import SettingForm, StageForm, first_values
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import establishment as needs
from staffing.queries import figures as queries
from staffing.queries.arithmetic import steps
from staffing.queries.districts import around
from staffing.queries.standard import setting_on, settings, sources_on
from staffing.queries.statement import statement
from staffing.rules.figures import first_day, year_on
from staffing.views.shared import asked

PER_PAGE = 50


def _is_over(one: needs.SchoolNeed) -> bool:
    """More people than posts, or more than needed."""
    return (one.over or 0) > 0 or (one.gap or 0) < 0


SHOW: dict[str, Callable[[needs.SchoolNeed], bool]] = {
    "short": lambda one: (one.gap or 0) > 0, "over": _is_over, "missing": lambda one: one.need.need is None,
}  # fmt: skip


@requires(Staffing.VIEW)
def establishment(request: HttpRequest) -> HttpResponse:
    """What each school needs, was approved and has."""
    want = asked(request)
    every = needs.establishment(want.user, want.year, want.today, want.unit)
    chosen = [one for one in every if SHOW[want.group](one)] if want.group in SHOW else every
    context = {
        "asked": want, "page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
        "counts": {name: sum(map(test, every)) for name, test in SHOW.items()}, "all": len(every),
        "as_of": needs.as_of(want.year, want.today), "sources": sources_on(first_day(want.year)),
        "around": around(want.user, want.unit),
    }  # fmt: skip
    return render(request, "staffing/establishment.html", context)


@requires(Staffing.VIEW)
def establishment_export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    want = asked(request)
    options = {"year": want.year, "unit": want.unit.pk, "name": want.unit.name, "day": want.today.isoformat()}
    name = f"{want.year}学年编制核算表-{want.unit.name}-{want.today}.xlsx"
    return answer(ask(kind="establishment", options=options, by=want.user, file_name=name), want.user)


@requires(Staffing.VIEW)
def school(request: HttpRequest, school_id: int, year: int) -> HttpResponse:
    """One school in one year: its figures with last year's beside, the arithmetic, the posts; and the form."""
    user, today = actor(request), timezone.localdate()
    if not 2001 <= year <= year_on(today):
        raise Http404
    one = queries.school_of(user, school_id)
    need = needs.needs_of(user, [one], year, today)[0]
    may = user.holds(Staffing.FIGURES) and user.scope(Staffing.FIGURES).holds(one.path)
    stage = request.GET.get("stage", "")
    form = StageForm(request.POST or None, initial=_first(need.rows, stage, one.location_type)) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        row = StageRow(FigureStage(form.cleaned_data["stage"]), form.values())
        try:
            state(school=one, year=year, rows=[row], by=user, on=today, source=_("页面填报"))
            messages.success(request, _("已保存。"))
            return redirect("staffing_school", one.pk, year)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    percent = setting_on(today).jump_percent
    context = {
        "school": one, "year": year, "one": need, "form": form, "beside": queries.beside(one, year, percent),
        "steps": steps(need.need), "sources": sources_on(first_day(year)), "statement": statement(user, one),
        "as_of": needs.as_of(year, today), "years": range(year_on(today), year_on(today) - 5, -1), "percent": percent,
    }  # fmt: skip
    return render(request, "staffing/school.html", context)


def _first(rows: list[Any], stage: str, location: str) -> dict[str, Any]:
    """The form filled with what is on file of a stage."""
    for row in rows:
        if row.stage == stage or not stage:
            return {name: getattr(row, name) for name in StageForm.base_fields}
    return {"stage": stage if stage in FigureStage.values else "", "location_type": location}


@requires(Staffing.VIEW)
def standard(request: HttpRequest) -> HttpResponse:
    """The documents and the city's own rows; the form for a new row."""
    user, today = actor(request), timezone.localdate()
    may = user.holds(Staffing.ESTABLISH)
    form = SettingForm(request.POST or None, initial=first_values(today, setting_on(today))) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            set_standard(**form.values(), by=user, on=today)
            messages.success(request, _("新标准已登记，自生效日起适用。"))
            return redirect("staffing_standard")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"rows": settings(), "now": setting_on(today), "form": form, "sources": sources_on(today)}
    return render(request, "staffing/standard.html", context)
