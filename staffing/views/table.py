"""Pages of the staffing table: people by one dimension, who they are, the workbook."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kernel.accounts.doors import requires
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import table as queries
from staffing.queries.districts import around
from staffing.rules.people import BANDS
from staffing.views.shared import Asked, asked

PER_PAGE = 50
LABELS = {"school": _("学校"), "stage": _("学段"), "subject": _("学科"), "title": _("职称"), "age": _("年龄")}
GROUPS = {
    "": _("全部"), "inside": _("在编"), "outside": _("编外"), "unknown": _("未登记"), "teachers": _("专任教师"),
}  # fmt: skip


def _by(want: Asked) -> str:
    by = want.by or "school"
    if by not in LABELS:
        raise Http404
    return by


@requires(Staffing.VIEW)
def table(request: HttpRequest) -> HttpResponse:
    """People of the unit by one dimension, with ratios and the indicators of 优质均衡."""
    want = asked(request)
    by = _by(want)
    found = queries.table(want.user, want.unit, by, want.year, want.today)
    context = {
        "asked": want, "by": by, "labels": LABELS, "table": found, "around": around(want.user, want.unit),
        "page": Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page")),
        "balance": queries.balance(want.user, want.unit, want.year, want.today) if by == "school" else {},
    }  # fmt: skip
    return render(request, "staffing/table.html", context)


@requires(Staffing.VIEW)
def people(request: HttpRequest) -> HttpResponse:
    """Who stands behind one number."""
    want = asked(request)
    by = _by(want)
    if want.group not in GROUPS or (by == "age" and want.value not in map(str, range(len(BANDS)))):
        raise Http404
    rows = queries.people(want.user, want.unit, by, want.value, want.group, want.today)
    context = {
        "asked": want, "by": LABELS[by], "group": GROUPS[want.group],
        "value": queries.value_words(want.user, by, want.value),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "staffing/people.html", context)


@requires(Staffing.VIEW)
def export(request: HttpRequest) -> HttpResponse:
    """The table as a workbook; it names nobody."""
    want = asked(request)
    options = {
        "by": _by(want), "year": want.year, "unit": want.unit.pk, "name": want.unit.name, "day": want.today.isoformat(),
    }  # fmt: skip
    name = f"教职工编制情况表-{want.unit.name}-{want.today}.xlsx"
    return answer(ask(kind="staffing_table", options=options, by=want.user, file_name=name), want.user)
