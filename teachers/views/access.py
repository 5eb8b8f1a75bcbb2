"""Looking at a value that is hidden by default."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from teachers.actions import access
from teachers.forms import UnmaskForm
from teachers.permissions import TeacherPermission
from teachers.queries import register


@never_cache  # neither the browser nor anything on the way keeps the page
@requires(TeacherPermission.UNMASK)
def unmask(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """Ask what for, then show the value on this page, once."""
    user = actor(request)
    person = register.teacher(user, teacher_no)
    fields = register.unmaskable(user, person)
    field = request.GET.get("field") or (fields[0] if fields else "")
    if field not in fields:
        raise Http404
    form, value = UnmaskForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            value = access.unmask(person=person, field=field, by=user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"person": person, "label": register.label(field), "form": form, "value": value}
    return render(request, "teachers/teacher_unmask.html", context)
