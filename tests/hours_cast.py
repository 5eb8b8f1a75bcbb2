"""Hours for tests: workbooks, claims, sessions with attendance, an entry in whatever state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from world import SCHOOL, World, id_number, scan, workbook

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.models import Teacher
from training.actions.claims import Claim, claim
from training.actions.hours_ledger import Draft, put
from training.choices import (
    ClaimKind,
    EnrolledBy,
    EnrolmentState,
    HourMoveName,
    HourSource,
    HourState,
    Mode,
    Outcome,
    ProgrammeState,
    SessionState,
)
from training.models import Attendance, Enrolment, HourEntry, Programme, SeatQuota, Session
from training.rules.hours_entry import key_of

TODAY = date(2026, 11, 24)
TITLES = ("身份证件号", "姓名", "项目名称", "培训类别", "级别", "方式", "学时", "开始日期", "结束日期", "证书编号")
NUMBER = id_number(date(1972, 3, 8))  # 李长青 of the cast


def hours_row(**cells: Any) -> dict[str, Any]:
    """A good row of the workbook by column title, with other cells where given."""
    good = {
        "身份证件号": NUMBER, "姓名": "李长青", "项目名称": "小学数学骨干教师研修", "培训类别": "一般培训",
        "级别": "市级", "方式": "集中", "学时": 40, "开始日期": "2026-07-06", "结束日期": "2026-07-10",
        "证书编号": "",
    }  # fmt: skip
    return {**good, **cells}


def hours_book(*rows: Mapping[str, Any]) -> bytes:
    """An hours workbook; the first row of data is row 2."""
    return workbook({"学时": [TITLES, *([one.get(title) for title in TITLES] for one in rows)]})


def put_down(
    teacher: Teacher, by: User, *, title: str = "课堂教学研讨", mode: str = "face", level: str = "city",
    tenths: int = 80, day: date = date(2026, 5, 6), state: HourState = HourState.PROPOSED, kind: str = "",
) -> HourEntry:  # fmt: skip
    """An entry of the ledger that begins in a state."""
    draft = Draft(
        teacher.pk, HourSource.IMPORT, title, kind, level, mode, tenths, day, day, "测试登记",
        key_of("test", teacher.pk, title, day), state=state,
    )  # fmt: skip
    name = HourMoveName.PROPOSE if state == HourState.PROPOSED else HourMoveName.IMPORT
    return put(drafts=[draft], name=name, by=by, on=TODAY)[0]


def a_claim(**given: Any) -> Claim:
    """A good claim, with other values where given."""
    good: dict[str, Any] = {
        "claim_kind": ClaimKind.COURSE, "title": "省级名师课堂观摩", "organiser": "江苏省教师培训中心", "kind": "",
        "level": "province", "tenths": 160, "started_on": date(2026, 3, 2), "ended_on": date(2026, 3, 3),
    }  # fmt: skip
    return Claim(**{**good, **given})


def claimed(
    world: World, *, once: str = "one", files: Sequence[tuple[str, bytes]] | None = None, **given: Any
) -> HourEntry:
    """A claim of the cast's teacher; its entry."""
    return claim(
        what=a_claim(**given), files=[scan()] if files is None else files, once=once, by=world["teacher"], on=TODAY
    ).entry


def programme(world: World, **given: Any) -> Programme:
    """A programme of the school."""
    org: Organisation = world.units[SCHOOL]
    good: dict[str, Any] = {
        "org": org, "year": 2026, "title": "校本研修", "level": "school", "mode": Mode.SCHOOL_BASED, "hours": 8,
        "ethics_share": 20, "target": "全体教师", "places": 30, "state": ProgrammeState.PUBLISHED,
        "made_by": world["school"], "reviewed_by": world["district_training"], "reviewed_at": timezone.now(),
    }  # fmt: skip
    return Programme.objects.create(**{**good, **given})


def held_session(
    world: World, held_by: Programme, day: date = date(2026, 5, 6), *, makes_up_for: Session | None = None, **given: Any
) -> Session:
    """A session that is over, with seats."""
    starts = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)
    good: dict[str, Any] = {
        "title": "第一场", "starts_at": starts, "ends_at": starts + timedelta(hours=3), "place": "报告厅",
        "capacity": 30, "hours": 4, "state": SessionState.COMPLETED, "completed_by": world["school"],
        "completed_at": timezone.now(), "makes_up_for": makes_up_for,
    }  # fmt: skip
    session = Session.objects.create(programme=held_by, **{**good, **given})
    SeatQuota.objects.create(session=session, org=held_by.org, seats=30)
    return session


def attended(
    session: Session, teacher: Teacher, by: User, *, hours: float = 4, outcome: str = Outcome.ATTENDED,
    missed: Enrolment | None = None,
) -> Enrolment:  # fmt: skip
    """A person who was there, or not."""
    enrolment: Enrolment = Enrolment.objects.create(
        session=session, teacher=teacher, school=teacher.school, state=EnrolmentState.SEATED,
        quota=session.quotas.get(), enrolled_how=EnrolledBy.SCHOOL, enrolled_by=by, asked_at=timezone.now(),
        changed_at=timezone.now(), makes_up_for=missed,
    )  # fmt: skip
    Attendance.objects.create(enrolment=enrolment, outcome=outcome, hours=hours, by=by, at=timezone.now())
    return enrolment
