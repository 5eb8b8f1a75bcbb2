"""Programmes and their sessions, for who asks: what is offered to one's unit, and what the own unit holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.utils import timezone

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.models import Teacher
from training.choices import EnrolmentState, ProgrammeState, SessionState
from training.models import Enrolment, PlanSample, Programme, Season, SeatQuota, Session
from training.permissions import TrainingPermission as Training
from training.queries.settings import setting_on
from training.rules.ethics_share import share_of_courses, share_of_year
from training.rules.programme_moves import Move, allowed

LIVE = (SessionState.PLANNED, SessionState.RUNNING)
SEEN = (ProgrammeState.PUBLISHED, ProgrammeState.FINISHED, ProgrammeState.CANCELLED)


def me(user: User) -> Teacher | None:
    """The own record of the register."""
    found: Teacher | None = (
        Teacher.objects.visible_to(user).filter(user_id=user.pk).select_related("school__parent").first()
    )
    return found


def _above(paths: Iterable[str]) -> set[str]:
    """Every unit on the way down to the units, these included."""
    step = Organisation.steplen
    return {path[:end] for path in paths for end in range(step, len(path) + 1, step)}


def programmes(user: User) -> QuerySet[Programme]:
    """Programmes that this person may see: published ones of the own unit and of those above it; in the units where
    one is an officer all that are published, and of one's own making, or sent in for review, the drafts as well."""
    teacher = me(user)
    scope = user.scope(Training.VIEW)
    above = _above([*scope.paths, *([teacher.school.path] if teacher else [])])
    offered = Q(state__in=SEEN) & (Q(org__path__in=above) | scope.q("org__path"))
    planned = user.scope(Training.PLAN).q("org__path") & Q(org__path__in=_own_units(user))
    sent = Q(state=ProgrammeState.SUBMITTED) & user.scope(Training.REVIEW_PLAN).q("org__path")
    return Programme.objects.filter(offered | planned | sent).select_related("org", "season")


def _own_units(user: User) -> list[str]:
    return list(user.scope(Training.PLAN).paths)


def programme(user: User, pk: int) -> Programme:
    """One of them; DoesNotExist for a neighbour's."""
    return programmes(user).select_related("org", "season", "made_by", "reviewed_by").get(pk=pk)


def sessions(user: User) -> QuerySet[Session]:
    """Sessions of the programmes that this person may see, and those one teaches."""
    seen = Q(programme__in=programmes(user).values("pk")) | Q(trainers__teacher__user_id=user.pk)
    return Session.objects.filter(seen).distinct().select_related("programme__org", "programme__season", "course")


def session(user: User, pk: int) -> Session:
    """One of them."""
    return sessions(user).get(pk=pk)


def units_to_plan_for(user: User) -> list[Organisation]:
    """The units for which this person makes programmes: those where the role was given."""
    return list(Organisation.objects.filter(path__in=_own_units(user), closed_on=None).order_by("path"))


def unit_below(_user: User, pk: int) -> Organisation:
    """A unit to which seats may be handed on; which ones, the action judges."""
    found: Organisation = Organisation.objects.get(pk=pk, closed_on=None)
    return found


def seasons(_user: User) -> list[Season]:
    """All seasons, the newest first."""
    return list(Season.objects.order_by("-starts_on"))


@dataclass(frozen=True)
class Row:
    """A programme in a list."""

    programme: Programme
    next_at: Any
    sessions: int
    seats: int
    taken: int

    @property
    def free(self) -> int:
        return max(self.seats - self.taken, 0)


def listed(_user: User, page: Iterable[Programme]) -> list[Row]:
    """The programmes of one page with their next session and their seats: two queries, however many there are."""
    shown = list(page)
    live = Session.objects.filter(programme__in=shown, state__in=LIVE, ends_at__gt=timezone.now())
    dates = live.values("programme").annotate(n=Count("pk"), next=Min("starts_at"))
    found = {pk: (next_at, n) for pk, n, next_at in dates.values_list("programme", "n", "next")}
    roots = SeatQuota.objects.filter(session__in=live.values("pk")).values("session__programme")
    counted = roots.annotate(s=Sum("seats", filter=Q(parent=None)), t=Sum("taken"))
    seats = {pk: (s or 0, t or 0) for pk, s, t in counted.values_list("session__programme", "s", "t")}
    return [Row(one, *found.get(one.pk, (None, 0)), *seats.get(one.pk, (0, 0))) for one in shown]


def tab(user: User, name: str) -> QuerySet[Programme]:
    """The programmes of one tab: open for enrolment, all of one's own unit, sent in for review, over."""
    rows = programmes(user)
    if name == "own":
        rows = rows.filter(user.scope(Training.PLAN).q("org__path"), org__path__in=_own_units(user))
    elif name == "review":
        rows = rows.filter(user.scope(Training.REVIEW_PLAN).q("org__path"), state=ProgrammeState.SUBMITTED)
    elif name == "past":
        rows = rows.filter(state__in=[ProgrammeState.FINISHED, ProgrammeState.CANCELLED])
    else:
        rows = rows.filter(state=ProgrammeState.PUBLISHED).annotate(
            next_at=Min("sessions__starts_at", filter=Q(sessions__state__in=LIVE, sessions__ends_at__gt=timezone.now()))
        )
        return rows.order_by(F("next_at").asc(nulls_last=True), "-pk")
    return rows.order_by("-year", "-pk")


def to_review(user: User) -> int:
    """How many schools' plans wait for this person."""
    return tab(user, "review").count()


@dataclass
class SessionLine:
    """A session on the page of its programme."""

    session: Session
    seats: int = 0
    taken: int = 0
    waiting: int = 0
    own: Enrolment | None = None
    trainers: list[str] = field(default_factory=list)

    @property
    def free(self) -> int:
        return max(self.seats - self.taken, 0)

    @property
    def share(self) -> int:
        return round(100 * self.taken / self.seats) if self.seats else 0


def lines(user: User, one: Programme) -> list[SessionLine]:
    """The sessions of a programme with seats, the length of the wait list and the own enrolment."""
    rows = list(one.sessions.order_by("starts_at", "pk").prefetch_related("trainers").select_related("makes_up_for"))
    found = {row.pk: SessionLine(row, trainers=[str(at) for at in row.trainers.all()]) for row in rows}
    for quota in SeatQuota.objects.filter(session__in=rows):
        line = found[quota.session_id]
        line.taken += quota.taken
        line.seats += quota.seats if quota.parent_id is None else 0
    counted = Enrolment.objects.for_system("how many wait is told to who asks").filter(
        session__in=rows, state=EnrolmentState.WAITING
    )
    for pk, n in counted.values("session").annotate(n=Count("pk")).values_list("session", "n"):
        found[pk].waiting = n
    for own in Enrolment.objects.visible_to(user).filter(session__in=rows, teacher__user_id=user.pk):
        found[own.session_id].own = own
    return list(found.values())


def moves(user: User, one: Programme) -> dict[str, Move]:
    """The moves of a programme that this person may make now, by name."""
    holds = {
        str(permission) for permission in (Training.PLAN, Training.REVIEW_PLAN)
        if user.scope(permission).holds(one.org.path)
    }  # fmt: skip
    if one.org.path not in _own_units(user):
        holds.discard(str(Training.PLAN))
    return {move.name: move for move in allowed(one.state, one.level, is_maker=one.made_by_id == user.pk, holds=holds)}


def may_plan(user: User, one: Programme) -> bool:
    """Whether this person plans for the unit that holds the programme."""
    return user.scope(Training.PLAN).holds(one.org.path)


def share_of(one: Programme) -> int | None:
    """The share of ethics that the courses of a programme add up to."""
    return share_of_courses(one.courses.values_list("hours", "is_ethics"))


@dataclass(frozen=True)
class YearShare:
    """What a unit's year comes to, against the least share."""

    org: Organisation
    year: int
    share: Decimal | None
    least: int

    @property
    def is_short(self) -> bool:
        return self.share is not None and self.share < self.least


def year_shares(user: User, year: int) -> list[YearShare]:
    """The share of ethics in the year of each unit for which this person plans."""
    least = setting_on(date(year, 12, 31)).ethics_share
    found = []
    for org in units_to_plan_for(user):
        rows = Programme.objects.filter(org=org, year=year).exclude(state=ProgrammeState.CANCELLED)
        found.append(YearShare(org, year, share_of_year(rows.values_list("hours", "places", "ethics_share")), least))
    return found


def samples(user: User) -> QuerySet[PlanSample]:
    """Schools' own programmes that were drawn, in the units whose plans this person reviews or made."""
    scope = user.scope(Training.REVIEW_PLAN).q("programme__org__path") | user.scope(Training.PLAN).q(
        "programme__org__path"
    )
    rows = PlanSample.objects.filter(scope).select_related("programme__org__parent", "drawn_by", "looked_by")
    return rows.order_by("-drawn_at", "-pk")


def sample(user: User, pk: int) -> PlanSample:
    """One of them, for who looks into it."""
    rows = samples(user).filter(user.scope(Training.REVIEW_PLAN).q("programme__org__path"))
    return rows.get(pk=pk)
