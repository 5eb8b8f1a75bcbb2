"""Assessments of digital literacy: what people say of themselves, and what a third party found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record, record_each
from teachers.actions import portraits
from teachers.choices import LiteracySource
from teachers.errors import refuse
from teachers.models import LiteracyAssessment, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.literacy import means, problem, whole

BATCH = 500


@dataclass(frozen=True)
class Found:
    """What a third party found of one person: means of the five dimensions in hundredths."""

    teacher_id: int
    on: date
    means: Mapping[str, int]
    organiser: str

    @property
    def mean(self) -> int:
        """The mean over the dimensions."""
        return whole(self.means)


@transaction.atomic
def bring(*, rows: Sequence[Found], by: User, on: date) -> None:
    """Keep assessments of a third party; what is there already stays."""
    demand(by, TeacherPermission.IMPORT, what="导入数字素养测评")
    new = [
        LiteracyAssessment(
            teacher_id=one.teacher_id, source=LiteracySource.THIRD, year=one.on.year, on=one.on,
            means=dict(one.means), mean=one.mean, organiser=one.organiser, put_by=by,
        )
        for one in rows
    ]  # fmt: skip
    LiteracyAssessment.objects.bulk_create(new, ignore_conflicts=True)
    record_each(
        "literacy.brought", by=by, subject=Teacher, details={one.teacher_id: {"year": one.on.year} for one in rows}
    )
    portraits.refresh(teacher_ids=[one.teacher_id for one in rows], on=on)


@transaction.atomic
def assess_oneself(*, person: Teacher, answers: Mapping[str, int], by: User, on: date) -> LiteracyAssessment:
    """The answers of the year, given anew as often as the person likes until the year ends."""
    if person.user_id != by.pk:
        raise refuse("no_record")
    if code := problem(answers):
        raise refuse(code)
    found = means(answers)
    values = {"on": on, "means": found, "mean": whole(found), "answers": dict(answers), "put_by": by}
    rows = LiteracyAssessment.objects.for_system("the own assessment of the year")
    one, _is_new = rows.update_or_create(
        teacher=person, source=LiteracySource.SELF, year=on.year, defaults=values, create_defaults=values
    )
    record("literacy.self_assessed", by=by, subject=one, year=on.year)
    portraits.refresh(teacher_ids=[person.pk], on=on)
    return one
