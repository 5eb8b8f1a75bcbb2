"""A programme from its plan to its outcome: one action for each move of the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from training.actions.common import locked_programme, need
from training.actions.sessions import cancel_session
from training.choices import Level, ProgrammeState, SessionState
from training.errors import refuse
from training.models import Course, Programme, Season
from training.permissions import TrainingPermission as Training
from training.rules.programme_moves import MOVES

LEVELS: Mapping[str, frozenset[str]] = {
    OrgKind.SCHOOL: frozenset({Level.SCHOOL}),
    OrgKind.DISTRICT: frozenset({Level.COUNTY}),
    OrgKind.CITY: frozenset({Level.CITY, Level.PROVINCE, Level.NATION}),
}
FIELDS = (
    "season", "title", "kind", "level", "mode", "hours", "ethics_share", "target", "target_stage", "target_subject",
    "places", "is_free", "fee_note", "needs", "approval", "needs_second_check",
)  # fmt: skip


def add_season(*, name: str, starts_on: date, ends_on: date, theme: str = "", by: User) -> Season:
    """A new season of 泰州师说."""
    if not by.holds(Training.SET_RULES):
        raise refuse("no_permission", move="新建培训季")
    if ends_on < starts_on:
        raise refuse("period_backwards")
    with transaction.atomic():
        season, is_new = Season.objects.get_or_create(
            name=name.strip(), defaults={"starts_on": starts_on, "ends_on": ends_on, "theme": theme, "made_by": by}
        )
        if not is_new:
            raise refuse("season_exists")
        record("season.made", by=by, subject=season, name=season.name)
    return season


def _check(org: Organisation, values: Mapping[str, Any]) -> None:
    level = values.get("level")
    if level and level not in LEVELS[org.kind]:
        raise refuse("programme_level", unit=org.name, level=Level(level).label)
    if values.get("is_free") is False and not values.get("fee_note", "").strip():
        raise refuse("fee_ground_missing")
    if not 0 <= values.get("ethics_share", 0) <= 100:
        raise refuse("share_over")


def add_programme(*, org: Organisation, year: int, by: User, **values: Any) -> Programme:
    """A plan of a unit: nothing of it is seen outside until it is published."""
    need(by, Training.PLAN, org, "编制培训项目")
    _check(org, values)
    try:
        with transaction.atomic():
            one: Programme = Programme.objects.create(org=org, year=year, made_by=by, **values)
            record("programme.made", by=by, subject=one, title=one.title)
    except IntegrityError as error:
        raise _named_twice(error, org, year) from error
    return one


def _named_twice(error: IntegrityError, org: Organisation, year: int) -> Exception:
    same = "programme_once_a_year" in str(error) or "training_programme.title" in str(error)
    return refuse("programme_exists", unit=org.name, year=year) if same else error


def change_programme(*, one: Programme, by: User, **values: Any) -> None:
    """Mend a plan before it is published; afterwards only what does not change what people enrolled for."""
    need(by, Training.PLAN, one.org, "修改培训项目")
    unknown = values.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"no such fields: {unknown}")
    _check(one.org, values)
    try:
        with transaction.atomic():
            now = locked_programme(one)
            if now.state != ProgrammeState.DRAFT:
                values = {key: value for key, value in values.items() if key in {"needs", "season"}}
                if now.state != ProgrammeState.PUBLISHED:
                    raise refuse("programme_moved", state=now.get_state_display())
            changed = [key for key, value in values.items() if getattr(now, key) != value]
            for key in changed:
                setattr(now, key, values[key])
            now.save(update_fields=changed or ["title"])
            record("programme.changed", by=by, subject=now, fields=sorted(changed))
    except IntegrityError as error:
        raise _named_twice(error, one.org, one.year) from error
    one.refresh_from_db()


def add_course(*, one: Programme, title: str, hours: Any, is_ethics: bool, by: User) -> Course:
    """A course of a programme, at the end of its list."""
    need(by, Training.PLAN, one.org, "添加课程")
    with transaction.atomic():
        now = locked_programme(one)
        if now.state not in {ProgrammeState.DRAFT, ProgrammeState.PUBLISHED}:
            raise refuse("programme_moved", state=now.get_state_display())
        if now.courses.filter(title=title.strip()).exists():
            raise refuse("course_exists")
        last = now.courses.aggregate(last=Max("position"))["last"] or 0
        course: Course = Course.objects.create(
            programme=now, position=last + 1, title=title.strip(), hours=hours, is_ethics=is_ethics
        )
        record("course.made", by=by, subject=course, title=course.title)
    return course


def _move(one: Programme, name: str, by: User, **values: Any) -> None:
    """A move that the table allows: the right person, from the right state; audited."""
    step = MOVES[name]
    need(by, step.permission, one.org, step.label)
    if step.of_school is not None and step.of_school != (one.level == Level.SCHOOL):
        raise refuse("programme_moved", state=one.get_state_display())
    if step.second_person and is_one_hand(by, [one.made_by_id], one.made_at):
        raise refuse("programme_same_person")
    moved = Programme.objects.filter(pk=one.pk, state__in=step.sources).update(state=step.target, **values)
    one.refresh_from_db()
    if not moved:
        raise refuse("programme_moved", state=one.get_state_display())
    record(f"programme.{name}", by=by, subject=one, to=str(step.target))


def _has_session(one: Programme) -> None:
    if not one.sessions.exclude(state=SessionState.CANCELLED).exists():
        raise refuse("programme_no_session")


def submit(*, one: Programme, by: User) -> None:
    """A school hands its plan to the district."""
    with transaction.atomic():
        _has_session(locked_programme(one))
        _move(one, "submit", by, submitted_at=timezone.now(), returned_reason="")


def agree(*, one: Programme, by: User) -> None:
    """The district agrees to a school's plan: it is published."""
    now = timezone.now()
    with transaction.atomic():
        _move(one, "agree", by, reviewed_by=by, reviewed_at=now, published_at=now)


def give_back(*, one: Programme, reason: str, by: User) -> None:
    """The district returns a school's plan with what is to be mended."""
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        _move(one, "give_back", by, returned_reason=reason.strip()[:300])


def publish(*, one: Programme, by: User) -> None:
    """City and district publish their own programmes."""
    with transaction.atomic():
        _has_session(locked_programme(one))
        _move(one, "publish", by, published_at=timezone.now())


def finish(*, one: Programme, outcome: str, by: User) -> None:
    """Close a programme with what came of it: the end of the chain from need to outcome."""
    if not outcome.strip():
        raise refuse("outcome_missing")
    with transaction.atomic():
        now = locked_programme(one)
        left = now.sessions.exclude(state__in=[SessionState.COMPLETED, SessionState.CANCELLED]).count()
        if left:
            raise refuse("programme_running", n=left)
        _move(one, "finish", by, outcome=outcome.strip()[:2000], closed_at=timezone.now())


def cancel(*, one: Programme, reason: str, by: User) -> None:
    """Call a programme off with all sessions that have not been held; everybody concerned is told once."""
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        locked_programme(one)
        _move(one, "cancel", by, closed_reason=reason.strip()[:300], closed_at=timezone.now())
        for session in one.sessions.filter(state__in=[SessionState.PLANNED, SessionState.RUNNING]).order_by("pk"):
            cancel_session(one=session, reason=reason, by=by)
