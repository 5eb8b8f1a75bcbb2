"""Surveys that somebody has to fill in, and results per session, programme and trainer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kernel.accounts.models import User
from training.choices import SurveyKind
from training.models import Programme, Survey, SurveyAnswer, SurveyTicket, Trainer
from training.permissions import TrainingPermission
from training.rules.evaluation import Item, Outcome, outcome


def tickets_to_answer(user: User, on: date) -> QuerySet[SurveyTicket]:
    """One's own open surveys, and those that ask one's school."""
    scope = user.scope(TrainingPermission.EVALUATE)
    mine = Q(teacher__user_id=user.pk) | scope.q("school__path")
    rows: QuerySet[SurveyTicket] = SurveyTicket.objects.visible_to(user).filter(
        mine, is_used=False, survey__opens_on__lte=on, survey__closes_on__gte=on
    )
    return rows.select_related("survey__session__programme", "survey__form", "school").order_by(
        "survey__closes_on", "pk"
    )


def ticket(user: User, pk: int) -> SurveyTicket:
    """One that this person may fill in, used or not; DoesNotExist for anybody else's."""
    mine = Q(teacher__user_id=user.pk) | user.scope(TrainingPermission.EVALUATE).q("school__path")
    rows = SurveyTicket.objects.visible_to(user).filter(mine)
    found: SurveyTicket = rows.select_related("survey__session__programme", "survey__form", "school").get(pk=pk)
    return found


def holding_back(session_id: int, teacher_ids: Collection[int], on: date) -> set[int]:
    """Of these people, those whose hours of a session are not proposed yet: the survey after it is open and they have
    not answered. Once it is closed nobody is held back."""
    rows = SurveyTicket.objects.for_system("hours are proposed after the survey, whoever proposes them").filter(
        survey__session_id=session_id, survey__kind=SurveyKind.AFTER, survey__closes_on__gte=on, is_used=False,
        teacher_id__in=list(teacher_ids),
    )  # fmt: skip
    return set(rows.values_list("teacher_id", flat=True))


@dataclass(frozen=True)
class Result:
    """The result of one kind of survey: of how many asked how many answered, and what it comes to."""

    kind: SurveyKind
    asked: int
    outcome: Outcome
    texts: dict[str, str]
    words: list[str]

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def percent(self) -> int:
        return round(100 * self.outcome.count / self.asked) if self.asked else 0

    @property
    def drawn(self) -> list[tuple[str, Item, list[tuple[int, float, float, int]]]]:
        """Question, its result, and the pieces of its bar: mark, place, width (of a hundred), count."""
        found = []
        for item in self.outcome.items:
            x, bars = 0.0, []
            for mark, count in enumerate(item.marks, 1):
                width = round(100 * count / item.count, 2)
                if count:
                    bars.append((mark, round(x, 2), width, count))
                x += width
            found.append((self.texts.get(item.code, item.code), item, bars))
        return found


def programmes_with_surveys(user: User) -> QuerySet[Programme]:
    """Programmes of the own units about which somebody was asked, newest first."""
    scope = user.scope(TrainingPermission.EVALUATE)
    rows = Programme.objects.filter(scope.q("org__path"), sessions__surveys__isnull=False).select_related("org")
    return rows.distinct().order_by("-year", "-pk")


def programme(user: User, pk: int) -> Programme:
    """One of them; DoesNotExist for a neighbour's."""
    return programmes_with_surveys(user).get(pk=pk)


def results_of(user: User, one: Programme) -> list[Result]:
    """The results of a programme over all its sessions, by kind of survey."""
    return _results(user, Q(survey__session__programme=one))


def means(user: User, programmes: Iterable[Programme]) -> dict[int, dict[str, Outcome]]:
    """Of each programme the result of each kind, two queries for a page of them."""
    rows = list(programmes)
    answers = SurveyAnswer.objects.visible_to(user).filter(survey__session__programme__in=rows)
    found: dict[tuple[int, str], list[dict[str, int]]] = defaultdict(list)
    thresholds: dict[tuple[int, str], int] = {}
    for pk, kind, marks, least in answers.order_by().values_list(
        "survey__session__programme", "survey__kind", "marks", "survey__form__threshold"
    ):
        found[pk, kind].append(marks)
        thresholds[pk, kind] = max(least, thresholds.get((pk, kind), 0))
    told: dict[int, dict[str, Outcome]] = defaultdict(dict)
    for (pk, kind), marks_of in found.items():
        codes = list(dict.fromkeys(code for marks in marks_of for code in marks))
        told[pk][kind] = outcome(marks_of, codes, thresholds[pk, kind])
    return told


def trainers_with_surveys(user: User) -> list[Trainer]:
    """Trainers of the own units' sessions about which somebody was asked."""
    scope = user.scope(TrainingPermission.EVALUATE)
    rows = Trainer.objects.filter(scope.q("sessions__programme__org__path"), sessions__surveys__kind=SurveyKind.AFTER)
    return list(rows.distinct().order_by("name", "pk"))


def trainer(user: User, pk: int) -> Trainer:
    """One of them; DoesNotExist for a neighbour's."""
    for one in trainers_with_surveys(user):
        if one.pk == pk:
            return one
    raise Trainer.DoesNotExist


def results_of_trainer(user: User, one: Trainer) -> list[Result]:
    """The results of the sessions that a trainer held, as far as the own units organised them."""
    return _results(user, Q(survey__session__trainers=one))


def _results(user: User, which: Q) -> list[Result]:
    answers = SurveyAnswer.objects.visible_to(user).filter(which).select_related("survey__form").order_by("pk")
    asked = dict(
        SurveyTicket.objects.visible_to(user).filter(which).values("survey__kind").annotate(n=Count("pk"))
        .values_list("survey__kind", "n")
    )  # fmt: skip
    by_kind: dict[str, list[SurveyAnswer]] = defaultdict(list)
    for row in answers:
        by_kind[row.survey.kind].append(row)
    return [_result(kind, by_kind[kind], asked[kind]) for kind in SurveyKind if kind in asked]


def _result(kind: SurveyKind, rows: list[SurveyAnswer], asked: int) -> Result:
    texts = {question["code"]: question["text"] for row in rows for question in row.survey.form.questions}
    threshold = max((row.survey.form.threshold for row in rows), default=1)
    found = outcome([row.marks for row in rows], list(texts), threshold)
    words = [] if found.is_hidden else [row.words for row in rows if row.words]
    return Result(kind, asked, found, texts, words)


def open_surveys(user: User, one: Programme) -> list[Survey]:
    """Surveys of a programme that are still open: results may yet move."""
    rows = Survey.objects.filter(session__programme=one, closes_on__gte=timezone.localdate())
    return list(rows.select_related("session").order_by("closes_on"))
