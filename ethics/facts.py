"""What ethics can say about teachers, in bulk: appraisal grades, whether a handling is in force. No more than that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ethics.choices import HandlingState
from ethics.choices.care import AppraisalState, EthicsGrade
from ethics.models import Appraisal, Sanction
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from teachers.facts import Fact, Measure, Story, among

YEARS = 3
GRADES = {EthicsGrade.EXCELLENT: 3, EthicsGrade.PASSED: 2, EthicsGrade.BASIC: 1, EthicsGrade.FAILED: 0}
MEASURES = (
    Measure(
        "ethics.appraisal", gettext_lazy("年度师德考核等次"), "", gettext_lazy("学校师德考核小组"),
        EthicsPermission.APPRAISE,
        words={value: grade.label for grade, value in GRADES.items()}, page="appraisal_year",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class GradeFact:
    """A locked yearly ethics appraisal."""

    year: int
    grade: str
    locked_on: date
    document: str


@dataclass(frozen=True)
class EthicsFact:
    """One person: the grades of the last years, the newest first, and whether a handling is in force on the day."""

    grades: tuple[GradeFact, ...] = ()
    has_sanction: bool = False


def ethics_of(teacher_ids: Collection[int], on: date, years: int = YEARS) -> dict[int, EthicsFact]:
    """For rules of the trades above that judge everybody alike: everybody asked about is in it. Two queries."""
    why = "a rule above judges these people"
    return _collected(list(teacher_ids), on, years, Appraisal.objects.for_system(why), Sanction.objects.for_system(why))


def facts(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """The locked grades of these people up to a day; one query."""
    rows = Appraisal.objects.for_system("facts for everybody alike").filter(
        among("teacher_id", teacher_ids), state=AppraisalState.LOCKED, year__lte=on.year, locked_on__lte=on
    )
    for pk, year, grade, locked_on in rows.values_list("teacher_id", "year", "grade", "locked_on"):
        yield pk, Fact("ethics.appraisal", str(year), GRADES[EthicsGrade(grade)], locked_on, 0, str(year))


def stories(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Story]]:
    """What this person may know: the grades of units where they are kept, has / has not where ethics may be asked
    about, and everything of oneself. Never what a handling was or why."""
    asks = user.scope(EthicsPermission.ASK).q("teacher__school__path") | Q(teacher__user_id=user.pk)
    known = _collected(
        list(teacher_ids), on, YEARS, Appraisal.objects.visible_to(user),
        Sanction.objects.for_system("has or has not alone is told, where one may ask").filter(asks),
    )  # fmt: skip
    url = reverse("standing_ask")
    found: dict[int, list[Story]] = {}
    for pk, one in known.items():
        told = [
            Story("ethics", _("师德考核（%s 年）") % grade.year, str(EthicsGrade(grade.grade).label), grade.locked_on)
            for grade in one.grades
        ]
        if one.has_sanction:
            told.append(Story("ethics", _("师德处理"), _("有影响期内的处理，能否推荐请按用途查询"), on, url))
        if told:
            found[pk] = told
    return found


def _collected(
    ids: list[int], on: date, years: int, appraisals: QuerySet[Appraisal], sanctions: QuerySet[Sanction]
) -> dict[int, EthicsFact]:
    grades: dict[int, list[GradeFact]] = {}
    rows = appraisals.filter(
        teacher_id__in=ids, state=AppraisalState.LOCKED, locked_on__lte=on, year__gt=on.year - years, year__lte=on.year
    )
    for pk, year, grade, day in rows.order_by("-year").values_list("teacher_id", "year", "grade", "locked_on"):
        assert day is not None, "a locked one has its day, by constraint"
        grades.setdefault(pk, []).append(GradeFact(year, grade, day, _("%s 年师德考核") % year))
    running = sanctions.filter(teacher_id__in=ids, state=HandlingState.STANDING, effective_on__lte=on)
    running = running.filter(Q(until_on__gt=on) | Q(until_on__isnull=True, months=0, kind__in=("P4", "L5")))
    running = running.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    punished = set(running.values_list("teacher_id", flat=True))
    return {pk: EthicsFact(tuple(grades.get(pk, ())), pk in punished) for pk in ids}
