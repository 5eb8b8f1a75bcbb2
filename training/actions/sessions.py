"""Sessions: put on, moved, called off, opened for check-in."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from training.actions.common import locked_session, need, tell
from training.choices import EnrolmentState, NoticeKind, ProgrammeState, SessionState
from training.errors import refuse
from training.models import Enrolment, Programme, SeatQuota, Session, Trainer
from training.permissions import TrainingPermission as Training
from training.queries.settings import setting_on
from training.rules.attendance import first_window, second_moment
from training.rules.sessions import LONGEST, most_hours

TrainerKey = tuple[str, str]  # name, unit
_chance = random.SystemRandom()


def _check(starts_at: datetime, ends_at: datetime, hours: Any) -> None:
    if ends_at <= starts_at:
        raise refuse("period_backwards")
    if ends_at - starts_at > LONGEST:
        raise refuse("session_long")
    most = most_hours(starts_at, ends_at)
    if hours > most:
        raise refuse("session_hours", minutes=int((ends_at - starts_at).total_seconds() // 60), most=most)


def _local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def add_session(
    *, programme: Programme, trainers: Iterable[TrainerKey], starts_at: datetime, ends_at: datetime, hours: Any,
    capacity: int, by: User, held: bool = False, **values: Any,
) -> Session:  # fmt: skip
    """A time and place for a programme. All its seats lie with the organiser until some are handed on. ``held``: it
    has been held already and is only noted now."""
    need(by, Training.PLAN, programme.org, "安排场次")
    _check(starts_at, ends_at, hours)
    if not held and starts_at <= timezone.now():
        raise refuse("session_past", at=_local(starts_at))
    made_up = values.get("makes_up_for")
    if made_up is not None and made_up.programme_id != programme.pk:
        raise refuse("make_up_other")
    people = [(name.strip(), unit.strip()) for name, unit in trainers if name.strip()]
    if not people or not all(unit for _name, unit in people):
        raise refuse("trainer_missing")
    with transaction.atomic():
        if programme.state in {ProgrammeState.FINISHED, ProgrammeState.CANCELLED}:
            raise refuse("programme_moved", state=programme.get_state_display())
        one: Session = Session.objects.create(
            programme=programme, starts_at=starts_at, ends_at=ends_at, hours=hours, capacity=capacity, **values
        )
        one.trainers.set(_trainer(name, unit) for name, unit in people)
        SeatQuota.objects.create(session=one, org=programme.org, parent=None, seats=capacity)
        record("session.made", by=by, subject=one, title=one.title, at=_local(starts_at), seats=capacity)
    return one


def _trainer(name: str, unit: str) -> Trainer:
    return Trainer.objects.get_or_create(name=name, unit_name=unit)[0]


def name_trainer(*, trainer: Trainer, teacher: Any, by: User) -> None:
    """Tie somebody who teaches to the register's record: so that the own room screen opens for that person."""
    if not by.holds(Training.PLAN) or not by.scope(Training.VIEW).holds(teacher.school.path):
        raise refuse("not_your_unit", unit=teacher.school.name, move="登记授课教师")
    with transaction.atomic():
        Trainer.objects.filter(pk=trainer.pk).update(teacher=teacher)
        record("trainer.named", by=by, subject=trainer)


def change_session(*, one: Session, by: User, **values: Any) -> None:
    """Move a session in time or place, or change its size; who is enrolled is told once of each move."""
    need(by, Training.PLAN, one.programme.org, "修改场次")
    with transaction.atomic():
        now = locked_session(one, SessionState.PLANNED)
        starts_at, ends_at = values.get("starts_at", now.starts_at), values.get("ends_at", now.ends_at)
        _check(starts_at, ends_at, values.get("hours", now.hours))
        if starts_at != now.starts_at and starts_at <= timezone.now():
            raise refuse("session_past", at=_local(starts_at))
        capacity = values.pop("capacity", now.capacity)
        if capacity != now.capacity:
            _resize(now, capacity)
        changed = sorted(key for key, value in values.items() if getattr(now, key) != value)
        moved = {"starts_at", "ends_at", "place", "is_online"} & set(changed)
        fields = {key: values[key] for key in changed} | {"capacity": capacity, "changed_at": timezone.now()}
        if changed:
            fields["sequence"] = F("sequence") + 1
        Session.objects.filter(pk=now.pk).update(**fields)
        one.refresh_from_db()
        if moved:
            tell(_concerned(one), one, NoticeKind.MOVED, stamp=one.sequence, at=timezone.now())
        record("session.changed", by=by, subject=one, fields=changed, capacity=capacity)


def _resize(session: Session, capacity: int) -> None:
    rows = SeatQuota.objects.filter(session=session, parent=None)
    if not rows.filter(given__lte=capacity - F("taken")).update(seats=capacity):
        root = rows.get()
        raise refuse("capacity_low", n=root.given + root.taken)


def _concerned(session: Session) -> list[int]:
    rows = Enrolment.objects.for_system("everybody enrolled is told of a change")
    live = rows.filter(session=session, state__in=[EnrolmentState.SEATED, EnrolmentState.WAITING])
    return list(live.values_list("teacher_id", flat=True))


def cancel_session(*, one: Session, reason: str, by: User) -> None:
    """Call a session off: everybody who has a place or waits for one is told once, calendars show it crossed out."""
    need(by, Training.PLAN, one.programme.org, "取消场次")
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        now = locked_session(one, SessionState.PLANNED, SessionState.RUNNING)
        moment = timezone.now()
        Session.objects.filter(pk=now.pk).update(
            state=SessionState.CANCELLED, cancelled_by=by, cancelled_at=moment, cancelled_reason=reason.strip()[:300],
            sequence=F("sequence") + 1, changed_at=moment,
        )  # fmt: skip
        one.refresh_from_db()
        people = _concerned(one)
        tell(people, one, NoticeKind.CANCELLED, stamp=0, at=moment)
        record("session.cancelled", by=by, subject=one, title=one.title, told=len(people))


def open_session(*, one: Session, by: User, at: datetime | None = None) -> None:
    """Begin the check-in: the screen shows codes from now on, and the moment of the second check is drawn."""
    may_run(one, by, "开放签到")
    now = at or timezone.now()
    with transaction.atomic():
        session = locked_session(one, SessionState.PLANNED)
        if session.programme.state != ProgrammeState.PUBLISHED:
            raise refuse("not_open")
        rule = setting_on(timezone.localdate(now))
        begin, _end = first_window(session.starts_at, session.ends_at, rule.opens_minutes, rule.late_minutes)
        if now < begin:
            raise refuse("session_not_due", at=_local(session.starts_at), minutes=rule.opens_minutes)
        session.state, session.opened_at = SessionState.RUNNING, now
        if session.programme.needs_second_check:
            moment = second_moment(session.starts_at, session.ends_at, rule.late_minutes, _chance.random())
            _set_second(session, moment, rule.second_minutes)
        session.save(update_fields=["state", "opened_at", "second_from", "second_until"])
        record("session.opened", by=by, subject=session)
    one.refresh_from_db()


def _set_second(session: Session, moment: datetime, minutes: int) -> None:
    moment = moment.replace(second=0, microsecond=0)
    session.second_from, session.second_until = moment, moment + timedelta(minutes=minutes)


def call_second(*, one: Session, by: User, at: datetime | None = None) -> None:
    """Hold the second check now instead of at the moment drawn (a film ran over, a break came early)."""
    may_run(one, by, "中途签到")
    now = at or timezone.now()
    with transaction.atomic():
        session = locked_session(one, SessionState.RUNNING)
        if not session.programme.needs_second_check:
            raise refuse("second_none")
        if session.second_from and session.second_until and session.second_from <= now < session.second_until:
            raise refuse("second_running", at=_local(session.second_until))
        minutes = setting_on(timezone.localdate(now)).second_minutes
        session.second_from, session.second_until = now, now + timedelta(minutes=minutes)
        session.save(update_fields=["second_from", "second_until"])
        record("session.second_called", by=by, subject=session)
    one.refresh_from_db()


def may_run(one: Session, by: User, label: str) -> None:
    """Refuse whoever neither runs sessions of the organiser nor teaches this one."""
    if one.trainers.filter(teacher__user_id=by.pk).exists():
        return
    need(by, Training.RUN_SESSION, one.programme.org, label)
