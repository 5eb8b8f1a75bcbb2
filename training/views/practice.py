"""Enterprise practice and 双师型 recognitions."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from teachers.actions.access import note_read
from training.actions import practice as actions
from training.choices import BaseKind, DualGrade, PracticeState
from training.forms import practice as forms
from training.permissions import TrainingPermission as Training
from training.queries import bases, duty_rules, people
from training.queries import practice as queries
from training.views.shared_duties import PER_PAGE, act, sent


@requires(Training.VIEW)
def practice_list(request: HttpRequest) -> HttpResponse:
    """Teachers of professional courses with their days; what waits to be confirmed."""
    user, today = actor(request), timezone.localdate()
    rule = duty_rules.practice_rule(today)
    page = Paginator(queries.bound(user, rule), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.practising(user, page, today),
        "figures": [(state.label, count) for state, count in zip(
            PracticeState, queries.figures(user, today).values(), strict=True)],
        "rule": rule,
        "waiting": queries.to_confirm(user)[:PER_PAGE],
        "may_record": user.holds(Training.VOCATIONAL),
        "tab": "practice",
    }  # fmt: skip
    return render(request, "training/practice_list.html", context)


@requires()
def practice_person(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """One teacher's stays and what they come to."""
    user, today = actor(request), timezone.localdate()
    person = queries.person(user, teacher_no)
    note_read(people=[person], by=user, act="practice.read")
    recognition, rule = queries.recognition_of(user, person), duty_rules.practice_rule(today)
    scope = user.scope(Training.VOCATIONAL)
    context = {
        "person": person,
        "one": queries.practising(user, [person], today)[0] if queries.is_bound(person, rule) else None,
        "rule": rule,
        "stays": queries.stays_of(user, person),
        "recognition": queries.standing([recognition], today)[0] if recognition else None,
        "may_confirm": bool(person.school.parent and scope.holds(person.school.parent.path)),
        "may_strike": scope.holds(person.school.path),
        "user_id": user.pk,
        "is_own": person.user_id == user.pk,
    }
    return render(request, "training/practice_person.html", context)


@requires(Training.VOCATIONAL)
def stay_new(request: HttpRequest) -> HttpResponse:
    """Put down days in an enterprise."""
    user, today = actor(request), timezone.localdate()
    form = forms.StayForm(request.POST or None, bases=bases.bases_in_use(today, BaseKind.PRACTICE, BaseKind.DUAL))

    def keep() -> None:
        given = dict(form.cleaned_data)
        teacher = people.named(user, given.pop("teacher"), user.scope(Training.VOCATIONAL))
        actions.record_stay(teacher=teacher, **given, on=today, by=user)

    if request.method == "POST" and sent(request, form, _("已登记，经主管部门确认后计入天数。"), keep):
        return redirect("practice_list")
    context = {"form": form, "title": _("登记企业实践"), "back_to": "practice_list", "tab": "practice"}
    return render(request, "training/duty_rule_form.html", context)


@require_POST
@requires(Training.VOCATIONAL)
def stay_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a stay; it counts from now on."""
    stay = queries.stay(actor(request), pk)
    from_list = request.POST.get("back") == "list"
    back = reverse("practice_list") if from_list else reverse("practice_person", args=[stay.teacher.teacher_no])
    return act(request, back, _("已确认，计入企业实践天数。"), actions.confirm_stay, stay=stay)


@require_POST
@requires(Training.VOCATIONAL)
def stay_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out what was put down wrongly."""
    stay = queries.stay(actor(request), pk)
    reason = str(request.POST.get("reason", "")).replace("\0", "")
    back = reverse("practice_person", args=[stay.teacher.teacher_no])
    return act(request, back, _("已撤销。"), actions.strike_stay, stay=stay, reason=reason)


@requires(Training.VIEW)
def dual_list(request: HttpRequest) -> HttpResponse:
    """Recognitions that hold, who is checked first on top."""
    user, today = actor(request), timezone.localdate()
    page = Paginator(queries.recognitions(user), PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.grades(user)
    context = {
        "page": page,
        "rows": queries.standing(page, today),
        "figures": [(grade.label, counts.get(grade.value, 0)) for grade in DualGrade],
        "may_record": user.holds(Training.VOCATIONAL),
        "tab": "dual",
    }
    return render(request, "training/dual_list.html", context)


@requires(Training.VOCATIONAL)
def dual_new(request: HttpRequest) -> HttpResponse:
    """Put down a recognition."""
    user, today = actor(request), timezone.localdate()
    form = forms.RecognitionForm(request.POST or None)

    def keep() -> None:
        given = dict(form.cleaned_data)
        teacher = people.named(user, given.pop("teacher"), user.scope(Training.VOCATIONAL))
        actions.recognise(teacher=teacher, **given, on=today, by=user)

    if request.method == "POST" and sent(request, form, _("已登记认定。"), keep):
        return redirect("dual_list")
    context = {"form": form, "title": _("登记“双师型”教师认定"), "back_to": "dual_list", "tab": "dual"}
    return render(request, "training/duty_rule_form.html", context)


@requires()
def dual_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One recognition with its checks; a further check."""
    user, today = actor(request), timezone.localdate()
    one = queries.recognition(user, pk)
    note_read(people=[one.teacher], by=user, act="dual.read")
    may_check = user.scope(Training.VOCATIONAL).holds(one.teacher.school.path) and one.ended_on is None
    form = forms.RecheckForm(request.POST or None, initial={"grade": one.grade, "checked_on": today})

    def check() -> None:
        actions.check_again(recognition=one, **form.cleaned_data, on=today, by=user)

    if request.method == "POST" and sent(request, form, _("复核结果已登记。"), check, is_shown=may_check):
        return redirect("dual_detail", pk=pk)
    context = {
        "one": queries.standing([one], today)[0],
        "row": one,
        "checks": queries.checks_of(user, one),
        "may_check": may_check,
        "form": form,
        "history": history(user, one, request.GET.get("history")),
    }
    return render(request, "training/dual_detail.html", context)
