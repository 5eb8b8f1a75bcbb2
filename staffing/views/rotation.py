"""Pages of the exchange: who is due, the workbook, the dated rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from kernel.orgs.choices import OrgKind
from staffing.actions.rotation import set_rotation
from staffing.forms.terms import RotationForm
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import rotation as queries
from staffing.queries.districts import around
from staffing.views.shared import asked
from teachers.permissions import TeacherPermission

PER_PAGE = 50
GROUPS = {
    "due": gettext_lazy("应交流"), "exempt": gettext_lazy("暂不交流"), "retiring": gettext_lazy("临近退休"),
    "unknown": gettext_lazy("来校年月未登记"), "not_yet": gettext_lazy("未满年限"),
}  # fmt: skip


@requires(Staffing.VIEW)
def rotation(request: HttpRequest) -> HttpResponse:
    """Who is due: the units below with their numbers, and the people with reason and arithmetic."""
    want = asked(request)
    if want.group and want.group not in GROUPS:
        raise Http404
    rule, row = queries.rule_on(want.today)
    found = queries.people(want.user, want.unit, want.today, rule)
    rows, total = queries.counts(found, want.unit, rule)
    is_school = want.unit.kind == OrgKind.SCHOOL
    group = want.group or ("" if is_school else "units")
    context: dict[str, Any] = {
        "asked": want, "around": around(want.user, want.unit), "rule": rule, "row": row, "total": total,
        "groups": [(name, label, total.by_duty[name]) for name, label in GROUPS.items()], "group": group,
        "may_export": want.user.holds(TeacherPermission.EXPORT), "is_school": is_school,
        "may_ask": want.user.holds(Staffing.REQUEST),
    }  # fmt: skip
    number = request.GET.get("page")
    if group == "units":
        context["page"] = Paginator(rows, PER_PAGE).get_page(number)
    else:
        people = Paginator(queries.chosen(found, want.group), PER_PAGE).get_page(number)
        context |= {"page": people, "people": queries.shown(want.user, list(people), want.today)}
    return render(request, "staffing/rotation.html", context)


@requires(TeacherPermission.EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    want = asked(request)
    options = {"unit": want.unit.pk, "name": want.unit.name, "day": want.today.isoformat()}
    name = f"交流轮岗名单-{want.unit.name}-{want.today}.xlsx"
    return answer(ask(kind="rotation", options=options, by=want.user, file_name=name), want.user)


@requires(Staffing.VIEW)
def settings(request: HttpRequest) -> HttpResponse:
    """The dated rule, and the form for a new row."""
    user, today = actor(request), timezone.localdate()
    _rule, now = queries.rule_on(today)
    form = None
    if user.holds(Staffing.ESTABLISH):
        first = {name: getattr(now, name) for name in RotationForm.base_fields} | {
            "effective_from": today, "document": ""
        }  # fmt: skip
        form = RotationForm(request.POST or None, initial=first)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            set_rotation(by=user, on=today, **form.cleaned_data)
            messages.success(request, _("新规则已登记，自生效日起适用。"))
            return redirect("rotation_settings")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "staffing/rotation_settings.html", {"rows": queries.editions(), "now": now, "form": form})
