"""Needs surveys: the list, a new one, its result with what was made of it, and answering."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.accounts.doors import actor, requires
from training.actions import needs as actions
from training.forms.evaluation import GroundForm, NeedsAnswerForm, NeedsForm
from training.permissions import TrainingPermission as Training
from training.queries import bases
from training.queries import needs as queries
from training.views.shared_duties import PER_PAGE, sent


@requires(Training.VIEW)
def needs_list(request: HttpRequest) -> HttpResponse:
    """Surveys of the own unit, of those above and below."""
    user = actor(request)
    page = Paginator(queries.surveys(user), PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.answers_by_survey(user, list(page))
    context = {
        "page": page,
        "rows": [(one, counts.get(one.pk, 0)) for one in page],
        "today": timezone.localdate(),
        "may_ask": user.holds(Training.PLAN),
        "tab": "needs",
    }
    return render(request, "training/needs_list.html", context)


@requires(Training.PLAN)
def needs_new(request: HttpRequest) -> HttpResponse:
    """Ask the people of a unit."""
    user, today = actor(request), timezone.localdate()
    form = NeedsForm(
        request.POST or None, units=bases.own_units(user), initial={"year": today.year + 1, "opens_on": today}
    )
    if request.method == "POST" and sent(
        request, form, _("调研已发起，到开始日期后教师可以填写。"), lambda: actions.ask_needs(**form.values(), by=user)
    ):
        return redirect("needs_list")
    return render(request, "training/needs_form.html", {"form": form, "tab": "needs"})


@requires(Training.VIEW)
def needs_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """The result, need by need, with the programmes that answer to it; naming one more."""
    user, today = actor(request), timezone.localdate()
    one = queries.survey(user, pk)
    programmes = {row.pk: row for row in queries.programmes_to_ground(user, one)}
    topics = {row.pk: row for row in one.topics.all()}
    form = GroundForm(
        request.POST or None,
        programmes=[(key, f"{row.title}（{row.org.name}）") for key, row in programmes.items()],
        topics=[(key, row.title) for key, row in topics.items()],
    )
    if request.method == "POST" and sent(request, form, _("已登记为立项依据。"), lambda: actions.name_ground(
        programme=programmes[int(form.cleaned_data["programme"])], topic=topics[int(form.cleaned_data["topic"])],
        on=today, by=user,
    )):  # fmt: skip
        return redirect(one)
    total, needs = queries.needs(user, one)
    context = {
        "survey": one,
        "total": total,
        "needs": needs,
        "words": queries.words(user, one),
        "is_over": today > one.closes_on,
        "may_ground": user.holds(Training.PLAN) and today > one.closes_on and bool(programmes),
        "form": form,
        "tab": "needs",
    }
    return render(request, "training/needs_detail.html", context)


@requires()
def needs_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what I need."""
    user, today = actor(request), timezone.localdate()
    one = queries.survey_to_answer(user, pk, today)
    form = NeedsAnswerForm(request.POST or None, topics=[(row.pk, row.title) for row in one.topics.all()])
    if request.method == "POST" and sent(request, form, _("已提交，谢谢。"), lambda: actions.answer_needs(
        survey=one, topic_ids=[int(key) for key in form.cleaned_data["topics"]], words=form.cleaned_data["words"],
        on=today, by=user,
    )):  # fmt: skip
        return redirect("duties_mine")
    return render(request, "training/needs_answer.html", {"survey": one, "form": form})
