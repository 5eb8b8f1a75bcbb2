"""The end of a session: attendance becomes final, and the hours ledger hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from training.actions.common import locked_session
from training.actions.evaluation import open_survey
from training.actions.seats import put_back
from training.actions.sessions import may_run
from training.actions.waiting import rows
from training.choices import CheckPoint, EnrolmentState, Outcome, SessionState, Step, SurveyKind
from training.errors import refuse
from training.models import Attendance, CheckIn, Enrolment, Session
from training.rules.attendance import outcome_of
from training.rules.sessions import still_open

UNDECIDED, TOO_LATE = "场次结束时审批未完成", "场次已结束，候补未能递补"
MADE_UP = "已在其他场次补训并计学时"


def complete_session(
    *, session: Session, by: User, excused: Iterable[int] = (), at: datetime | None = None
) -> dict[str, int]:
    """Make the attendance of a session final: outcome -> number of people.

    Who has no place for good by now (not approved, still waiting) leaves the list; ``excused`` are enrolments of
    people who asked for leave. Hours are proposed from what is final, and only here.
    """
    may_run(session, by, "确认出勤")
    now = at or timezone.now()
    with transaction.atomic():
        one = locked_session(session, SessionState.PLANNED, SessionState.RUNNING)
        if now < one.ends_at:
            raise refuse("session_not_over", at=f"{timezone.localtime(one.ends_at):%Y-%m-%d %H:%M}")
        _leave(one, now)
        counts = _settle(one, set(excused), by, now)
        one.state, one.completed_by, one.completed_at = SessionState.COMPLETED, by, now
        one.save(update_fields=["state", "completed_by", "completed_at"])
        record("session.completed", by=by, subject=one, title=one.title, **counts)
        open_survey(session=one, kind=SurveyKind.AFTER, on=timezone.localdate(now), by=by)
    session.refresh_from_db()
    return counts


def _leave(session: Session, now: datetime) -> None:
    live = rows().filter(session=session)
    over = {"quota": None, "awaits": Step.NONE, "changed_at": now}
    pending = live.filter(state=EnrolmentState.SEATED).exclude(awaits=Step.NONE)
    for quota in pending.values_list("quota", flat=True):
        put_back(quota)
    pending.update(state=EnrolmentState.REFUSED, reason=UNDECIDED, **over)
    live.filter(state=EnrolmentState.WAITING).update(state=EnrolmentState.WITHDRAWN, reason=TOO_LATE, **over)


def _settle(session: Session, excused: set[int], by: User, now: datetime) -> dict[str, int]:
    seated = list(rows().filter(session=session, state=EnrolmentState.SEATED).order_by("pk"))
    made: QuerySet[CheckIn] = CheckIn.objects.for_system("attendance is made of all check-ins of a session")
    there = set(made.filter(enrolment__session=session).values_list("enrolment", "point"))
    needs_second = session.programme.needs_second_check and session.second_from is not None
    given = _given_already(seated)
    found, counts = [], dict.fromkeys(map(str, Outcome), 0)
    for row in seated:
        outcome, hours = outcome_of(
            first=(row.pk, CheckPoint.FIRST) in there, second=(row.pk, CheckPoint.SECOND) in there,
            needs_second=needs_second, excused=row.pk in excused, hours=session.hours,
        )  # fmt: skip
        note = ""
        if row.makes_up_for_id and hours:
            hours = still_open(hours, given.get(row.makes_up_for_id, Decimal(0)))
        if not hours and outcome in {Outcome.ATTENDED, Outcome.PARTLY}:
            outcome, note = Outcome.EXCUSED, MADE_UP
        counts[str(outcome)] += 1
        found.append(Attendance(enrolment=row, outcome=outcome, hours=hours, note=note, by=by, at=now))
    Attendance.objects.bulk_create(found, batch_size=500)
    return counts


def _given_already(seated: list[Enrolment]) -> dict[int, Decimal]:
    """Hours that the missed session and other make-ups of it have given: the missed enrolment -> hours."""
    missed = {row.makes_up_for_id for row in seated if row.makes_up_for_id}
    final = Attendance.objects.for_system("make-up hours are counted once")
    found: dict[int, Decimal] = dict(final.filter(enrolment__in=missed).values_list("enrolment", "hours"))
    others = final.filter(enrolment__makes_up_for__in=missed).values("enrolment__makes_up_for")
    for key, hours in others.annotate(sum=Sum("hours")).values_list("enrolment__makes_up_for", "sum"):
        found[key] = found.get(key, Decimal(0)) + hours
    return found
