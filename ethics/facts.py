"""What ethics can say about teachers, in bulk: the grades of the yearly appraisal, once they are locked. Cases and
sanctions are no facts of a portrait; whoever puts somebody forward asks ``ethics.queries.standing``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from ethics.choices.care import AppraisalState, EthicsGrade
from ethics.models import Appraisal
from ethics.permissions import EthicsPermission
from teachers.facts import Fact, Measure, among

GRADES = {EthicsGrade.EXCELLENT: 3, EthicsGrade.PASSED: 2, EthicsGrade.BASIC: 1, EthicsGrade.FAILED: 0}
MEASURES = (
    Measure(
        "ethics.appraisal", _("年度师德考核等次"), "", _("学校师德考核小组"), EthicsPermission.APPRAISE,
        words={value: grade.label for grade, value in GRADES.items()}, page="appraisal_year",
    ),
)  # fmt: skip


def facts(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """The locked grades of these people up to a day; one query."""
    rows = Appraisal.objects.for_system("facts for everybody alike").filter(
        among("teacher_id", teacher_ids), state=AppraisalState.LOCKED, year__lte=on.year, locked_on__lte=on
    )
    for pk, year, grade, locked_on in rows.values_list("teacher_id", "year", "grade", "locked_on"):
        yield pk, Fact("ethics.appraisal", str(year), GRADES[EthicsGrade(grade)], locked_on, 0, str(year))
