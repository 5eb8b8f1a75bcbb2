"""Changing one service row of one person: the only way besides a roster."""

from __future__ import annotations

from datetime import date

from kernel.orgs.scoping import ScopedQuerySet
from teachers.actions.milestones import refresh
from teachers.errors import refuse
from teachers.models import ServiceRecord, Teacher
from teachers.rules.corrections import Entry, Services, applied, problem


def locked_services(teacher: Teacher) -> tuple[Teacher, Services]:
    """The person and the service rows as they stand now, locked until the transaction ends."""
    people = Teacher.objects.for_system("one person, found visible by the caller").select_for_update()
    person: Teacher = people.get(pk=teacher.pk)
    rows = _rows(person).values_list("start_month", "kind", "end_month", "unit_name")
    return person, {(start, kind): (end, unit) for start, kind, end, unit in rows}


def _rows(person: Teacher) -> ScopedQuerySet[ServiceRecord]:
    found: ScopedQuerySet[ServiceRecord] = ServiceRecord.objects.for_system("rows of a person locked above")
    return found.filter(teacher=person)


def change_service(*, teacher: Teacher, old: Entry | None, new: Entry | None, on: date) -> Services:
    """Add (no ``old``), change or take away (no ``new``) one service row; the rows as they stand afterwards.

    Called inside the transaction of the act that asks for it and leaves the audit line.
    """
    person, services = locked_services(teacher)
    if code := problem(services, old, new, on):
        raise refuse(code)
    if old is not None and new is not None:
        row = _rows(person).get(start_month=old.start, kind=old.kind)
        row.start_month, row.kind, row.end_month, row.unit_name = new.start, new.kind, new.end, new.unit
        row.save()
    elif old is not None:
        _rows(person).filter(start_month=old.start, kind=old.kind).delete()
        person.save(update_fields=["updated_at"])  # a row that is gone tells nobody that the register moved
    elif new is not None:
        ServiceRecord.objects.create(
            teacher=person, start_month=new.start, kind=new.kind, end_month=new.end, unit_name=new.unit
        )
    refresh(teacher_ids=[person.pk])
    return applied(services, old, new)
