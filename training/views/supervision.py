"""The district's look into schools' own plans, and the city's dated rules."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from training.actions import samples as actions
from training.actions import settings as setting_actions
from training.forms.programmes import FindingForm, SampleForm, SettingForm
from training.permissions import TrainingPermission as Training
from training.queries import programmes as queries
from training.queries import settings
from training.views.shared import act, refuse_form

PER_PAGE = 30


@requires(Training.REVIEW_PLAN, Training.PLAN)
def sample_list(request: HttpRequest) -> HttpResponse:
    """What was drawn and found; drawing more."""
    user = actor(request)
    page = Paginator(queries.samples(user), PER_PAGE).get_page(request.GET.get("page"))
    may_draw = user.holds(Training.REVIEW_PLAN)
    context = {"page": page, "may_draw": may_draw, "form": SampleForm(), "finding_form": FindingForm()}
    return render(request, "training/sample_list.html", context)


@require_POST
@requires(Training.REVIEW_PLAN)
def sample_draw(request: HttpRequest) -> HttpResponse:
    """Draw by lot."""
    form = SampleForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, form, "sample_list")
    return act(request, "sample_list", _("已随机抽取。"), actions.draw, count=form.cleaned_data["count"])


@require_POST
@requires(Training.REVIEW_PLAN)
def sample_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found."""
    one, form = queries.sample(actor(request), pk), FindingForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, form, "sample_list")
    return act(request, "sample_list", _("抽查结果已登记。"), actions.note_finding, sample=one, **form.cleaned_data)


@requires(Training.SET_RULES)
def training_rules(request: HttpRequest) -> HttpResponse:
    """All rules with the day from which each holds; a new row."""
    user, today = actor(request), timezone.localdate()
    now = settings.setting_on(today)
    names = [name for name in SettingForm.base_fields if name not in {"effective_from", "document"}]
    form = SettingForm(
        request.POST or None, initial={"effective_from": today, **{name: getattr(now, name) for name in names}}
    )
    if request.method == "POST" and form.is_valid():
        try:
            setting_actions.add_setting(by=user, on=today, **form.cleaned_data)
            messages.success(request, _("规则已保存，自生效日起适用。"))
            return redirect("training_rules")
        except RuleBroken as refusal:
            form.add_error("effective_from", refusal.message)
    return render(request, "training/training_rules.html", {"rows": settings.settings(), "now": now, "form": form})
