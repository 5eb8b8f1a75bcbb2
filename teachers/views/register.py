"""The register as a list, and one person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_tables2 import RequestConfig

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history, looks_at
from kernel.web.searching import Search
from teachers import facts
from teachers.actions.access import note_read
from teachers.filters import TeacherFilter
from teachers.permissions import TeacherPermission
from teachers.queries import corrections, register, teaching, units
from teachers.rules.months import month_of
from teachers.rules.teaching_years import teaching_years
from teachers.tables import TeacherTable

PER_PAGE = 50


@requires(TeacherPermission.VIEW)
def teacher_list(request: HttpRequest) -> HttpResponse:
    """The register as a list, with filters."""
    user = actor(request)
    search = Search(request, "q")
    if request.method == "POST":
        return search.answer()
    found = TeacherFilter(search.values, queryset=register.teachers(user), request=request)
    table = TeacherTable(found.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return render(
        request,
        "teachers/teacher_list.html",
        {
            "table": table,
            "filter": found,
            "counts": register.counts(user),
            "found": table.paginator.count,
            "may_export": user.holds(TeacherPermission.EXPORT),
        },
    )


@requires()
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, when, at which part and why."""
    user = actor(request)
    person = register.own_record(user)
    page = looks_at(user, person, request.GET.get("page")) if person else None
    return render(request, "teachers/looks.html", {"person": person, "page": page})


@requires(sensitive=True)
def teacher_detail(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """One person: the record, the posts, the arithmetic of the years of teaching, the facts of other trades."""
    user = actor(request)
    person = register.teacher(user, teacher_no)
    today = timezone.localdate()
    career = teaching.career(user, person)
    years = teaching_years(career.services, today)
    note_read(people=[person], by=user)
    is_own = user.pk == person.user_id
    context = {
        "person": person,
        "shown": register.shown(user, person),
        "unmaskable": register.unmaskable(user, person),
        "years": years,
        "retirement": career.retirement,
        "past_retirement": career.retirement and career.is_still_teaching(today)
        and career.retirement.statutory < month_of(today),
        "services": register.services(user, person),
        "posts": units.posts_with_names(user, person),
        "facts": facts.stories(user, [person.pk], today).get(person.pk, []),
        "today": today,
        "is_own": is_own,
        "may_correct": corrections.may_ask(user, person),
        "open_corrections": corrections.open_for(user, person),
        "history": history(user, person, request.GET.get("history")),
    }  # fmt: skip
    return render(request, "teachers/teacher_detail.html", context)
