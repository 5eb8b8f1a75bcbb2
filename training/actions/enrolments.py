"""Enrolling, the chain of approvals, withdrawing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from training.actions import seats, waiting
from training.actions.common import locked_session, need, tell
from training.choices import EnrolledBy, EnrolmentState, NoticeKind, ProgrammeState, SessionState, Step
from training.errors import refuse
from training.models import Enrolment, EnrolmentDecision, Session
from training.permissions import TrainingPermission as Training
from training.rules.seats import clash, first_step, next_step, quota_for

OVER = (EnrolmentState.WITHDRAWN, EnrolmentState.REFUSED)
PERMISSION_OF = {Step.SCHOOL: Training.APPROVE_SCHOOL, Step.DISTRICT: Training.APPROVE_DISTRICT}


def enrol(*, session: Session, teacher: Teacher, by: User, at: datetime | None = None) -> Enrolment:
    """A seat for somebody, or a place on the wait list: asked for by the person or by an officer of the unit.

    Refused without a trace: out of the target, twice, in two places at once, not of a unit with seats.
    """
    now = at or timezone.now()
    with transaction.atomic():
        # Whoever enrols a person at two places at the same moment does it one after the other.
        person = Teacher.objects.for_system("the person who enrols").select_related("school")
        one = person.select_for_update(of=("self",), no_key=True).get(pk=teacher.pk)
        how = _how(one, by)
        session = locked_session(session)  # claims on one session queue: teacher, session, enrolment, quota
        _is_open(session, now)
        _is_for(session, one)
        row = waiting.rows().filter(session=session, teacher=one).first()
        if row is not None and row.state not in OVER:
            raise refuse("enrolled_already", state=row.get_state_display())
        missed = _missed(session, one)
        held = waiting.held_by([one.pk], besides=session.pk).get(one.pk, [])
        if title := clash((session.starts_at, session.ends_at), held):
            raise refuse("clashes", title=title)
        row = row or Enrolment(session=session, teacher=one)
        row.school, row.enrolled_how, row.enrolled_by, row.makes_up_for = one.school, how, by, missed
        row.asked_at = row.changed_at = now
        row.reason, row.sequence = "", row.sequence + 1
        row.had_before = waiting.had_before([one.pk], session.programme.kind).get(one.pk, 0)
        row.awaits = first_step(session.programme.approval, how)
        _seat(row, session)
        row.save()
        record("enrolment.made", by=by, subject=row, state=str(row.state), how=str(how))
    return row


def _how(teacher: Teacher, by: User) -> EnrolledBy:
    if teacher.user_id == by.pk:
        return EnrolledBy.SELF
    need(by, Training.ENROL, teacher.school, "为教师报名")
    own = any(grant.org_id == teacher.school_id for grant in by.grants_in_force)
    return EnrolledBy.SCHOOL if own else EnrolledBy.ASSIGNED


def _is_open(session: Session, now: datetime) -> None:
    if session.programme.state != ProgrammeState.PUBLISHED:
        raise refuse("not_open")
    if session.state not in {SessionState.PLANNED, SessionState.RUNNING}:
        raise refuse("session_moved", state=session.get_state_display())
    if now >= session.starts_at:
        raise refuse("enrolment_closed", at=f"{timezone.localtime(session.starts_at):%Y-%m-%d %H:%M}")


def _is_for(session: Session, teacher: Teacher) -> None:
    programme = session.programme
    if teacher.status != TeacherStatus.ACTIVE:
        raise refuse("not_active", name=teacher.name)
    if programme.target_stage and teacher.stage != programme.target_stage:
        raise refuse("not_for_you", who=programme.target)
    if programme.target_subject and teacher.subject != programme.target_subject:
        raise refuse("not_for_you", who=programme.target)


def _missed(session: Session, teacher: Teacher) -> Enrolment | None:
    """What a make-up session makes up for: an enrolment that ended in absence or an excuse and was not made up yet."""
    if session.makes_up_for is None:
        return None
    missed = waiting.rows().filter(session=session.makes_up_for, teacher=teacher, attendance__hours=0)
    row = missed.exclude(made_up_by__attendance__hours__gt=0).first()
    if row is None:
        raise refuse("make_up_only")
    return row


def _seat(row: Enrolment, session: Session) -> None:
    """A seat of the nearest quota when one is free and nobody waits for it; else a place at the end of the list."""
    quotas = seats.rows_of(session)
    quota = quota_for(quotas, row.school.path)
    if quota is None:
        raise refuse("quota_not_for_unit")
    if not waiting.is_anybody_waiting(session, quota, quotas) and seats.take(quota):
        row.state, row.quota_id = EnrolmentState.SEATED, quota
    else:
        row.state, row.quota_id = EnrolmentState.WAITING, None


def decide(*, enrolment: Enrolment, agreed: bool, reason: str = "", by: User, at: datetime | None = None) -> None:
    """The open step of the chain agrees, or refuses with a reason: then the seat goes to the next who waits.

    Who stands in for a colleague on leave decides in the own name with the colleague's rights; nobody decides on the
    own enrolment.
    """
    if not agreed and not reason.strip():
        raise refuse("reason_missing")
    now = at or timezone.now()
    with transaction.atomic():
        row = _locked(enrolment)
        if row.state in OVER or row.awaits == Step.NONE:
            raise refuse("enrolment_moved", state=row.get_state_display())
        step = Step(row.awaits)
        need(by, PERMISSION_OF[step], row.school, str(step.label))
        if row.teacher.user_id == by.pk:
            raise refuse("own_approval")
        EnrolmentDecision.objects.create(
            enrolment=row, step=step, agreed=agreed, reason=reason.strip()[:300], by=by, at=now
        )
        record("enrolment.decided", by=by, subject=row, agreed=agreed, step=str(step))
        if agreed:
            row.awaits, row.changed_at = next_step(row.session.programme.approval, step), now
            row.sequence += 1
            row.save(update_fields=["awaits", "changed_at", "sequence"])
            if row.is_certain:
                tell([row.teacher_id], row.session, NoticeKind.APPROVED, stamp=row.sequence, at=now)
        else:
            _end(row, EnrolmentState.REFUSED, reason, by, now)
            tell([row.teacher_id], row.session, NoticeKind.REFUSED, stamp=row.sequence, at=now)
    enrolment.refresh_from_db()


def withdraw(*, enrolment: Enrolment, reason: str, by: User, at: datetime | None = None) -> None:
    """Give a place back before the session begins: the person, or an officer of the unit, with the reason."""
    if not reason.strip():
        raise refuse("reason_missing")
    now = at or timezone.now()
    with transaction.atomic():
        row = _locked(enrolment)
        if row.teacher.user_id != by.pk:
            need(by, Training.ENROL, row.school, "退出报名")
        if row.state in OVER:
            raise refuse("enrolment_moved", state=row.get_state_display())
        _is_open(row.session, now)
        _end(row, EnrolmentState.WITHDRAWN, reason, by, now)
        record("enrolment.withdrawn", by=by, subject=row)
    enrolment.refresh_from_db()


def _locked(enrolment: Enrolment) -> Enrolment:
    locked_session(enrolment.session)  # in the same order as whoever enrols
    rows = waiting.rows().select_for_update(of=("self",), no_key=True)
    return rows.select_related("session__programme__org", "teacher", "school").get(pk=enrolment.pk)


def _end(row: Enrolment, state: EnrolmentState, reason: str, by: User, now: datetime) -> None:
    quota, row.quota_id = row.quota_id, None
    row.state, row.awaits, row.reason, row.changed_at = state, Step.NONE, reason.strip()[:300], now
    row.sequence += 1
    row.save()
    if quota is not None:
        seats.put_back(quota)
        waiting.move_up(row.session, by, now)
