"""What tests of portraits stand on: a locked appraisal, an assessment, and portraits of everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from world import PASSWORD, SCHOOL, World

from ethics.models import Appraisal
from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User
from teachers.actions import portraits
from teachers.models import FactDispute, Portrait, PortraitUse, Teacher

WHY = "a test looks"


def appraised(world: World, name: str = "李长青", grade: str = "basic", year: int | None = None) -> Appraisal:
    """A locked appraisal of last year."""
    today = timezone.localdate()
    person = world.people[name]
    row: Appraisal = Appraisal.objects.create(
        teacher=person, school=person.school, year=year or today.year - 1, state="locked", grade=grade,
        graded_by=world["school"], locked_by=world["city"], locked_on=today, opinion="集体研究",
    )  # fmt: skip
    return row


def painted(world: World, on: date | None = None) -> dict[str, Portrait]:
    """Portraits of everybody, by name."""
    portraits.refresh_all(on=on or timezone.localdate())
    rows = Portrait.objects.for_system(WHY).select_related("teacher__school", "version")
    return {row.teacher.name: row for row in rows.order_by("year")}


def portrait_of(name: str = "李长青") -> Portrait:
    """The newest portrait of somebody."""
    rows = Portrait.objects.for_system(WHY).select_related("teacher__school", "version")
    found: Portrait = rows.filter(teacher__name=name).latest("year", "version__number")
    return found


def dispute_of() -> FactDispute:
    """The only objection."""
    found: FactDispute = FactDispute.objects.for_system(WHY).select_related("teacher__school").get()
    return found


def use_of() -> PortraitUse:
    """The only decision."""
    found: PortraitUse = PortraitUse.objects.for_system(WHY).select_related("teacher__school").get()
    return found


def change(person: Teacher, **values: Any) -> None:
    """The register says something else of somebody."""
    Teacher.objects.for_system(WHY).filter(pk=person.pk).update(**values)


def keeper_of_ethics(world: World) -> User:
    """Who grades and keeps the appraisals at the own school."""
    user = User.objects.filter(username="e_keeper").first()
    if user is None:
        actor = world.command_line
        user = add_user(username="e_keeper", full_name="师德", password=PASSWORD, by=actor, is_initial=False)
        grant_role(user=user, role="school_ethics", org=world.units[SCHOOL], on=date(2020, 1, 1), by=actor)
    return user
