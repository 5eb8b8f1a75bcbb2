"""Enrolling people from a roster: one action for a page, a workbook, the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import line, record, record_many
from kernel.audit.models import AuditEvent
from kernel.crypto.seal import lookup_digest
from kernel.orgs.actions import add_school
from kernel.orgs.models import Organisation
from kernel.orgs.queries import districts
from teachers.models import Post, ServiceRecord, Teacher
from teachers.models.teacher import new_teacher_no
from teachers.queries.roster import registered, schools_by_key
from teachers.rules.enrolment import Difference, Enrolment, difference
from teachers.rules.roster_file import SchoolKey

POST_FIELDS = ("category", "employment")


@dataclass(frozen=True)
class NewSchool:
    """A school that a workbook brings along."""

    division_code: str
    name: str
    stage: str


@transaction.atomic
def add_schools(*, wanted: Sequence[NewSchool], by: User, source: str) -> int:
    """Add the schools that are missing; the number added."""
    known = schools_by_key()
    parents = {district.division_code: district for district in districts()}
    missing = [one for one in wanted if (one.division_code, one.name) not in known]
    for one in missing:
        school = add_school(district=parents[one.division_code], name=one.name, stage=one.stage)
        record("school.added", by=by, subject=school, source=source, name=one.name)
    return len(missing)


@transaction.atomic
def enrol(*, people: Sequence[Enrolment], by: User, on: date, source: str) -> None:
    """Bring a batch of people into the register or up to date; what is the same already is left untouched."""
    # Both are read inside the transaction: SQLite holds the write lock by now, PostgreSQL locks the rows.
    list(Teacher.objects.for_system("locked for the batch").select_for_update()
         .filter(id_digest__in=[lookup_digest(one.number) for one in people]).values_list("pk"))  # fmt: skip
    known, schools = registered([one.number for one in people]), schools_by_key()
    batch = _Batch(by, on, source, schools)
    for one in people:
        old = known.get(one.number)
        batch.add(one, difference(one, old), old.pk if old else None)
    batch.write()


class _Batch:
    """Collects the rows of a batch, so that each table is written once."""

    def __init__(self, by: User, on: date, source: str, schools: dict[SchoolKey, Organisation]) -> None:
        self.by, self.on, self.source, self.schools = by, on, source, schools
        self.new: list[tuple[Teacher, Enrolment, Difference]] = []
        self.changed: list[tuple[int, Enrolment, Difference]] = []

    def add(self, one: Enrolment, found: Difference, pk: int | None) -> None:
        if found.is_empty:
            return
        if pk is None:
            teacher = Teacher(teacher_no=new_teacher_no(), school=self.schools[one.school],  # type: ignore[index]
                              id_digest=lookup_digest(one.number),
                              **{key: new for key, (_old, new) in found.fields.items()})  # fmt: skip
            self.new.append((teacher, one, found))
        else:
            self.changed.append((pk, one, found))

    def write(self) -> None:
        Teacher.objects.bulk_create([teacher for teacher, _one, _found in self.new])
        services: list[ServiceRecord] = []
        posts: list[Post] = []
        events: list[AuditEvent] = []
        for teacher, one, found in self.new:
            posts.append(self._post(teacher, one.joined_on))
            services += self._services(teacher.pk, found)
            events.append(line("teacher.enrolled", by=self.by, subject=teacher, source=self.source,
                               services=len(found.new_services)))  # fmt: skip
        for pk, one, found in self.changed:
            teacher = self._update(pk, one, found, posts)
            services += self._services(pk, found)
            self._change_services(pk, found)
            fields = sorted(found.fields) + (["school"] if found.school else [])
            events.append(
                line(
                    "teacher.updated",
                    by=self.by,
                    subject=teacher,
                    source=self.source,
                    fields=fields,
                    services=len(found.new_services),
                    services_changed=len(found.changed_services),
                )
            )
        Post.objects.bulk_create(posts)
        ServiceRecord.objects.bulk_create(services, batch_size=500)
        record_many(events)

    def _post(self, teacher: Teacher, since: date | None) -> Post:
        return Post(teacher=teacher, org=teacher.school, valid_from=since, category=teacher.category,
                    employment=teacher.employment)  # fmt: skip

    def _services(self, pk: int, found: Difference) -> list[ServiceRecord]:
        return [
            ServiceRecord(teacher_id=pk, start_month=start, kind=kind, end_month=end, unit_name=unit)
            for (start, kind), (end, unit) in found.new_services.items()
        ]

    def _update(self, pk: int, one: Enrolment, found: Difference, posts: list[Post]) -> Teacher:
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
            posts.append(self._post(teacher, since))
        return teacher

    def _change_services(self, pk: int, found: Difference) -> None:
        rows = ServiceRecord.objects.for_system("rows of a person locked above").filter(teacher_id=pk)
        for (start, kind), (_old, (end, unit)) in found.changed_services.items():
            rows.filter(start_month=start, kind=kind).update(end_month=end, unit_name=unit)
