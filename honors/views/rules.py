"""The rules of rounds that the city decides: dated rows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from honors.actions.rounds import set_rules
from honors.forms import RuleForm
from honors.permissions import HonorPermission as Honor
from honors.queries.settings import setting_on, settings
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


@requires(Honor.RUN_ROUND, Honor.APPROVE)
def rule_list(request: HttpRequest) -> HttpResponse:
    """All rows, and the form for a new one."""
    user, today = actor(request), timezone.localdate()
    now, may = setting_on(today), user.holds(Honor.RUN_ROUND)
    first = {"effective_from": today, "publicity_days": now.publicity_days, "allow_posthumous": now.allow_posthumous}
    form = RuleForm(request.POST or None, initial=first)
    if request.method == "POST" and may and form.is_valid():
        try:
            set_rules(**form.cleaned_data, by=user)
            messages.success(request, _("新规则已登记，自生效日起适用。"))
            return redirect("honor_rules")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"rows": settings(), "now": now, "form": form if may else None}
    return render(request, "honors/rule_list.html", context)
