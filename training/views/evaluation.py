"""Filling in a survey; results per programme and trainer."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from training.actions.evaluation import answer
from training.choices import SurveyKind
from training.forms.evaluation import AnswerForm
from training.permissions import TrainingPermission as Training
from training.queries import evaluation as queries
from training.views.shared_duties import PER_PAGE, sent


@requires()
def survey_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions, answered once."""
    user, today = actor(request), timezone.localdate()
    ticket = queries.ticket(user, pk)
    survey = ticket.survey
    form = AnswerForm(request.POST or None, questions=survey.form.questions)
    if request.method == "POST" and sent(
        request, form, _("已提交，谢谢。"), lambda: answer(ticket=ticket, **form.values(), on=today, by=user)
    ):
        return redirect("duties_mine" if ticket.teacher_id else "home")
    context = {
        "ticket": ticket,
        "survey": survey,
        "form": form,
        "is_open": not ticket.is_used and survey.opens_on <= today <= survey.closes_on,
    }
    return render(request, "training/survey_answer.html", context)


@requires(Training.EVALUATE)
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """Programmes and trainers about whom people were asked."""
    user = actor(request)
    page = Paginator(queries.programmes_with_surveys(user), PER_PAGE).get_page(request.GET.get("page"))
    means = queries.means(user, page)
    context = {
        "page": page,
        "rows": [(one, [(kind.label, means.get(one.pk, {}).get(kind)) for kind in SurveyKind]) for one in page],
        "kinds": SurveyKind.choices,
        "trainers": queries.trainers_with_surveys(user),
        "tab": "evaluation",
    }
    return render(request, "training/evaluation_list.html", context)


@requires(Training.EVALUATE)
def evaluation_programme(request: HttpRequest, pk: int) -> HttpResponse:
    """What people said of a programme."""
    user = actor(request)
    one = queries.programme(user, pk)
    context = {"title": one.title, "subtitle": one.org.name, "results": queries.results_of(user, one),
               "still_open": queries.open_surveys(user, one), "tab": "evaluation"}  # fmt: skip
    return render(request, "training/evaluation_result.html", context)


@requires(Training.EVALUATE)
def evaluation_trainer(request: HttpRequest, pk: int) -> HttpResponse:
    """What people said of the sessions of a trainer."""
    user = actor(request)
    one = queries.trainer(user, pk)
    context = {"title": one.name, "subtitle": one.unit_name, "results": queries.results_of_trainer(user, one),
               "still_open": [], "tab": "evaluation"}  # fmt: skip
    return render(request, "training/evaluation_result.html", context)
