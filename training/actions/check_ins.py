"""Checking in: by the code of the screen, or by hand from the paper list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record, record_each
from kernel.brake import is_braked
from training.actions.common import locked_session
from training.actions.sessions import may_run
from training.choices import CheckHow, CheckPoint, EnrolmentState, SessionState, Step
from training.errors import refuse
from training.models import CheckIn, Enrolment, Session, TrainingSetting
from training.queries.room import key_of
from training.queries.settings import setting_on
from training.rules.attendance import first_window
from training.rules.check_codes import is_good

TRIES = 20  # wrong codes of one person in a minute


def _at(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def point_at(session: Session, rule: TrainingSetting, now: datetime) -> CheckPoint:
    """Which check runs at a moment of the server's clock; refused when none does."""
    if session.state == SessionState.PLANNED:
        raise refuse("checkin_not_opened")
    if session.state != SessionState.RUNNING:
        raise refuse("session_moved", state=session.get_state_display())
    if session.second_from and session.second_until and session.second_from <= now < session.second_until:
        return CheckPoint.SECOND
    begin, end = first_window(session.starts_at, session.ends_at, rule.opens_minutes, rule.late_minutes)
    if now < begin:
        raise refuse("checkin_not_yet", at=_at(begin))
    if now >= end:
        raise refuse("checkin_over")
    return CheckPoint.FIRST


def check_in(*, session: Session, typed: str, by: User, at: datetime | None = None) -> CheckIn:
    """Check in with the code on the room's screen. ``at`` is the server's moment: what the phone's clock says is never
    asked. Coming again at the same point changes nothing: there is one check-in."""
    now = at or timezone.now()
    rule = setting_on(timezone.localdate(now))
    point = point_at(session, rule, now)
    good = is_good(
        typed, key=key_of(session), place=str(session.uid), point=point, now=now, seconds=rule.code_seconds,
        grace=rule.code_grace,
    )  # fmt: skip
    if not good:
        if is_braked("training.code", str(by.pk), limit=TRIES, seconds=60):
            raise refuse("checkin_braked")
        raise refuse("checkin_bad_code")
    own = Enrolment.objects.visible_to(by).filter(session=session, teacher__user_id=by.pk)
    row = own.filter(state=EnrolmentState.SEATED, awaits=Step.NONE).first()
    if row is None:
        raise refuse("checkin_not_enrolled")
    return _once(row, point, by, now)


def _once(row: Enrolment, point: CheckPoint, by: User, now: datetime) -> CheckIn:
    found = CheckIn.objects.visible_to(by).filter(enrolment=row, point=point).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made: CheckIn = CheckIn.objects.create(enrolment=row, point=point, how=CheckHow.CODE, at=now, by=by)
            record("check_in.made", by=by, subject=row, point=str(point))
    except IntegrityError:  # a second tap at the same moment
        made = CheckIn.objects.visible_to(by).get(enrolment=row, point=point)
    return made


def note_present(
    *, session: Session, point: CheckPoint, enrolments: Iterable[int], how: CheckHow, note: str, by: User,
    at: datetime | None = None,
) -> int:  # fmt: skip
    """Note by hand who was there: from the paper list, or for a phone without power; how many were new.

    Until the session is completed, also after it is over. Who is on no list is not noted.
    """
    may_run(session, by, "登记签到")
    if not note.strip():
        raise refuse("checkin_note_missing")
    if session.state not in {SessionState.PLANNED, SessionState.RUNNING}:
        raise refuse("session_moved", state=session.get_state_display())
    with transaction.atomic():
        new = _note(session, enrolments, point, how, note, by, at or timezone.now())
        if not new:
            raise refuse("nobody_chosen")
    return new


def bring_present(*, session: Session, point: CheckPoint, enrolments: Mapping[int, str], by: User) -> int:
    """Note those of a workbook who were there, each with a word (enrolment -> note); how many were new. Who has checked
    in since the workbook was looked at stays as it was."""
    may_run(session, by, "登记签到")
    with transaction.atomic():
        locked_session(session, SessionState.PLANNED, SessionState.RUNNING)
        notes: dict[str, list[int]] = {}
        for pk, note in enrolments.items():
            notes.setdefault(note, []).append(pk)
        now = timezone.now()
        return sum(_note(session, rows, point, CheckHow.PAPER, note, by, now) for note, rows in notes.items())


def _note(
    session: Session, enrolments: Iterable[int], point: CheckPoint, how: CheckHow, note: str, by: User, now: datetime
) -> int:
    rows = Enrolment.objects.visible_to(by).filter(
        session=session, pk__in=list(enrolments), state=EnrolmentState.SEATED, awaits=Step.NONE
    )
    with transaction.atomic():
        there = CheckIn.objects.visible_to(by).filter(enrolment__session=session, point=point)
        fresh = list(rows.exclude(pk__in=there.values("enrolment")))
        if not fresh:
            return 0
        CheckIn.objects.bulk_create(
            (CheckIn(enrolment=row, point=point, how=how, at=now, by=by, note=note.strip()[:200]) for row in fresh),
            ignore_conflicts=True,
        )
        record_each(
            "check_in.noted", by=by, subject=Enrolment,
            details={row.pk: {"point": str(point), "how": str(how)} for row in fresh},
        )  # fmt: skip
    return len(fresh)
