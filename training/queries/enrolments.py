"""Who is enrolled: the own sessions of a teacher, the people of a session, what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kernel.accounts.models import User
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from training.choices import CheckPoint, EnrolmentState, SessionState, Step
from training.models import Attendance, CheckIn, Enrolment, SeatQuota, Session, TrainingNotice
from training.permissions import TrainingPermission as Training
from training.queries import programmes
from training.rules.attendance import is_asked
from training.rules.seats import InLine, by_need

LIVE = (EnrolmentState.SEATED, EnrolmentState.WAITING)


def of_session(user: User, one: Session) -> QuerySet[Enrolment]:
    """The people of a session whom this person may see."""
    rows: QuerySet[Enrolment] = Enrolment.objects.visible_to(user).filter(session=one)
    return rows.select_related("teacher", "school__parent")


def enrolment(user: User, pk: int) -> Enrolment:
    """One of the enrolments that this person may see; DoesNotExist for a neighbour's."""
    rows = Enrolment.objects.visible_to(user)
    found: Enrolment = rows.select_related("session__programme__org", "teacher", "school").get(pk=pk)
    return found


@dataclass(frozen=True)
class People:
    """The people of a session in their groups; the wait list in its order."""

    seated: list[Enrolment]
    waiting: list[Enrolment]
    over: list[Enrolment]


def people(user: User, one: Session) -> People:
    """Whom this person may see of a session."""
    rows = list(of_session(user, one).order_by("school__path", "teacher__name", "pk"))
    waiting = {row.pk: row for row in rows if row.state == EnrolmentState.WAITING}
    line = by_need(InLine(row.pk, row.had_before, row.asked_at) for row in waiting.values())
    return People(
        [row for row in rows if row.state == EnrolmentState.SEATED],
        [waiting[at.key] for at in line],
        [row for row in rows if row.state not in LIVE],
    )


def quotas(user: User, one: Session) -> list[SeatQuota]:
    """The seats of a session as they were handed down, in the order of the tree."""
    rows = SeatQuota.objects.filter(session=one).select_related("org", "parent__org").order_by("org__path")
    return list(rows)


@dataclass(frozen=True)
class Giving:
    """A unit to which this person may hand seats on."""

    pk: int
    name: str
    seats: int | None


def units_below(user: User, one: Session) -> list[Giving]:
    """The next units below those whose seats this person hands on, each with the seats it has."""
    from kernel.orgs.models import Organisation

    rows = {row.org_id: row for row in quotas(user, one)}
    scope = user.scope(Training.GIVE_SEATS)
    mine = [row.org_id for row in rows.values() if scope.holds(row.org.path)]
    below = Organisation.objects.filter(parent__in=mine, closed_on=None).order_by("path")
    return [Giving(org.pk, org.name, rows[org.pk].seats if org.pk in rows else None) for org in below]


def to_decide(user: User) -> QuerySet[Enrolment]:
    """Enrolments whose open step this person decides, those of the next sessions first; never the own ones."""
    mine = Q(awaits=Step.SCHOOL) & user.scope(Training.APPROVE_SCHOOL).q("school__path")
    mine |= Q(awaits=Step.DISTRICT) & user.scope(Training.APPROVE_DISTRICT).q("school__path")
    rows: QuerySet[Enrolment] = Enrolment.objects.visible_to(user).filter(
        mine, state__in=LIVE, session__state__in=[SessionState.PLANNED, SessionState.RUNNING]
    )
    rows = rows.exclude(teacher__user_id=user.pk).select_related("session__programme", "teacher", "school__parent")
    return rows.order_by("session__starts_at", "school__path", "teacher__name", "pk")


def candidates(user: User, one: Session, name: str = "") -> QuerySet[Teacher]:
    """People of the units for which this person enrols who fit the target and are not on the list yet."""
    rows: QuerySet[Teacher] = Teacher.objects.visible_to(user).filter(
        user.scope(Training.ENROL).q("school__path"), status=TeacherStatus.ACTIVE
    )
    programme = one.programme
    if programme.target_stage:
        rows = rows.filter(stage=programme.target_stage)
    if programme.target_subject:
        rows = rows.filter(subject=programme.target_subject)
    if name:
        rows = rows.filter(name__contains=name)
    taken = Enrolment.objects.visible_to(user).filter(session=one, state__in=LIVE).values("teacher")
    return rows.exclude(pk__in=taken).select_related("school").order_by("school__path", "name", "pk")


@dataclass(frozen=True)
class Coming:
    """A session to come or under way: when one checked in last, and whether one is asked to check in now."""

    row: Enrolment
    checked_at: datetime | None
    is_asked: bool


@dataclass(frozen=True)
class Mine:
    """One's own trainings."""

    coming: list[Coming]
    past: list[tuple[Enrolment, Attendance | None]]
    notices: list[TrainingNotice]


def _own(user: User) -> QuerySet[Enrolment]:
    rows: QuerySet[Enrolment] = Enrolment.objects.visible_to(user).filter(teacher__user_id=user.pk)
    return rows.select_related("session__programme__org", "session__makes_up_for")


def coming(user: User, now: datetime | None = None) -> list[Coming]:
    """What is to come or under way: one query."""
    at = now or timezone.now()
    first, second = (Max("check_ins__at", filter=Q(check_ins__point=point)) for point in CheckPoint)
    rows = _own(user).filter(
        state__in=LIVE, session__state__in=[SessionState.PLANNED, SessionState.RUNNING], session__ends_at__gt=at
    )
    return [_coming(row, at) for row in rows.annotate(first_at=first, second_at=second).order_by("session__starts_at")]


def mine(user: User, now: datetime | None = None) -> Mine:
    """What is to come, what was, and what one was told."""
    shown = coming(user, now)
    past = list(_own(user).exclude(pk__in=[one.row.pk for one in shown]).order_by("-session__starts_at")[:100])
    final = {row.enrolment_id: row for row in Attendance.objects.visible_to(user).filter(enrolment__in=past)}
    told = TrainingNotice.objects.visible_to(user).filter(teacher__user_id=user.pk, read_at=None)
    return Mine(
        shown, [(row, final.get(row.pk)) for row in past],
        list(told.select_related("session__programme").order_by("-at", "-pk")),
    )  # fmt: skip


def _coming(row: Any, now: datetime) -> Coming:
    """A row with the moments of its checks, as ``mine`` asks for them."""
    at = {point: moment for point, moment in zip(CheckPoint, (row.first_at, row.second_at), strict=True) if moment}
    one = row.session
    runs = row.is_certain and one.state == SessionState.RUNNING
    return Coming(row, max(at.values(), default=None), runs and is_asked(at, one.second_from, one.second_until, now))


@dataclass(frozen=True)
class Present:
    """Somebody with a place, and which checks were made."""

    enrolment: Enrolment
    first: Any
    second: Any


def presence(user: User, one: Session) -> list[Present]:
    """Everybody with a place for good in a session whom this person may see, those missing first."""
    rows = list(of_session(user, one).filter(state=EnrolmentState.SEATED, awaits=Step.NONE))
    made = CheckIn.objects.visible_to(user).filter(enrolment__session=one)
    at = {(row.enrolment_id, row.point): row for row in made}
    found = [Present(row, at.get((row.pk, CheckPoint.FIRST)), at.get((row.pk, CheckPoint.SECOND))) for row in rows]
    return sorted(found, key=lambda one: (bool(one.first), one.enrolment.school.path, one.enrolment.teacher.name))


def session_to_check_in(user: User, pk: int) -> Session:
    """The session of the phone's page: by the own enrolment in one query, since a full hall asks at once; for who has
    none, like any page of a session."""
    own = Enrolment.objects.visible_to(user).filter(session=pk, teacher__user_id=user.pk)
    row = own.select_related("session__programme").first()
    return row.session if row is not None else programmes.session(user, pk)


def own_check_ins(user: User, one: Session) -> list[CheckIn]:
    """The own check-ins of a session."""
    rows = CheckIn.objects.visible_to(user).filter(enrolment__session=one, enrolment__teacher__user_id=user.pk)
    return list(rows.order_by("at"))


def is_check_asked(one: Session, made: Iterable[CheckIn], now: datetime | None = None) -> bool:
    """Whether whoever made these checks is to make one more now."""
    return is_asked({row.point for row in made}, one.second_from, one.second_until, now or timezone.now())


def may_run(user: User, one: Session) -> bool:
    """Whether this person runs the session: an officer of the organiser, or who teaches it."""
    if user.scope(Training.RUN_SESSION).holds(one.programme.org.path):
        return True
    return one.trainers.filter(teacher__user_id=user.pk).exists()
