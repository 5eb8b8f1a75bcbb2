"""Pages of the look-ahead: the figures with their chart, the people of one figure, the workbook for the budget."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from honors.choices import Outlook
from honors.forms import LookaheadForm
from honors.permissions import HonorPermission as Honor
from honors.queries import lookahead as queries
from honors.rules.lookahead import years_ahead
from kernel.accounts.doors import actor, requires
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from kernel.web.charts import stacked

PER_PAGE = 50
BOTH = (Outlook.EXPECTED, Outlook.PAST_RETIREMENT)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The unit and the threshold of the address, None where it names none; what cannot be one is not there."""
    form = LookaheadForm(request.GET)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


@requires(Honor.VIEW)
def forecast(request: HttpRequest) -> HttpResponse:
    """How many reach 30 and 40 years in each of the next ten years, in all and unit by unit."""
    asked, today = _asked(request), timezone.localdate()
    found = queries.forecast(actor(request), today, asked["unit"])
    threshold = asked["years"] if asked["years"] in found.thresholds else found.thresholds[0]
    stack = [
        [*(found.total.count(year, one, Outlook.EXPECTED) for one in found.thresholds),
         queries.sums(found.total, year)[Outlook.PAST_RETIREMENT]]
        for year in found.years
    ]  # fmt: skip
    figures = [
        (year, [(one, [found.total.count(year, one, outlook) for outlook in BOTH]) for one in found.thresholds])
        for year in found.years
    ]
    lines = [
        (line.unit, [(year, *(line.count(year, threshold, outlook) for outlook in BOTH)) for year in found.years])
        for line in found.lines
    ]
    context = {
        "forecast": found, "figures": figures, "lines": lines, "threshold": threshold, "today": today,
        "chart": stacked([(str(year), values) for year, values in zip(found.years, stack, strict=True)]),
        "sums": [sum(column) for column in zip(*stack, strict=True)],
    }  # fmt: skip
    return render(request, "honors/lookahead.html", context)


@requires(Honor.VIEW)
def people(request: HttpRequest, year: int, years: int) -> HttpResponse:
    """Who stands behind one figure."""
    asked, today, user = _asked(request), timezone.localdate(), actor(request)
    if year not in years_ahead(today) or years not in queries.thresholds(today):
        raise Http404
    unit = queries.unit_of(user, asked["unit"])
    rows = queries.people(user, today, unit, year, years)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "honors/lookahead_people.html", {"page": page, "unit": unit, "year": year, "threshold": years}
    )


@requires(Honor.VIEW)
def export(request: HttpRequest) -> HttpResponse:
    """The figures as a workbook; they name nobody."""
    asked, today, user = _asked(request), timezone.localdate(), actor(request)
    found = queries.forecast(user, today, asked["unit"])
    options = {
        "unit": found.unit.pk, "name": found.unit.name, "day": today.isoformat(),
        "rows": len(found.years) * (len(found.lines) + 1),
    }  # fmt: skip
    name = f"从教年限展望-{found.unit.name}-{today}.xlsx"
    return answer(ask(kind="lookahead", options=options, by=user, file_name=name), user)
