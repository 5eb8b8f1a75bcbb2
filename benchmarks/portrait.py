"""Portraits of a city of 45,000 teachers, computed and stored, against a loop over ORM objects that gives the same."""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from datetime import date
from functools import partial
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.people import TODAY, roster, workbook
from benchmarks.registry import make_register
from benchmarks.timing import Row, cpu, limit, versus
from ethics.facts import GRADES
from ethics.models import Appraisal
from kernel.accounts.models import User
from kernel.bulk import insert
from kernel.imports.actions import import_now
from teachers.actions import portraits
from teachers.facts import collect
from teachers.models import LiteracyAssessment, Portrait, PortraitVersion, ServiceRecord, Teacher
from teachers.queries.own_facts import EDUCATION, title_grade
from teachers.queries.portrait_versions import version_on
from teachers.rules.months import month_of
from teachers.rules.portrait import DimensionSet, scores
from teachers.rules.portrait_facts import Fact
from teachers.rules.teaching_years import months_only
from training.models import HourCycle, HourTotal

PEOPLE = int(os.environ.get("PORTRAIT_PEOPLE", "45000"))
PER_SCHOOL, SAMPLE, FEW, ROUNDS, GOAL = 150, 2_000, 1_000, 3, 4
WHY = "a benchmark"


def measure() -> list[Row]:
    """Teachers a second of CPU; the queries for all are those for a thousand."""
    logging.disable(logging.WARNING)
    people, services, schools = roster(PEOPLE, PER_SCHOOL)
    by = make_register(schools)
    import_now(data=workbook(people, services), filename="roster.xlsx", kind="roster", options={}, by=by)
    ids = sorted(Teacher.objects.for_system(WHY).filter(status="active").values_list("pk", flat=True))
    _fill(ids, by)
    few, every = _queries(ids[:FEW]), _queries(ids)
    version = version_on(TODAY)
    assert version is not None
    portraits.refresh_all(on=TODAY)  # the first night writes, the later ones write again
    ours = median(cpu(partial(portraits.refresh_all, on=TODAY)) for _ in range(ROUNDS))
    sample = ids[: min(SAMPLE, len(ids))]
    peer = median(cpu(partial(_loop, sample, version)) for _ in range(ROUNDS)) * len(ids) / len(sample)
    one = median(cpu(partial(portraits.refresh, teacher_ids=[pk], on=TODAY)) for pk in ids[:20]) * 1000
    rows = [versus(f"portraits of {len(ids):,} teachers, stored · loop over objects",
                   len(ids) / ours, len(ids) / peer, GOAL, "a second", 0, more_is_better=True)]  # fmt: skip
    rows.append(
        Row("queries for the facts", f"{every} for {len(ids):,}", f"{few} for {FEW:,}", None, "the same", every == few)
    )
    rows.append(limit("the portrait of one person anew", one, 100, "ms"))
    return rows


def _fill(ids: list[int], by: User) -> None:
    """An appraisal, hours and an assessment of everybody, past the actions: they are not what is measured here."""
    cycle = HourCycle.objects.get(first_year=2026)
    school = dict(Teacher.objects.for_system(WHY).values_list("pk", "school_id"))
    other = User.objects.create(username="bench-second")
    insert(Appraisal, [
        {"teacher_id": pk, "school_id": school[pk], "year": 2025, "state": "locked", "grade": ("passed", "excellent")[pk % 2],
         "graded_by_id": by.pk, "locked_by_id": other.pk, "locked_on": date(2026, 1, 20)} for pk in ids
    ])  # fmt: skip
    insert(HourTotal, [
        {"teacher_id": pk, "cycle_id": cycle.pk, "raw": 500, "counted": 300 + pk % 200, "higher": 200, "due": 3600,
         "months": 60, "passes": False, "reckoned_on": TODAY} for pk in ids
    ])  # fmt: skip
    insert(LiteracyAssessment, [
        {"teacher_id": pk, "source": "third", "year": 2025, "on": date(2025, 11, 20), "organiser": "测评", "put_by_id": by.pk,
         "means": dict.fromkeys("12345", 300), "mean": 300 + pk % 150} for pk in ids
    ])  # fmt: skip


def _queries(ids: list[int]) -> int:
    with CaptureQueriesContext(connection) as caught:
        collect(ids, on=TODAY)
    return len(caught)


def _loop(ids: list[int], version: PortraitVersion) -> None:
    """The usual way, done well: objects of everything, fetched together; the rule for each person, objects saved in
    batches."""
    with transaction.atomic():
        dimensions, new = version.as_set(), []
        rows = Teacher.objects.for_system(WHY).filter(pk__in=ids).select_related("school__parent")
        hang = [_by_person(model, ids) for model in (ServiceRecord, Appraisal, HourTotal, LiteracyAssessment)]
        for person in rows:
            new.append(_portrait(person, _facts(person, *(one[person.pk] for one in hang)), dimensions, version))
        Portrait.objects.for_system(WHY).filter(teacher__in=ids, year=TODAY.year).delete()
        Portrait.objects.bulk_create(new, batch_size=500)


def _by_person(model: Any, ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = model.objects.for_system(WHY).filter(teacher_id__in=ids)
    for one in rows.select_related("cycle") if model is HourTotal else rows:
        found[one.teacher_id].append(one)
    return found


def _facts(
    person: Teacher, services: list[Any], appraisals: list[Any], totals: list[Any], assessed: list[Any]
) -> list[Fact]:
    found = []
    if grade := title_grade(person.title):
        found.append(Fact("register.title", "title", grade, TODAY))
    if grade := next((value for word, value in EDUCATION.items() if word in person.education), 0):
        found.append(Fact("register.education", "education", grade, TODAY))
    rows = [
        (month_of(one.start_month), month_of(one.end_month) if one.end_month else None, one.kind) for one in services
    ]
    found.append(Fact("register.teaching", "months", months_only(rows, TODAY), TODAY))
    for row in appraisals:
        found.append(Fact("ethics.appraisal", str(row.year), GRADES[row.grade], row.locked_on, 0, str(row.year)))
    for total in totals:
        pace = total.due * 9 // 60
        key, note = str(total.cycle.first_year), str(total.cycle)
        found.append(Fact("training.hours", key, total.counted, TODAY, pace, note))
        found.append(Fact("training.higher", key, total.higher, TODAY, pace // 2, note))
    for one in assessed:
        found.append(Fact(f"literacy.{one.source}", str(one.year), one.mean, one.on, 500, str(one.year)))
    return found


def _portrait(person: Teacher, facts: list[Fact], dimensions: DimensionSet, version: PortraitVersion) -> Portrait:
    stored = {name: list(pair) for name, pair in scores(facts, dimensions, TODAY).items()}
    return Portrait(
        teacher=person, version=version, year=TODAY.year, on=TODAY, made_on=TODAY, district=person.school.parent,
        stage=person.stage, subject=person.subject, scores=stored, facts=[one.as_json() for one in facts],
    )  # fmt: skip
