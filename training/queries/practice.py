"""Vocational teachers: their stays, what these come to, their recognitions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from training.choices import PracticeState, PracticeWindow, RecheckState
from training.models import DualCheck, DualRecognition, PracticeRule, PracticeStay
from training.permissions import TrainingPermission
from training.queries.duty_rules import practice_rule
from training.rules.practice import VOCATIONAL, PracticeVerdict, Stay, judge, recheck


@dataclass(frozen=True)
class Practising:
    """A teacher of a professional course with what the confirmed days come to."""

    teacher: Teacher
    verdict: PracticeVerdict
    waiting: int  # stays that nobody has confirmed yet

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.verdict.days / self.verdict.required))


def bound(user: User, rule: PracticeRule) -> QuerySet[Teacher]:
    """The teachers whom the rule binds and this person may see: at vocational schools, of professional courses."""
    rows: QuerySet[Teacher] = Teacher.objects.visible_to(user).filter(
        user.scope(TrainingPermission.VIEW).q("school__path") | Q(user_id=user.pk),
        status=TeacherStatus.ACTIVE, category__in=["", "teacher"], school__stage__in=VOCATIONAL,
    )  # fmt: skip
    rows = rows.exclude(subject__in=[*rule.general_subjects, ""])
    return rows.select_related("school__parent").order_by("school__path", "name", "pk")


def practising(user: User, people: Iterable[Teacher], on: date) -> list[Practising]:
    """Each of these people with the verdict of a day: one query."""
    rows, rule = list(people), practice_rule(on)
    stays: dict[int, list[Stay]] = defaultdict(list)
    waiting: Counter[int] = Counter()
    mine = PracticeStay.objects.visible_to(user).filter(teacher__in=[row.pk for row in rows], struck_at=None)
    for pk, first, last, at in mine.values_list("teacher_id", "first_on", "last_on", "confirmed_at"):
        if at is None:
            waiting[pk] += 1
        else:
            stays[pk].append(Stay(first, last))
    return [Practising(row, _judged(stays[row.pk], rule, row, on), waiting[row.pk]) for row in rows]


def _judged(stays: list[Stay], rule: PracticeRule, person: Teacher, on: date) -> PracticeVerdict:
    return judge(
        stays, on=on, required=rule.days_required, years=rule.years, kind=PracticeWindow(rule.window),
        anchor=rule.anchor_year, teaching_since=person.started_teaching_month,
    )  # fmt: skip


def figures(user: User, on: date) -> dict[str, int]:
    """How many of those whom this person may see stand how; a fixed number of queries."""
    rule = practice_rule(on)
    people = bound(user, rule).select_related(None).only("pk", "started_teaching_month", "school__path", "name")
    counts = Counter(str(one.verdict.state) for one in practising(user, people, on))
    return {state.value: counts[state.value] for state in PracticeState}


def own(user: User, on: date) -> Practising | None:
    """What the days of who is signed in come to; None for whom the rule does not bind."""
    mine = bound(user, practice_rule(on)).filter(user_id=user.pk)
    return next(iter(practising(user, mine, on)), None)


def is_bound(person: Teacher, rule: PracticeRule) -> bool:
    """Whether the rule asks days of a person."""
    return person.school.stage in VOCATIONAL and person.subject not in {*rule.general_subjects, ""}


def person(user: User, teacher_no: str) -> Teacher:
    """Somebody whose training this person looks after, or oneself; DoesNotExist for a neighbour's."""
    rows = Teacher.objects.visible_to(user).filter(
        user.scope(TrainingPermission.VIEW).q("school__path") | Q(user_id=user.pk)
    )
    found: Teacher = rows.select_related("school__parent").get(teacher_no=teacher_no)
    return found


def stays_of(user: User, one: Teacher) -> list[PracticeStay]:
    """The stays of a person, newest first, with those struck out."""
    rows = PracticeStay.objects.visible_to(user).filter(teacher=one)
    return list(rows.select_related("recorded_by", "confirmed_by", "struck_by", "base"))


def stay(user: User, pk: int) -> PracticeStay:
    """One stay; DoesNotExist for a neighbour's."""
    found: PracticeStay = PracticeStay.objects.visible_to(user).select_related("teacher__school__parent").get(pk=pk)
    return found


def to_confirm(user: User) -> QuerySet[PracticeStay]:
    """Stays that wait for the office of this person: of schools below the own unit, put down by others."""
    scope = user.scope(TrainingPermission.VOCATIONAL)
    rows: QuerySet[PracticeStay] = PracticeStay.objects.visible_to(user).filter(
        scope.q("teacher__school__parent__path"), confirmed_at=None, struck_at=None
    )
    return rows.exclude(recorded_by=user).select_related("teacher__school", "recorded_by").order_by("recorded_at", "pk")


@dataclass(frozen=True)
class Standing:
    """A recognition with how it stands towards its next check."""

    row: DualRecognition
    state: RecheckState


def recognitions(user: User) -> QuerySet[DualRecognition]:
    """Recognitions that hold, of the people whom this person may see; who is checked first stands first."""
    rows: QuerySet[DualRecognition] = DualRecognition.objects.visible_to(user).filter(ended_on=None)
    return rows.select_related("teacher__school__parent").order_by("due_on", "pk")


def recognition(user: User, pk: int) -> DualRecognition:
    """One of them, ended or not; DoesNotExist for a neighbour's."""
    rows = DualRecognition.objects.visible_to(user).select_related("teacher__school__parent", "recorded_by")
    found: DualRecognition = rows.get(pk=pk)
    return found


def standing(rows: Iterable[DualRecognition], on: date) -> list[Standing]:
    """Each with its state on a day."""
    return [Standing(row, RecheckState.ENDED if row.ended_on else recheck(row.due_on, on)) for row in rows]


def grades(user: User) -> dict[str, int]:
    """How many recognitions hold of each grade."""
    return dict(recognitions(user).order_by().values("grade").annotate(n=Count("pk")).values_list("grade", "n"))


def checks_of(user: User, one: DualRecognition) -> list[DualCheck]:
    """The checks so far, newest first."""
    return list(DualCheck.objects.visible_to(user).filter(recognition=one).select_related("recorded_by"))


def recognition_of(user: User, one: Teacher) -> DualRecognition | None:
    """The recognition of a person that holds, or the one that ended last."""
    rows = DualRecognition.objects.visible_to(user).filter(teacher=one)
    found: DualRecognition | None = rows.order_by("-recognised_on", "-pk").first()
    return found


def schools_bound(user: User) -> list[Organisation]:
    """The vocational schools in whose people this person looks: the choices of a filter."""
    scope = user.scope(TrainingPermission.VIEW)
    rows = Organisation.objects.filter(scope.q("path"), kind="school", stage__in=VOCATIONAL, closed_on=None)
    return list(rows.order_by("path"))
