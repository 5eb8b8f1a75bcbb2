"""What the pages of staffing share: the year and unit of an address, one act and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kernel.accounts.doors import actor
from kernel.errors import RuleBroken
from staffing.forms import ViewForm
from staffing.queries.figures import unit_of
from staffing.rules.figures import year_on

if TYPE_CHECKING:
    from kernel.accounts.models import User
    from kernel.orgs.models import Organisation


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    user: User
    today: date
    year: int
    unit: Organisation
    by: str
    value: str
    group: str

    @property
    def years(self) -> list[int]:
        """The school years to choose from, the present one first."""
        now = year_on(self.today)
        return sorted({self.year, *range(now - 4, now + 1)}, reverse=True)


def asked(request: HttpRequest) -> Asked:
    """The year and the unit of the address; 404 for what cannot be one or lies outside the scope."""
    form = ViewForm(request.GET)
    if not form.is_valid():
        raise Http404
    user, today, given = actor(request), timezone.localdate(), form.cleaned_data
    unit = unit_of(user, given["unit"])
    return Asked(user, today, given["year"] or year_on(today), unit, given["by"], given["value"], given["group"])


def act(request: HttpRequest, back: Any, done: str, action: Callable[..., Any], /, **values: Any) -> HttpResponse:
    """Make one act, say what came of it, and go back."""
    try:
        action(by=actor(request), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(back)


def filled(request: HttpRequest, form: forms.Form) -> bool:
    """Whether a form of a small act is whole; else its faults are said as messages."""
    if form.is_valid():
        return True
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for fault in faults:
            messages.error(request, f"{label}：{fault}" if label else str(fault))
    return False


def posted(request: HttpRequest, name: str = "note") -> str:
    """A text of a form without more to it; a NUL never reaches the database."""
    return str(request.POST.get(name, "")).replace("\0", "")[:300]
