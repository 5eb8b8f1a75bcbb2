"""What the tests of duties, surveys and vocational matters share: attendance, posts, a vocational school."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from training_world import people
from world import HAILING, World, person

from kernel.accounts.models import User
from kernel.orgs.actions import add_school
from kernel.orgs.models import Organisation
from teachers.actions.accounts import give_account
from teachers.models import Post, Teacher
from training.actions.hours_ledger import Draft, put
from training.choices import HourMoveName, HourSource, HourState
from training.models import Attendance, Enrolment, HourEntry, Programme, Session

VOCATIONAL = "海陵区中等专业学校"


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def done_session(world: World, kind: str = "T1", on: date = date(2026, 3, 2), **values: Any) -> Session:
    """A session that is completed, of a programme of its own."""
    unit = values.pop("unit", "泰州市")
    org, by = world.units[unit], world["city_training"]
    number = Programme.objects.count() + 1
    programme = Programme.objects.create(
        org=org, year=on.year, title=values.pop("title", f"培训 {number}"), kind=kind, level="city", mode="face",
        hours=Decimal(100), ethics_share=20, target="教师", places=50, made_by=by, state="published",
    )  # fmt: skip
    return Session.objects.create(
        programme=programme, title=f"第 {number} 场", starts_at=at(on), ends_at=at(on, 17), place="报告厅", capacity=50,
        hours=Decimal(100), state="completed", completed_by=by, completed_at=at(on, 18), **values,
    )  # fmt: skip


def attend(session: Session, teacher: Teacher, hours: str = "30", outcome: str = "attended") -> Attendance:
    """Somebody was there."""
    by = session.completed_by
    enrolment = Enrolment.objects.for_system("a test").create(
        session=session, teacher=teacher, school_id=teacher.school_id, state="withdrawn", reason="测试", quota=None,
        enrolled_how="self", enrolled_by=by, asked_at=session.starts_at, changed_at=session.starts_at,
    )  # fmt: skip
    row: Attendance = Attendance.objects.for_system("a test").create(
        enrolment=enrolment, outcome=outcome, hours=Decimal(hours), by=by, at=session.ends_at
    )
    return row


def trained(world: World, teacher: Teacher, kind: str, hours: str, on: date) -> HourEntry:
    """Approved hours of one kind on a day."""
    number = HourEntry.objects.for_system("a test").count() + 1
    draft = Draft(
        teacher.pk, HourSource.IMPORT, f"培训 {number}", kind, "city", "face", int(Decimal(hours) * 10), on, on, "测试",
        f"test-{number}", state=HourState.APPROVED,
    )  # fmt: skip
    return put(drafts=[draft], name=HourMoveName.IMPORT, by=world["city_training"], on=on)[0]


def moved(teacher: Teacher, to: Organisation, on: date) -> Post:
    """A person goes to another school from a day on, as the register writes it."""
    Post.objects.for_system("a test").filter(teacher=teacher, valid_until=None).update(valid_until=on)
    teacher.school = to
    teacher.save()
    post: Post = Post.objects.for_system("a test").create(teacher=teacher, org=to, category="teacher", valid_from=on)
    return post


def located(unit: Organisation, code: str) -> Organisation:
    """A school with the code of its place."""
    unit.location_type = code
    unit.save()
    return unit


def with_account(world: World, teacher: Teacher, username: str = "teacher") -> User:
    """The person signs in as one of the cast."""
    give_account(teacher=teacher, user=world[username], by=world.command_line)
    teacher.refresh_from_db()
    return world.user(username)


def teachers_of(world: World, *names: str, **fields: Any) -> list[Teacher]:
    """Teachers of the own school who taught long ago."""
    given = {"category": "teacher", "joined_on": date(2015, 9, 1), **fields}
    return list(people(world, *names, **given))


def vocational_school(world: World, name: str = VOCATIONAL, district: str = HAILING) -> Organisation:
    """A vocational school of the own district."""
    if name not in world.units:
        world.units[name] = add_school(district=world.units[district], name=name, stage="vocational")
    return world.units[name]


def mechanic(world: World, name: str = "严师傅", born: date = date(1982, 4, 5), **fields: Any) -> Teacher:
    """A teacher of a professional course at the vocational school."""
    vocational_school(world)
    given = {"category": "teacher", "subject": "机械", "joined_on": date(2010, 9, 1), **fields}
    given.setdefault("started_teaching_month", date(2010, 9, 1))
    return world.enrol(person(name, born, ("321202", VOCATIONAL), **given))[0]


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
