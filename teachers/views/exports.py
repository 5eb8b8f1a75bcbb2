"""Taking the register out as a workbook."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from kernel.exports.actions import ask
from teachers.exports import USUAL, column_choices
from teachers.filters import TeacherFilter
from teachers.forms import TakeOutForm
from teachers.permissions import TeacherPermission
from teachers.queries import register


@requires(TeacherPermission.EXPORT)
def take_out(request: HttpRequest) -> HttpResponse:
    """Choose the columns and say what for; the filters are those of the list that led here."""
    user = actor(request)
    found = TeacherFilter(request.GET, queryset=register.teachers(user), request=request)
    if not found.form.is_valid():
        raise Http404
    form = TakeOutForm(column_choices(), USUAL, request.POST or None)
    if request.method == "POST" and form.is_valid():
        options = {"columns": form.cleaned_data["columns"], "asked": found.asked, "words": found.words}
        return redirect(ask(kind="roster", options=options, reason=form.cleaned_data["reason"], by=user))
    context = {
        "form": form, "words": found.words or _("全部"), "people": found.qs.count(),
        "limit": settings.EXPORT_APPROVAL_ROWS, "days": settings.EXPORT_DAYS,
    }  # fmt: skip
    return render(request, "teachers/teacher_export.html", context)
