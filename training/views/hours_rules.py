"""The rules of hours that the city decides: dated versions of the caps, cycles."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from training.actions import hours_rules as actions
from training.forms.hours import HourCycleForm, HourRuleForm, initial_of
from training.permissions import TrainingPermission as Training
from training.queries import hours_rules as queries


@requires()
def rule_list(request: HttpRequest) -> HttpResponse:
    """All versions and cycles, and for who may set them the form for a new version."""
    user, today = actor(request), timezone.localdate()
    may, now = user.holds(Training.SET_RULES), queries.rule_book().caps(today)
    form = HourRuleForm(request.POST or None, initial=initial_of(now, today))
    if request.method == "POST" and may and form.is_valid():
        values = form.cleaned_data
        try:
            actions.set_rule(
                effective_from=values["effective_from"], document=values["document"], minutes=values["minutes"],
                day_limit=values["day_limit"], higher_percent=values["higher_percent"], caps=form.caps, by=user,
                on=today,
            )  # fmt: skip
            messages.success(request, _("新规则已登记，自生效日起适用。"))
            return redirect("hour_rules")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return _page(request, now.version, form if may else None, HourCycleForm() if may else None)


def _page(request: HttpRequest, now: str, form: HourRuleForm | None, cycle_form: HourCycleForm | None) -> HttpResponse:
    context = {"rules": queries.rules(), "cycles": queries.cycles(), "now": now, "form": form, "cycle_form": cycle_form}
    return render(request, "training/hour_rules.html", context)


@require_POST
@requires(Training.SET_RULES)
def cycle_add(request: HttpRequest) -> HttpResponse:
    """The next cycle."""
    user, today, form = actor(request), timezone.localdate(), HourCycleForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.add_cycle(
                first_year=values["first_year"], last_year=values["last_year"], due=values["due"],
                document=values["cycle_document"], by=user,
            )  # fmt: skip
            messages.success(request, _("新周期已登记。"))
            return redirect("hour_rules")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    now = queries.rule_book().caps(today)
    return _page(request, now.version, HourRuleForm(initial=initial_of(now, today)), form)
