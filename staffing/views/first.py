"""The first page of staffing: where over, where short, what is due."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kernel.accounts.doors import requires
from staffing.permissions import StaffingPermission
from staffing.queries.districts import around
from staffing.queries.first import first as found
from staffing.views.shared import asked


@requires(StaffingPermission.VIEW)
def first(request: HttpRequest) -> HttpResponse:
    """The numbers of the own unit, or of one below it."""
    want = asked(request)
    context = {
        "asked": want, "first": found(want.user, want.unit, want.year, want.today),
        "around": around(want.user, want.unit), "today": want.today,
    }  # fmt: skip
    return render(request, "staffing/first.html", context)
