"""Pages of the doctors' targets: where they stand, the counts of past years with who was counted and who left; the
dated rules about people in and out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from staffing.actions import doctors as actions
from staffing.actions import recruitment, silver
from staffing.choices import HigherKind
from staffing.forms.people import DoctorRulesForm, HigherForm, RecruitmentRulesForm, SilverRulesForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import doctors as queries
from staffing.queries import recruitment as recruitment_queries
from staffing.queries import silver as silver_queries
from staffing.rules import doctors as rules
from staffing.rules.doctors_chart import progress
from staffing.views.shared import act, filled

PER_PAGE = 50


@requires(Staffing.RECRUIT)
def overview(request: HttpRequest) -> HttpResponse:
    """Where the targets stand today, and the way so far."""
    user, today = actor(request), timezone.localdate()
    now, past = queries.today(user, today), queries.snapshots(user)
    may_set = user.holds(Staffing.ESTABLISH)
    path = rules.path_to(now.setting.new_target, now.setting.baseline_on.year, now.setting.deadline_on.year)
    done = {one["snapshot__year"]: one["new"] for one in past} | {today.year: now.new}
    context: dict[str, Any] = {
        "now": now, "past": past, "today": today, "may_set": may_set, "definition": rules.DEFINITION,
        "chart": progress(path, done), "rows": [(year, path[year], done.get(year)) for year in path],
        "kind_form": HigherForm(schools=queries.higher_schools(user)) if may_set else None,
        "unsorted": queries.unsorted(user), "is_counted": any(one["snapshot__year"] == today.year for one in past),
    }  # fmt: skip
    return render(request, "staffing/doctors.html", context)


@requires(Staffing.RECRUIT)
def count(request: HttpRequest, year: int) -> HttpResponse:
    """The count of one year as it was made."""
    user = actor(request)
    snapshot = queries.snapshot_of(user, year)
    page = Paginator(queries.entries(user, snapshot), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "snapshot": snapshot, "counts": queries.counts(user, snapshot), "page": page,
        "leavers": list(queries.leavers(user, snapshot)), "definition": rules.DEFINITION,
    }  # fmt: skip
    return render(request, "staffing/doctors_year.html", context)


@require_POST
@requires(Staffing.ESTABLISH)
def take(request: HttpRequest) -> HttpResponse:
    """Make the count of this year."""
    return act(request, "doctors", _("年度统计已形成。"), actions.take_count, on=timezone.localdate())


@require_POST
@requires(Staffing.ESTABLISH)
def kind(request: HttpRequest) -> HttpResponse:
    """Note the kind of a school."""
    form = HigherForm(request.POST, schools=queries.higher_schools(actor(request)))
    if not filled(request, form):
        return redirect("doctors")
    given = form.cleaned_data
    return act(
        request, "doctors", _("已登记。"), actions.note_kind, school=given["school"], kind=HigherKind(given["kind"])
    )


RULES: dict[str, tuple[Any, Any, Any, Any, str]] = {
    "recruitment": (
        gettext_lazy("招聘规则"), RecruitmentRulesForm, recruitment.set_rules, recruitment_queries.setting_on,
        "recruitment",
    ),
    "silver": (gettext_lazy("银龄规则"), SilverRulesForm, silver.set_rules, silver_queries.setting_on, "silver"),
    "doctors": (gettext_lazy("博士目标"), DoctorRulesForm, actions.set_rules, queries.setting_on, "doctors"),
}  # fmt: skip


@requires(Staffing.ESTABLISH)
def people_rules(request: HttpRequest, name: str) -> HttpResponse:
    """The dated rule of one subject: what holds now, and a new row."""
    if name not in RULES:
        raise Http404
    title, form_class, action, setting_on, back = RULES[name]
    user, today = actor(request), timezone.localdate()
    now = setting_on(today)
    first = {field: getattr(now, field) for field in form_class.base_fields} | {"effective_from": today, "document": ""}
    form = form_class(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            action(by=user, on=today, **form.cleaned_data)
            messages.success(request, _("新规则已设定。"))
            return redirect("people_rules", name)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "title": title, "back": back, "now": now}
    return render(request, "staffing/recruitment_form.html", context)
