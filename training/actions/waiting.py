"""The wait list: who moves up when a seat comes free."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from training.actions import seats
from training.actions.common import locked_session, need, tell
from training.choices import EnrolmentState, NoticeKind, Outcome, SessionState
from training.errors import refuse
from training.models import Attendance, Enrolment, Session
from training.permissions import TrainingPermission as Training
from training.queries.settings import setting_on
from training.rules.seats import InLine, by_need, clash, is_frozen, quota_for

THERE = (Outcome.ATTENDED, Outcome.PARTLY)


def rows() -> QuerySet[Enrolment]:
    """Everybody's enrolments: who moves up is decided over all who wait."""
    found: QuerySet[Enrolment] = Enrolment.objects.for_system("seats are one pool for all who want them")
    return found


def had_before(teacher_ids: list[int], kind: str) -> dict[int, int]:
    """How often each of them was there at a training of this kind; who is missing never was."""
    found = Attendance.objects.for_system("need is counted over all trainings").filter(
        enrolment__teacher__in=teacher_ids, enrolment__session__programme__kind=kind, outcome__in=THERE
    )
    counts = found.values("enrolment__teacher").annotate(n=Count("enrolment__session__programme", distinct=True))
    return dict(counts.values_list("enrolment__teacher", "n"))


def held_by(teacher_ids: list[int], *, besides: int) -> dict[int, list[tuple[str, datetime, datetime]]]:
    """The sessions to come in which each of them has a seat, another one than ``besides``."""
    live = rows().filter(teacher__in=teacher_ids, state=EnrolmentState.SEATED).exclude(session=besides)
    live = live.filter(session__state__in=[SessionState.PLANNED, SessionState.RUNNING])
    found: dict[int, list[tuple[str, datetime, datetime]]] = {}
    for teacher, title, start, end in live.values_list(
        "teacher", "session__title", "session__starts_at", "session__ends_at"
    ):
        found.setdefault(teacher, []).append((title, start, end))
    return found


def line_of(session: Session) -> list[Enrolment]:
    """The wait list in its order of today."""
    waiting = {one.pk: one for one in rows().filter(session=session, state=EnrolmentState.WAITING)
               .select_related("teacher", "school")}  # fmt: skip
    counts = had_before([one.teacher_id for one in waiting.values()], session.programme.kind)
    for one in waiting.values():
        one.had_before = counts.get(one.teacher_id, 0)
    return [waiting[at.key] for at in by_need(InLine(one.pk, one.had_before, one.asked_at) for one in waiting.values())]


def move_up(session: Session, by: User, at: datetime, *, even_frozen: bool = False) -> list[Enrolment]:
    """Give every free seat to the next who waits for it and is free at that time; all are told.

    While the list is frozen nobody moves up by itself: shortly before the start a person has to be asked first.
    """
    rule = setting_on(timezone.localdate(at))
    if session.state not in {SessionState.PLANNED, SessionState.RUNNING} or at >= session.starts_at:
        return []
    if is_frozen(at, session.starts_at, rule.freeze_hours) and not even_frozen:
        return []
    line, quotas = line_of(session), seats.rows_of(session)
    busy = held_by([one.teacher_id for one in line], besides=session.pk)
    full, moved = set[int](), list[Enrolment]()
    for one in line:
        quota = quota_for(quotas, one.school.path)
        if quota is None or quota in full:
            continue
        if clash((session.starts_at, session.ends_at), busy.get(one.teacher_id, [])):
            continue
        if not seats.take(quota):
            full.add(quota)
            continue
        seated = rows().filter(pk=one.pk, state=EnrolmentState.WAITING).update(
            state=EnrolmentState.SEATED, quota=quota, had_before=one.had_before, changed_at=at,
            sequence=one.sequence + 1,
        )  # fmt: skip
        if not seated:  # withdrew at the same moment
            seats.put_back(quota)
            continue
        tell([one.teacher_id], session, NoticeKind.SEATED, stamp=one.sequence + 1, at=at)
        record("enrolment.moved_up", by=by, subject=one)
        moved.append(one)
    return moved


def fill_up(*, session: Session, by: User, at: datetime | None = None) -> int:
    """The organiser fills free seats from the wait list by hand, also while it is frozen; how many moved up."""
    need(by, Training.RUN_SESSION, session.programme.org, "递补候补人员")
    now = at or timezone.now()
    with transaction.atomic():
        moved = move_up(locked_session(session), by, now, even_frozen=True)
        if not moved:
            raise refuse("nobody_waits")
    return len(moved)


def is_anybody_waiting(session: Session, quota: int, quotas: dict[int, str]) -> bool:
    """Whether somebody waits for a seat of this quota: then nobody takes one past the list."""
    below = Q(school__path__startswith=quotas[quota])
    paths = rows().filter(below, session=session, state=EnrolmentState.WAITING).values_list("school__path", flat=True)
    return any(quota_for(quotas, path) == quota for path in paths)
