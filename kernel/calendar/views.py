"""The page on which officers add the calendar of a year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from kernel.calendar import queries
from kernel.calendar.actions import set_year
from kernel.calendar.days import published_years
from kernel.calendar.forms import CalendarForm
from kernel.calendar.permissions import CalendarPermission
from kernel.errors import RuleBroken


@requires(CalendarPermission.SET)
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Which years are known, from where, and the form for another."""
    this_year = timezone.localdate().year
    form = CalendarForm(request.POST or None, initial={"year": max(published_years()) + 1})
    if request.method == "POST" and form.is_valid():
        try:
            set_year(**form.cleaned_data, by=actor(request))
            messages.success(request, _("%s 年的工作日历已保存，之后的期限按新日历计算。") % form.cleaned_data["year"])
            return redirect("calendar")
        except RuleBroken as refusal:
            form.add_error("text", refusal.message)
    known = queries.calendar()
    years = [(year, known.is_published(year), year in known.added) for year in range(this_year - 1, this_year + 3)]
    return render(request, "calendar/calendar.html", {"form": form, "years": years, "added": queries.years()})
