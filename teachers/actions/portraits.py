"""Computing portraits: of everybody each night, of one person after a correction. Both go one way, so they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.bulk import collector_paused, insert
from kernel.orgs.queries import city
from teachers.choices import Dimension, PostCategory, TeacherStatus, chinese
from teachers.facts import Fact, among, collect, measures
from teachers.models import Portrait, PortraitCohort, PortraitVersion, Teacher
from teachers.queries.portrait_versions import version_on
from teachers.rules.portrait import DimensionSet, Part, band, cuts, opened, scores

WHY = "portraits follow the facts"
HAS_ONE = [PostCategory.TEACHER, PostCategory.MANAGEMENT, ""]
Cohort = tuple[int, str, str]  # district, stage, subject
Stored = dict[str, list[Any]]


class Person(NamedTuple):
    """Of whom a portrait is made, and with whom the person is put together."""

    pk: int
    district_id: int
    stage: str
    subject: str

    @property
    def cohort(self) -> Cohort:
        return (self.district_id, self.stage, self.subject)


def _in_service() -> Q:
    return Q(status=TeacherStatus.ACTIVE, category__in=HAS_ONE)


def _people(teacher_ids: Collection[int] | None) -> list[Person]:
    """Who has a portrait: people in service who teach or lead a school; of these, or of all."""
    rows = Teacher.objects.for_system(WHY).filter(_in_service())
    if teacher_ids is not None:
        rows = rows.filter(among("pk", sorted(teacher_ids)))
    columns = rows.order_by("pk").values_list("pk", "school__parent_id", "stage", "subject")
    wanted = None if teacher_ids is None else set(teacher_ids)
    return [Person(*row) for row in columns if wanted is None or row[0] in wanted]


def refresh(*, teacher_ids: Collection[int], on: date) -> int:
    """Bring the portraits of these people up to their facts, and the quarters of the cohorts they are or were in; the
    number of portraits written. In the transaction of what changed the facts, or at any time."""
    with transaction.atomic():
        version = _locked(on)
        if version is None:
            return 0
        people = _people(teacher_ids)
        rows = _rows(version, on.year).filter(teacher_id__in=list(teacher_ids))
        touched = {one.cohort for one in people} | set(rows.values_list("district_id", "stage", "subject"))
        _write(people, version, on, rows)
        _write_cohorts(version, on.year, touched, _scores_of(version, on.year, touched))
    return len(people)


def refresh_all(*, on: date) -> int:
    """The portraits of everybody anew, and all quarters; the number of portraits written. The number of queries that
    read does not depend on how many people there are."""
    with transaction.atomic(), collector_paused():
        version = _locked(on)
        if version is None:
            return 0
        people = _people(None)
        found = _write(people, version, on, _rows(version, on.year).filter(teacher__in=_served()))
        by_cohort: dict[Cohort, list[Stored]] = defaultdict(list)
        for one in people:
            by_cohort[one.cohort].append(found[one.pk])
        _write_cohorts(version, on.year, None, by_cohort)
    return len(people)


def refresh_everybody() -> None:
    """The nightly chore."""
    refresh_all(on=timezone.localdate())


def ask_refresh(*, by: User, on: date) -> int:
    """Somebody has everybody's portraits computed now; the trail says who."""
    count = refresh_all(on=on)
    record("portraits.refreshed", by=by, subject=city(), people=count, day=str(on))
    return count


def _served() -> QuerySet[Teacher]:
    rows: QuerySet[Teacher] = Teacher.objects.for_system(WHY).filter(_in_service())
    return rows.values("pk")  # type: ignore[return-value]


def _locked(on: date) -> PortraitVersion | None:
    """The version of the day; its row is the lock under which portraits are written."""
    version = version_on(on)
    if version is not None:
        PortraitVersion.objects.select_for_update().get(pk=version.pk)
    return version


def _rows(version: PortraitVersion, year: int) -> QuerySet[Portrait]:
    rows: QuerySet[Portrait] = Portrait.objects.for_system(WHY).filter(version=version, year=year)
    return rows


def _write(people: list[Person], version: PortraitVersion, on: date, old: QuerySet[Portrait]) -> dict[int, Stored]:
    """Compute and store; the scores by person. A portrait keeps the days on which it was first made and first seen."""
    dimensions = version.as_set()
    known = {pk: (made_on, seen_on) for pk, made_on, seen_on in old.values_list("teacher_id", "made_on", "seen_on")}
    facts = collect([one.pk for one in people], on=on)
    new, found = [], {}
    for one in people:
        told = facts[one.pk]
        told.sort()
        stored = found[one.pk] = stored_scores(told, dimensions, on)
        made_on, seen_on = known.get(one.pk, (on, None))
        new.append(
            {
                "teacher_id": one.pk, "version_id": version.pk, "year": on.year, "on": on, "made_on": min(made_on, on),
                "seen_on": seen_on, "district_id": one.district_id, "stage": one.stage, "subject": one.subject,
                "scores": stored, "facts": [fact.as_json() for fact in told],
            }
        )  # fmt: skip
    keys = [pk for pk in known if pk in found]
    if len(keys) == len(known):
        old.delete()
    else:
        old.filter(teacher_id__in=keys).delete()
    insert(Portrait, new)
    return found


def stored_scores(told: Iterable[Any], dimensions: DimensionSet, on: date) -> Stored:
    """The scores as they are stored."""
    return {name: [score, percent] for name, (score, percent) in scores(told, dimensions, on).items()}


def _scores_of(version: PortraitVersion, year: int, cohorts: Collection[Cohort]) -> dict[Cohort, list[Stored]]:
    """What is stored of the people of some cohorts who are in service."""
    wanted = Q(pk__in=[])
    for district_id, stage, subject in cohorts:
        wanted |= Q(district_id=district_id, stage=stage, subject=subject)
    found: dict[Cohort, list[Stored]] = defaultdict(list)
    rows = _rows(version, year).filter(wanted, teacher__status=TeacherStatus.ACTIVE, teacher__category__in=HAS_ONE)
    for district_id, stage, subject, stored in rows.values_list("district_id", "stage", "subject", "scores"):
        found[district_id, stage, subject].append(stored)
    return found


def _write_cohorts(
    version: PortraitVersion, year: int, touched: Collection[Cohort] | None, found: Mapping[Cohort, list[Stored]]
) -> None:
    """Store the quarters of these cohorts, or of all."""
    rows = PortraitCohort.objects.filter(version=version, year=year)
    if touched is not None:
        wanted = Q(pk__in=[])
        for district_id, stage, subject in touched:
            wanted |= Q(district_id=district_id, stage=stage, subject=subject)
        rows = rows.filter(wanted)
    rows.delete()
    new = []
    for (district_id, stage, subject), some in found.items():
        by_dimension: dict[str, list[int]] = defaultdict(list)
        for stored in some:
            for name, (score, _percent) in stored.items():
                if score is not None:
                    by_dimension[name].append(score)
        new.append(
            {
                "version_id": version.pk, "year": year, "district_id": district_id, "stage": stage, "subject": subject,
                "cuts": {name: list(cut) for name, cut in cuts(by_dimension).items()},
            }
        )  # fmt: skip
    insert(PortraitCohort, new)


def computed(teacher_ids: Collection[int], on: date) -> dict[int, dict[str, Any]]:
    """The portraits of people as of a day, computed and not stored: for the command line. The band is by the quarters
    that were last stored for the year."""
    version = version_on(on)
    people = _people(teacher_ids)
    if version is None or not people:
        return {}
    dimensions = version.as_set()
    rows = PortraitCohort.objects.filter(version=version, year=on.year)
    stored = {(row.district_id, row.stage, row.subject): row.cuts for row in rows}
    facts = collect([one.pk for one in people], on=on)
    return {one.pk: _told(facts[one.pk], dimensions, stored.get(one.cohort, {}), on) for one in people}


def _told(facts: list[Fact], dimensions: DimensionSet, quarters: Mapping[str, Any], on: date) -> dict[str, Any]:
    """One portrait as plain values."""
    found, parts = scores(facts, dimensions, on), opened(facts, dimensions, on)
    result = []
    for name, (score, percent) in found.items():
        cut = tuple(quarters[name]) if name in quarters else None
        place = band(score, cut, dimensions.least_cohort)
        result.append(
            {
                "dimension": name, "label": chinese(Dimension(name)), "score": None if score is None else score / 10,
                "complete": percent, "band": place.value if place else None, "cohort": cut[0] if cut else 0,
                "facts": [_fact(part, fact) for part in parts[name] for fact in part.facts],
            }
        )  # fmt: skip
    return {"version": dimensions.number, "dimensions": result}


def _fact(part: Part, fact: Fact) -> dict[str, Any]:
    measure = measures()[fact.measure]
    return {
        "indicator": part.of.rule.code, "points": None if part.score is None else part.score / 10,
        "fact": fact.name, "value": fact.value / measure.scale, "of": fact.of / measure.scale or None,
        "on": str(fact.on), "source": str(measure.owner), "note": fact.note,
    }  # fmt: skip
