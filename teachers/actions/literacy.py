"""Assessments of digital literacy: what people say of themselves, and what a third party found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from teachers.actions import portraits
from teachers.choices import LiteracySource
from teachers.errors import refuse
from teachers.models import LiteracyAssessment, Teacher
from teachers.rules.literacy import means, problem, whole


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
