"""Digital literacy: the own assessment, the map by district and school, what an import needs to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from teachers.choices import LiteracySource, TeacherStatus
from teachers.models import LiteracyAssessment, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.literacy import STANDARD

LEAST = 10  # people below which nothing is said of a group
BATCH = 500


def own_answers(user: User, person: Teacher, year: int) -> LiteracyAssessment | None:
    """The own assessment of a year."""
    rows = LiteracyAssessment.objects.visible_to(user).filter(teacher=person, source=LiteracySource.SELF, year=year)
    found: LiteracyAssessment | None = rows.first()
    return found


def own_results(user: User, person: Teacher) -> list[LiteracyAssessment]:
    """All results of the person, the newest first."""
    rows = LiteracyAssessment.objects.visible_to(user).filter(teacher=person).defer("answers")
    return list(rows.order_by("-year", "source"))


def people_of(user: User, numbers: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The people of these ID numbers in whose units this person may import, by number."""
    digests = findable(sorted(numbers))
    found: dict[str, tuple[int, str]] = {}
    every = list(digests)
    scope = user.scope(TeacherPermission.IMPORT).q("school__path")
    for start in range(0, len(every), BATCH):
        rows = Teacher.objects.visible_to(user).filter(scope, id_digest__in=every[start : start + BATCH])
        for pk, name, digest in rows.values_list("pk", "name", "id_digest"):
            found[digests[digest]] = (pk, name)
    return found


def kept(teacher_ids: Collection[int]) -> dict[tuple[int, int], tuple[date, Any]]:
    """What a third party found of these people before: (person, year) -> (day, means)."""
    rows = LiteracyAssessment.objects.for_system("one assessment of a third party a year")
    found: dict[tuple[int, int], tuple[date, Any]] = {}
    ids = sorted(teacher_ids)
    for start in range(0, len(ids), BATCH):
        some = rows.filter(teacher_id__in=ids[start : start + BATCH], source=LiteracySource.THIRD)
        for pk, year, day, means in some.values_list("teacher_id", "year", "on", "means"):
            found[pk, year] = (day, means)
    return found


@dataclass(frozen=True)
class Place:
    """A district or a school of the map: how many of its people were assessed, and their means; None where too few."""

    name: str
    level: int
    people: int
    assessed: int
    means: list[int | None]
    mean: int | None


def years(user: User, source: str) -> list[int]:
    """The years of which there are assessments of a source, the newest first."""
    rows = LiteracyAssessment.objects.visible_to(user).filter(source=source).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def literacy_map(user: User, year: int, source: str) -> list[Place]:
    """Districts with their schools: two queries however many there are. Groups of fewer than ten say nothing."""
    scope = user.scope(TeacherPermission.PORTRAIT).q("school__path")
    people = Teacher.objects.visible_to(user).filter(scope, status=TeacherStatus.ACTIVE)
    places: dict[int, tuple[str, str]] = {}
    where: dict[int, tuple[str, int]] = {}
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for pk, school_id, school, district, path in people.values_list(
        "pk", "school_id", "school__name", "school__parent__name", "school__path"
    ):
        places[school_id] = (school, path)
        where[pk] = (district, school_id)
        counts[district, 0] += 1
        counts[district, school_id] += 1
    rows = LiteracyAssessment.objects.visible_to(user).filter(year=year, source=source)
    sums: dict[tuple[str, int], list[list[int]]] = defaultdict(list)
    for pk, means in rows.values_list("teacher_id", "means"):
        if pk in where:
            district, school_id = where[pk]
            values = [means.get(one.code, 0) for one in STANDARD]
            sums[district, 0].append(values)
            sums[district, school_id].append(values)
    found, district_of = [], {school_id: district for district, school_id in counts if school_id}
    last = ""
    for pk in sorted(places, key=lambda one: places[one][1]):  # in the order of the tree
        if (district := district_of[pk]) != last:
            found.append(_place(district, 0, counts[district, 0], sums[district, 0]))
            last = district
        found.append(_place(places[pk][0], 1, counts[district, pk], sums[district, pk]))
    return found


def _place(name: str, level: int, people: int, rows: list[list[int]]) -> Place:
    if len(rows) < LEAST:
        return Place(name, level, people, len(rows), [None] * len(STANDARD), None)
    means: list[int | None] = [round(sum(column) / len(rows)) for column in zip(*rows, strict=True)]
    return Place(name, level, people, len(rows), means, round(sum(one or 0 for one in means) / len(means)))
