"""Supervisors and surveys within the desk's scope; figures alone, and none of a class with few answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ethics.choices.cases import QUESTIONS
from ethics.models import Supervisor, Survey, SurveyAnswer, SurveyClass
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.orgs.models import Organisation

LEAST = 5  # answers of a class below which no figure is shown
WHY = "belongs to a survey that a scoped query found"


def supervisors(user: User) -> QuerySet[Supervisor]:
    """Of one's own units, those in office first."""
    rows: QuerySet[Supervisor] = Supervisor.objects.visible_to(user).select_related("org").defer("contact")
    return rows.order_by("-until_on", "pk")


def supervisor(user: User, pk: int) -> Supervisor:
    found: Supervisor = Supervisor.objects.visible_to(user).get(pk=pk)
    return found


def units(user: User) -> list[Organisation]:
    """Units for which the user may name supervisors."""
    scope = user.scope(EthicsPermission.DESK)
    return list(Organisation.objects.filter(scope.q("path"), closed_on=None).order_by("path"))


def surveys(user: User) -> QuerySet[Survey]:
    """Of one's own schools, the newest first."""
    rows: QuerySet[Survey] = Survey.objects.visible_to(user).select_related("school")
    return rows.annotate(n=Count("classes__answers")).order_by("-year", "school__path")


@dataclass(frozen=True)
class ClassFigures:
    """A class: its code, how many answered, the mean of each question; None where too few answered."""

    row: SurveyClass
    answered: int
    means: list[float | None]


def page(user: User, pk: int) -> tuple[Survey, list[ClassFigures]]:
    """A survey and its classes."""
    survey: Survey = surveys(user).get(pk=pk)
    given: dict[int, list[dict[str, int]]] = {}
    rows = SurveyAnswer.objects.for_system(WHY).filter(of_class__survey=survey)
    for of_class, scores in rows.values_list("of_class_id", "scores"):
        given.setdefault(of_class, []).append(scores)
    classes = SurveyClass.objects.for_system(WHY).filter(survey=survey).order_by("pk")
    return survey, [_figures(row, given.get(row.pk, [])) for row in classes]


def _figures(row: SurveyClass, answers: list[dict[str, int]]) -> ClassFigures:
    if len(answers) < LEAST:
        return ClassFigures(row, len(answers), [None] * len(QUESTIONS))
    return ClassFigures(
        row, len(answers), [round(sum(one[key] for one in answers) / len(answers), 1) for key in QUESTIONS]
    )
