"""The first page of staffing: where over, where short, what is due."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kernel.accounts.doors import requires
from staffing.permissions import StaffingPermission


@requires(StaffingPermission.VIEW)
def first(request: HttpRequest) -> HttpResponse:
    return render(request, "staffing/first.html", {})
