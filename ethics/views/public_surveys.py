"""The parents' survey, answered with the code of a class."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ethics.actions.surveys import answer
from ethics.choices.cases import QUESTIONS
from ethics.errors import refuse
from ethics.forms.surveys import SurveyForm
from kernel.accounts.doors import public
from kernel.brake import address, is_braked
from kernel.errors import RuleBroken


@public
@never_cache
def survey(request: HttpRequest) -> HttpResponse:
    """One answer of a family; a school behind one address sends many."""
    braked = request.method == "POST" and is_braked("ethics-survey", address(request), limit=200, seconds=3600)
    form = SurveyForm(request.POST or None, initial={"once": secrets.token_urlsafe(16)})
    if braked:
        form.add_error(None, refuse("report_braked").message)
    elif request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            answer(
                code=values["code"], scores={key: values[key] for key in QUESTIONS}, problem=values["problem"],
                accused=values["accused"], once=values["once"], on=timezone.localdate(),
            )  # fmt: skip
            return render(request, "ethics/survey_done.html")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "ethics/survey_form.html", {"form": form}, status=429 if braked else 200)
