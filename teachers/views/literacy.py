"""Pages of digital literacy: the own assessment, the map of districts and schools."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from teachers.actions.literacy import assess_oneself
from teachers.choices import LiteracySource
from teachers.forms import LiteracyForm
from teachers.permissions import TeacherPermission
from teachers.queries import literacy as queries
from teachers.queries import register
from teachers.rules.literacy import STANDARD


@requires()
def mine(request: HttpRequest) -> HttpResponse:
    """The 33 items of the standard, answered by oneself, and the results so far."""
    user, today = actor(request), timezone.localdate()
    person = register.own_record(user)
    if person is None:
        return render(request, "teachers/portrait_none.html", {"person": None})
    before = queries.own_answers(user, person, today.year)
    form = LiteracyForm(request.POST or None, initial=(before.answers or {}) if before else {})
    if request.method == "POST" and form.is_valid():
        try:
            assess_oneself(person=person, answers=form.answers, by=user, on=today)
            messages.success(request, _("自评已保存，已计入您的数字画像。"))
            return redirect("literacy_mine")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form, "dimensions": form.laid_out, "results": queries.own_results(user, person), "year": today.year,
        "titles": [one.title for one in STANDARD],
    }  # fmt: skip
    return render(request, "teachers/literacy_mine.html", context)


@requires(TeacherPermission.PORTRAIT)
def literacy_map(request: HttpRequest) -> HttpResponse:
    """Districts and schools with the means of the five dimensions: a report that is printed as it stands."""
    user, today = actor(request), timezone.localdate()
    source = request.GET.get("source", LiteracySource.THIRD)
    source = source if source in LiteracySource.values else LiteracySource.THIRD
    years = queries.years(user, source) or [today.year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and asked.isascii() else years[0]
    context = {
        "places": queries.literacy_map(user, year, source), "year": year, "years": years, "source": source,
        "sources": LiteracySource.choices, "titles": [one.title for one in STANDARD], "today": today,
        "least": queries.LEAST,
    }  # fmt: skip
    return render(request, "teachers/literacy_map.html", context)
