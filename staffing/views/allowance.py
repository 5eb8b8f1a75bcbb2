"""Pages of the allowance for years of teaching: cost by unit, the people behind it, one person, the editions."""

from __future__ import annotations

from datetime import date

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
from kernel.orgs.choices import OrgKind
from staffing.actions.allowance import set_allowance
from staffing.forms.terms import AllowanceForm, MonthForm, first_allowance
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import allowance as queries
from staffing.queries.districts import around
from staffing.views.shared import asked
from teachers.actions.access import note_read
from teachers.permissions import TeacherPermission
from teachers.rules.months import month_of

PER_PAGE = 50
FIRST = date(1985, 1, 1)


def _day(request: HttpRequest) -> date:
    """The first of the month that is asked about; this month where none is."""
    today, form = timezone.localdate(), MonthForm(request.GET)
    found: date = (form.cleaned_data["month"] if form.is_valid() else None) or today.replace(day=1)
    if not FIRST <= found <= today.replace(year=today.year + 2):
        raise Http404
    return found


@requires(Staffing.VIEW)
def allowance(request: HttpRequest) -> HttpResponse:
    """What a month costs: below the city the districts, below a district the schools, in a school the people."""
    want, day = asked(request), _day(request)
    rules = queries.rules_on(day)
    is_school, month = want.unit.kind == OrgKind.SCHOOL, month_of(day)
    below = queries.people if is_school else queries.costs
    rows, total = below(want.user, want.unit, month, rules)
    context = {
        "asked": want, "day": day, "rules": rules, "around": around(want.user, want.unit), "is_school": is_school,
        "may_export": want.user.holds(TeacherPermission.EXPORT), "total": total,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "tiers": [(one, total.by_tier[one.years]) for one in rules.tiers],
    }  # fmt: skip
    return render(request, "staffing/allowance.html", context)


@requires(TeacherPermission.EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """The month as a workbook: the sum by school, and everybody with the arithmetic."""
    want, day = asked(request), _day(request)
    options = {"unit": want.unit.pk, "name": want.unit.name, "day": day.isoformat()}
    name = f"{day:%Y年%m月}教龄津贴表-{want.unit.name}.xlsx"
    return answer(ask(kind="allowance", options=options, by=want.user, file_name=name), want.user)


@requires(Staffing.VIEW)
def person(request: HttpRequest, number: str) -> HttpResponse:
    """One person's month with every line of the counting."""
    user, day = actor(request), _day(request)
    rules = queries.rules_on(day)
    one = queries.detail(user, number, day, rules)
    note_read(people=[one.teacher], by=user)
    context = {"one": one, "day": day, "rules": rules}
    return render(request, "staffing/allowance_person.html", context)


@requires(Staffing.VIEW)
def settings(request: HttpRequest) -> HttpResponse:
    """The editions, and the form for a new one."""
    user, today = actor(request), timezone.localdate()
    now = queries.edition_on(today)
    form = None
    if user.holds(Staffing.ESTABLISH):
        form = AllowanceForm(request.POST or None, initial=first_allowance(today.replace(day=1), now))
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            set_allowance(tiers=form.tiers(), by=user, on=today, **form.counting())
            messages.success(request, _("新标准已登记，自生效日起适用。"))
            return redirect("allowance_settings")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"rows": queries.editions(), "now": now, "form": form}
    return render(request, "staffing/allowance_settings.html", context)
