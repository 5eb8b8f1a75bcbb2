"""The own page of a teacher: the place in the round, the confirmation, the objection."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import checking, objections
from honors.forms import ObjectionForm
from honors.queries import mine as queries
from honors.queries.rounds import round_of
from honors.views.shared import act
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@requires()
def mine(request: HttpRequest) -> HttpResponse:
    """My honours: rounds under way, certificates."""
    me, rounds, papers = queries.rounds_of(actor(request))
    return render(request, "honors/mine.html", {"me": me, "rounds": rounds, "papers": papers})


@require_POST
@requires()
def confirm(request: HttpRequest, as_of: date) -> HttpResponse:
    """Name, unit and years are right."""
    user = actor(request)
    row = queries.own_round(user, round_of(user, as_of)).entry
    if row is None:
        messages.error(request, _("您不在本轮名单中，无需确认；如认为应当列入，请提出异议。"))
        return redirect("honors_mine")
    return act(request, "honors_mine", _("已确认，感谢您从教多年的付出。"), checking.confirm_own, entry=row)


@requires()
def object_own(request: HttpRequest, as_of: date) -> HttpResponse:
    """Something is wrong with my entry, or I am not in the list."""
    user = actor(request)
    own = queries.own_round(user, round_of(user, as_of))
    form = ObjectionForm(request.POST or None, request.FILES or None, initial={"once": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = objections.object_own(
                one=own.round, teacher=own.teacher, text=values["text"], files=values["papers"],
                once=values["once"], by=user,
            )  # fmt: skip
            messages.success(request, _("异议已提交，处理结果会显示在本页。"))
            return redirect(made)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "honors/mine_object.html", {"mine": own, "round": own.round, "form": form})
