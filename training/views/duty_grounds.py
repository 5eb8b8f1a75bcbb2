"""What duties rest on: class teachers, certificates, and the dated rows of the city."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from training.actions import duties as actions
from training.forms import duties as forms
from training.permissions import TrainingPermission as Training
from training.queries import duty_rules, people
from training.queries import requirements as queries
from training.views.shared_duties import PER_PAGE, act, sent


@requires(Training.ASSIGN)
def class_duties(request: HttpRequest) -> HttpResponse:
    """Who is a class teacher, and one more."""
    user, today = actor(request), timezone.localdate()
    form = forms.ClassDutyForm(request.POST or None, initial={"on": today})

    def begin() -> None:
        given = dict(form.cleaned_data)
        teacher = people.named(user, given.pop("teacher"), user.scope(Training.ASSIGN))
        actions.begin_class_duty(teacher=teacher, **given, today=today, by=user)

    if request.method == "POST" and sent(request, form, _("已登记任职，班主任培训任务已下达。"), begin):
        return redirect("class_duties")
    page = Paginator(queries.class_duties(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "end_form": forms.EndDutyForm(initial={"on": today}), "tab": "grounds"}
    return render(request, "training/class_duties.html", context)


@require_POST
@requires(Training.ASSIGN)
def class_duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is a class teacher no longer."""
    duty = queries.class_duty(actor(request), pk)
    form = forms.EndDutyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写卸任日期。"))
        return redirect("class_duties")
    on, today = form.cleaned_data["on"], timezone.localdate()
    return act(request, "class_duties", _("已登记卸任。"), actions.end_class_duty, duty=duty, on=on, today=today)


@requires(Training.ASSIGN)
def qualified_subjects(request: HttpRequest) -> HttpResponse:
    """Subjects of certificates, and one more."""
    user = actor(request)
    form = forms.QualifiedSubjectForm(request.POST or None)

    def add() -> None:
        given = dict(form.cleaned_data)
        teacher = people.named(user, given.pop("teacher"), user.scope(Training.ASSIGN))
        actions.add_qualified_subject(teacher=teacher, **given, by=user)

    if request.method == "POST" and sent(
        request, form, _("已登记。任教学科与资格证不一致的，将下达紧缺型培训任务。"), add
    ):
        return redirect("qualified_subjects")
    page = Paginator(queries.qualified_subjects(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/qualified_subjects.html", {"page": page, "form": form, "tab": "grounds"})


@requires(Training.VIEW)
def duty_rule_list(request: HttpRequest) -> HttpResponse:
    """All dated rows: what is asked, by when, by which document."""
    user = actor(request)
    context = {
        "rules": duty_rules.every_duty_rule(user),
        "short": duty_rules.every_short_subject(user),
        "terms": duty_rules.every_term(user),
        "surveys": duty_rules.every_survey_form(user),
        "practice": duty_rules.every_practice_rule(user),
        "may_set": user.holds(Training.SET_RULES),
        "tab": "rules",
    }
    return render(request, "training/duty_rules.html", context)


def _plain(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)


def _values(form: Any) -> dict[str, Any]:
    return {**form.values(), "on": timezone.localdate()}


# What may be set: the form, the act, how the form's values reach it, and what the page is called.
SETTINGS: Final[dict[str, tuple[Any, Callable[..., Any], Callable[[Any], dict[str, Any]], Any]]] = {
    "duty": (forms.DutyRuleForm, actions.set_duty_rule, _values, gettext_lazy("新的适岗培训规则")),
    "shortage": (forms.ShortSubjectForm, actions.add_short_subject, _plain, gettext_lazy("登记紧缺学科")),
    "term": (forms.TermForm, actions.add_term, _plain, gettext_lazy("登记学期")),
    "survey": (forms.SurveyFormForm, actions.set_survey_form, _values, gettext_lazy("新的评价问卷")),
    "practice": (forms.PracticeRuleForm, actions.set_practice_rule, _values, gettext_lazy("新的企业实践规则")),
}


@requires(Training.SET_RULES)
def duty_rule_new(request: HttpRequest, which: str) -> HttpResponse:
    """A new dated row."""
    if which not in SETTINGS:
        raise Http404
    kind, action, values, title = SETTINGS[which]
    form = kind(request.POST or None)
    user = actor(request)
    if request.method == "POST" and sent(request, form, _("已保存。"), lambda: action(**values(form), by=user)):
        return redirect("duty_rule_list")
    return render(request, "training/duty_rule_form.html", {"form": form, "title": title, "tab": "rules"})
