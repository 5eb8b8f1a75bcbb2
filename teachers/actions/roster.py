"""Enrolling people from a roster: one action for a page, a workbook, the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import line, record, record_each, record_many
from kernel.audit.models import AuditEvent
from kernel.bulk import insert
from kernel.crypto.seal import findable
from kernel.errors import RuleBroken
from kernel.orgs.actions import add_school
from kernel.orgs.models import Organisation
from kernel.orgs.queries import districts
from teachers.actions import milestones
from teachers.models import Post, ServiceRecord, Teacher
from teachers.models.teacher import new_teacher_numbers
from teachers.queries.roster import keys_after, last_key, lock, registered, schools_by_key
from teachers.rules.enrolment import Difference, Enrolment, ServiceKey, ServiceValue, difference
from teachers.rules.roster_file import SchoolKey

Row = dict[str, Any]  # values by column name
POST_FIELDS = ("category", "employment")


@dataclass(frozen=True)
class NewSchool:
    """A school that a workbook brings along."""

    division_code: str
    name: str
    stage: str
    location_type: str = ""
    ownership: str = ""


@transaction.atomic
def add_schools(*, wanted: Sequence[NewSchool], by: User, source: str) -> int:
    """Add the schools that are missing; the number added."""
    known = schools_by_key()
    parents = {district.division_code: district for district in districts()}
    missing = [one for one in wanted if (one.division_code, one.name) not in known]
    for one in missing:
        school = add_school(
            district=parents[one.division_code], name=one.name, stage=one.stage, location_type=one.location_type,
            ownership=one.ownership,
        )  # fmt: skip
        record("school.added", by=by, subject=school, source=source, name=one.name)
    return len(missing)


@transaction.atomic
def enrol(*, people: Sequence[Enrolment], by: User, on: date, source: str) -> None:
    """Bring a batch of people into the register or up to date; what is the same already is left untouched."""
    # All is read inside the transaction: SQLite holds the write lock by now, PostgreSQL locks the rows, schools first.
    schools = _open_schools(people)
    numbers = [one.number for one in people]
    found_by = findable(numbers)
    digests = islice(found_by, len(numbers))  # a person stands once in a batch, and the key of today comes first
    there = lock(found_by)
    known = registered([number for digest, number in found_by.items() if digest in there])
    batch = _Batch(by, on, source, schools)
    for one, digest in zip(people, digests, strict=True):
        old = known.get(one.number)
        if old is None:
            batch.new[digest] = one
        elif not (found := difference(one, old)).is_empty:
            batch.changed.append((old.pk, one, found))
    batch.write()


def _open_schools(people: Sequence[Enrolment]) -> dict[SchoolKey, Organisation]:
    """The schools of these people, locked; RuleBroken when one was closed or renamed since the rows were judged."""
    wanted = {one.school for one in people if one.school}
    found = schools_by_key({name for _code, name in wanted}, lock=True)
    if gone := sorted(name for code, name in wanted if (code, name) not in found):
        raise RuleBroken(
            "school_moved",
            "“{schools}”刚刚停办、并入他校或更名，请重试一次，届时按学校现状重新核对。",
            schools="”“".join(gone),
        )
    return found


class _Batch:
    """Collects the rows of a batch, so that each table is written once."""

    def __init__(self, by: User, on: date, source: str, schools: dict[SchoolKey, Organisation]) -> None:
        self.by, self.on, self.source, self.schools = by, on, source, schools
        self.new: dict[str, Enrolment] = {}  # by digest
        self.changed: list[tuple[int, Enrolment, Difference]] = []
        self.posts: list[Row] = []
        self.services: list[Row] = []

    def write(self) -> None:
        self._enrol_new()
        events = [self._line(self._update(pk, one, found), found) for pk, one, found in self.changed]
        insert(Post, self.posts)
        insert(ServiceRecord, self.services)
        record_many(events)
        milestones.refresh(teacher_ids={row["teacher_id"] for row in self.services} | {pk for pk, *_ in self.changed})

    def _enrol_new(self) -> None:
        if not self.new:
            return
        before = last_key()
        numbers = new_teacher_numbers(len(self.new))
        insert(
            Teacher,
            [self._person(no, digest, one) for no, (digest, one) in zip(numbers, self.new.items(), strict=True)],
        )
        keys, details = keys_after(before), dict[int, Row]()
        same: dict[int, Row] = {}  # one detail for many people: by number of service rows
        for digest, one in self.new.items():
            pk, footing = keys[digest], {key: one.fields.get(key, "") for key in POST_FIELDS}
            count = len(one.services)
            details[pk] = same.setdefault(count, {"source": self.source, "services": count})
            self.posts.append(
                {"teacher_id": pk, "org_id": self._school(one).pk, "valid_from": one.joined_on, **footing}
            )
            self._add_services(pk, one.services)
        record_each("teacher.enrolled", by=self.by, subject=Teacher, details=details)

    def _person(self, number: str, digest: str, one: Enrolment) -> Row:
        return {**one.given(), "teacher_no": number, "school_id": self._school(one).pk, "id_digest": digest}

    def _school(self, one: Enrolment) -> Organisation:
        return self.schools[one.school]  # type: ignore[index]

    def _add_services(self, pk: int, services: Mapping[ServiceKey, ServiceValue]) -> None:
        self.services += [
            {"teacher_id": pk, "start_month": start, "kind": kind, "end_month": end, "unit_name": unit}
            for (start, kind), (end, unit) in services.items()
        ]

    def _line(self, teacher: Teacher, found: Difference) -> AuditEvent:
        return line(
            "teacher.updated",
            by=self.by,
            subject=teacher,
            source=self.source,
            fields=sorted(found.fields) + (["school"] if found.school else []),
            services=len(found.new_services),
            services_changed=len(found.changed_services),
        )

    def _update(self, pk: int, one: Enrolment, found: Difference) -> Teacher:
        teacher: Teacher = Teacher.objects.for_system("locked above").select_related("school").get(pk=pk)
        written: list[str] = []
        for key, (_old, new) in found.fields.items():
            setattr(teacher, key, new)
            written.append(key)
        if found.school:
            teacher.school = self.schools[found.school[1]]
            written.append("school")
        if written:
            teacher.save(update_fields=[*written, "updated_at"])
        if found.school or any(key in found.fields for key in POST_FIELDS):
            since = one.joined_on if found.school and one.joined_on and one.joined_on <= self.on else self.on
            current: Post | None = (
                Post.objects.for_system("the post that ends").filter(teacher_id=pk, valid_until=None).first()
            )
            if current is not None:
                since = max(since, current.valid_from or since)
                current.valid_until = since
                current.save(update_fields=["valid_until"])
            footing = {key: getattr(teacher, key) for key in POST_FIELDS}
            self.posts.append({"teacher_id": pk, "org_id": teacher.school_id, "valid_from": since, **footing})
        self._add_services(pk, found.new_services)
        self._change_services(pk, found)
        return teacher

    def _change_services(self, pk: int, found: Difference) -> None:
        rows = ServiceRecord.objects.for_system("rows of a person locked above").filter(teacher_id=pk)
        for (start, kind), (_old, (end, unit)) in found.changed_services.items():
            rows.filter(start_month=start, kind=kind).update(end_month=end, unit_name=unit, updated_at=timezone.now())
