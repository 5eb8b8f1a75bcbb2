"""Pages of portraits: the own one, that of somebody in one's units, the paper, the list."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kernel.accounts.doors import actor, requires
from kernel.files.responses import as_download
from teachers.actions.portrait_papers import paper as drawn
from teachers.actions.portrait_uses import note_look
from teachers.choices import Dimension, VersionState
from teachers.errors import refuse
from teachers.forms import DecideForm, PortraitFilter
from teachers.permissions import TeacherPermission
from teachers.queries import portrait_versions as versions
from teachers.queries import portraits as queries
from teachers.queries import register
from teachers.queries.fairness import LEAST, watch

PER_PAGE = 50


@requires()
def mine(request: HttpRequest) -> HttpResponse:
    """The own portrait, or why there is none."""
    user = actor(request)
    found = queries.own(user)
    if found is not None:
        return redirect("portrait", found.teacher.teacher_no)
    return render(request, "teachers/portrait_none.html", {"person": register.own_record(user)})


@requires()
def portrait(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """One portrait: the pictures, the numbers beside them, every score opened to its facts. Others look at it only
    after the person has, or has had the time to."""
    user, today = actor(request), timezone.localdate()
    found = queries.newest(user, teacher_no)
    is_own = found.teacher.user_id == user.pk
    sheet = queries.sheet(user, found, today)
    if sheet.closed_until:
        return render(request, "teachers/portrait_closed.html", {"portrait": found, "until": sheet.closed_until})
    note_look(portrait=found, by=user, on=today)
    context = {
        "sheet": sheet, "portrait": found, "person": found.teacher, "is_own": is_own,
        "uses": queries.uses_about(user, found.teacher), "form": None if is_own else DecideForm(auto_id="decide_%s"),
        "in_words": queries.dimension_words(sheet.dimensions),
    }  # fmt: skip
    return render(request, "teachers/portrait.html", context)


@requires()
def paper(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """The portrait as a PDF."""
    user, today = actor(request), timezone.localdate()
    found = queries.newest(user, teacher_no)
    sheet = queries.sheet(user, found, today)
    if sheet.closed_until:
        raise refuse("portrait_first", day=sheet.closed_until)
    note_look(portrait=found, by=user, on=today, printed=True)
    response = HttpResponse(drawn(sheet=sheet), content_type="application/pdf")
    response["Content-Disposition"] = as_download(f"数字画像-{found.teacher.name}-{found.year}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@requires(TeacherPermission.PORTRAIT)
def portrait_list(request: HttpRequest) -> HttpResponse:
    """The portraits of one's units by school and name; how complete they are, and no place of anybody."""
    user, today = actor(request), timezone.localdate()
    form = PortraitFilter(register.schools_in_scope(user), request.GET)
    if not form.is_valid():
        raise Http404
    asked = {key: str(value or "") for key, value in form.cleaned_data.items()}
    page = Paginator(queries.in_list(user, today, **asked), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, queries.closed_until(one, today), queries.complete(one)) for one in page.object_list]
    context = {"page": page, "rows": rows, "form": form, "review": queries.to_review(user).count(),
               "may_set": user.holds(TeacherPermission.SET_PORTRAIT)}  # fmt: skip
    return render(request, "teachers/portrait_list.html", context)


@requires(TeacherPermission.PORTRAIT)
def fairness(request: HttpRequest) -> HttpResponse:
    """How the scores of groups differ under a version of the set of dimensions."""
    user, today = actor(request), timezone.localdate()
    every = [one for one in versions.versions() if one.state == VersionState.APPROVED]
    asked = request.GET.get("version", "")
    chosen = next((one for one in every if str(one.number) == asked), versions.version_on(today))
    watched = watch(user, chosen, today.year, today) if chosen else []
    context = {"versions": every, "chosen": chosen, "watched": watched, "dimensions": Dimension.labels,
               "year": today.year, "least": LEAST}  # fmt: skip
    return render(request, "teachers/portrait_fairness.html", context)
