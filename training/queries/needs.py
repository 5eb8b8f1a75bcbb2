"""Needs surveys: whom they ask, what came out, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from training.choices import ProgrammeState
from training.models import Attendance, NeedsAnswer, NeedsSurvey, NeedsTopic, Programme
from training.permissions import TrainingPermission


def own_record(user: User) -> Teacher | None:
    """The register's record of who is signed in, with its school."""
    rows = Teacher.objects.visible_to(user).filter(user_id=user.pk, status=TeacherStatus.ACTIVE)
    found: Teacher | None = rows.select_related("school").first()
    return found


def is_asked(person: Teacher, survey: NeedsSurvey) -> bool:
    """Whether a person belongs to the unit that asks, or to one below it."""
    return str(person.school.path).startswith(survey.org.path)


def surveys(user: User) -> QuerySet[NeedsSurvey]:
    """Surveys of the own units and of those above them, and those below."""
    scope = user.scope(TrainingPermission.VIEW)
    above = Q(pk__in=[])
    for path in scope.paths:
        above |= Q(org__path__in=[path[:end] for end in range(Organisation.steplen, len(path), Organisation.steplen)])
    rows = NeedsSurvey.objects.filter(scope.q("org__path") | above).select_related("org")
    return rows.annotate(grounded=Count("topics__grounds__programme", distinct=True)).order_by("-closes_on", "-pk")


def survey(user: User, pk: int) -> NeedsSurvey:
    """One of them; DoesNotExist for a neighbour's."""
    return surveys(user).select_related("made_by").get(pk=pk)


def answers_by_survey(user: User, rows: list[NeedsSurvey]) -> dict[int, int]:
    """How many answers of people whom this person looks after each survey has."""
    found = NeedsAnswer.objects.visible_to(user).filter(survey__in=rows).values("survey_id").annotate(n=Count("pk"))
    return {row["survey_id"]: row["n"] for row in found}


@dataclass(frozen=True)
class Need:
    """A topic with how many chose it, and the programmes that name it."""

    topic: NeedsTopic
    count: int
    percent: int
    programmes: list[Link]


@dataclass(frozen=True)
class Link:
    """A programme at the end of the chain: places planned, people who attended."""

    programme: Programme
    attended: int


def needs(user: User, one: NeedsSurvey) -> tuple[int, list[Need]]:
    """How many answered, and the topics, what most chose first; each with what was made of it."""
    answers = NeedsAnswer.objects.visible_to(user).filter(survey=one)
    total = answers.count()
    counts = dict(answers.values("topics").annotate(n=Count("pk")).values_list("topics", "n"))
    topics = list(one.topics.prefetch_related("grounds__programme__org"))
    programmes = {ground.programme_id for topic in topics for ground in topic.grounds.all()}
    there = dict(
        Attendance.objects.visible_to(user)
        .filter(enrolment__session__programme__in=programmes, hours__gt=0)
        .values("enrolment__session__programme").annotate(n=Count("enrolment__teacher", distinct=True))
        .values_list("enrolment__session__programme", "n")
    )  # fmt: skip
    found = [
        Need(
            topic, counts.get(topic.pk, 0), round(100 * counts.get(topic.pk, 0) / total) if total else 0,
            [Link(ground.programme, there.get(ground.programme_id, 0)) for ground in topic.grounds.all()],
        )
        for topic in topics
    ]  # fmt: skip
    return total, sorted(found, key=lambda need: (-need.count, need.topic.position))


def words(user: User, one: NeedsSurvey) -> list[str]:
    """What people wrote besides, without their names, in no telling order."""
    rows = NeedsAnswer.objects.visible_to(user).filter(survey=one).exclude(words="")
    return sorted(rows.values_list("words", flat=True))


def to_answer(user: User, on: date) -> list[NeedsSurvey]:
    """The surveys that ask who is signed in and were not answered yet."""
    me = own_record(user)
    if me is None:
        return []
    path = str(me.school.path)
    above = [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]
    mine = NeedsAnswer.objects.visible_to(user).filter(teacher=me, survey=OuterRef("pk"))
    rows = NeedsSurvey.objects.filter(org__path__in=above, opens_on__lte=on, closes_on__gte=on)
    return list(rows.filter(~Exists(mine)).select_related("org").order_by("closes_on"))


def survey_to_answer(user: User, pk: int, on: date) -> NeedsSurvey:
    """One that asks who is signed in; DoesNotExist for any other."""
    for one in to_answer(user, on):
        if one.pk == pk:
            return one
    raise NeedsSurvey.DoesNotExist


def programmes_to_ground(user: User, one: NeedsSurvey) -> list[Programme]:
    """The programmes of the own units, of the year of the survey or the one after, that may name a need."""
    scope = user.scope(TrainingPermission.PLAN)
    rows = Programme.objects.filter(scope.q("org__path"), year__in=[one.year, one.year + 1])
    return list(rows.exclude(state=ProgrammeState.CANCELLED).select_related("org").order_by("org__path", "title"))
