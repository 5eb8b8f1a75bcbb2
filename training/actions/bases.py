"""The register of bases, and lecture tours and visits with who was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope
from teachers.models import Teacher
from training.choices import BaseKind, EventKind
from training.errors import refuse
from training.models import Base, EthicsAttendance, EthicsEvent
from training.permissions import TrainingPermission


def _own_unit(org: Organisation, by: User, what: str) -> None:
    demand(by, TrainingPermission.PLAN, what=what)
    if not by.scope(TrainingPermission.PLAN).holds(org.path):
        raise refuse("unit_not_yours", org=org.name)


@transaction.atomic
def add_base(
    *, kind: str, name: str, org: Organisation, host: str, address: str, capacity: int | None, recognised_on: date,
    document: str, on: date, by: User,
) -> Base:  # fmt: skip
    """Enter a base that was recognised."""
    _own_unit(org, by, "登记基地")
    if recognised_on > on:
        raise refuse("day_ahead")
    if Base.objects.filter(kind=kind, name=name.strip(), ended_on=None).exists():
        raise refuse("base_known", who=name.strip())
    base = Base.objects.create(
        kind=kind, name=name.strip(), org=org, host=host.strip(), address=address.strip(), capacity=capacity,
        recognised_on=recognised_on, document=document.strip(), recorded_by=by,
    )  # fmt: skip
    record("base.added", by=by, subject=base, name=base.name)
    return base


@transaction.atomic
def end_base(*, base: Base, ended_on: date, reason: str, on: date, by: User) -> None:
    """A base is used no longer; what was held there stays."""
    now = Base.objects.select_for_update().get(pk=base.pk)
    _own_unit(now.org, by, "停用基地")
    if not reason.strip():
        raise refuse("base_end_reason")
    if now.ended_on is not None:
        raise refuse("base_over")
    if ended_on > on:
        raise refuse("day_ahead")
    if ended_on < now.recognised_on:
        raise refuse("base_end_early", on=now.recognised_on)
    now.ended_on, now.ended_reason = ended_on, reason.strip()[:200]
    now.save(update_fields=["ended_on", "ended_reason"])
    record("base.ended", by=by, subject=now, on=str(ended_on))


@transaction.atomic
def add_event(
    *, kind: str, title: str, org: Organisation, place: str, held_on: date, hours: Decimal, on: date, by: User,
    base: Base | None = None, speaker: str = "",
) -> EthicsEvent:  # fmt: skip
    """Enter a lecture of a tour, or a visit to a base, that was held."""
    _own_unit(org, by, "登记宣讲与研学")
    if held_on > on:
        raise refuse("day_ahead")
    base = Base.objects.get(pk=base.pk) if base else None
    if kind == EventKind.VISIT and (base is None or base.kind != BaseKind.ETHICS):
        raise refuse("event_visit_base")
    if kind == EventKind.TOUR and not speaker.strip():
        raise refuse("event_tour_speaker")
    if base is not None and base.ended_on is not None and base.ended_on <= held_on:
        raise refuse("base_over")
    if EthicsEvent.objects.filter(org=org, title=title.strip(), held_on=held_on).exists():
        raise refuse("event_known", org=org.name, on=held_on, title=title.strip())
    event = EthicsEvent.objects.create(
        kind=kind, title=title.strip(), org=org, base=base if kind == EventKind.VISIT else None, place=place.strip(),
        speaker=speaker.strip(), held_on=held_on, hours=hours, recorded_by=by,
    )  # fmt: skip
    record("ethics_event.added", by=by, subject=event, title=event.title)
    return event


@transaction.atomic
def add_attendance(*, event: EthicsEvent, people: Sequence[Teacher], by: User) -> int:
    """Put down who was there: the organiser for everybody of its units, a school for its own; how many were new."""
    if not people:
        raise refuse("nobody_listed")
    reach = attendance_scope(by)
    if not all(reach.holds(one.school.path) for one in people):
        raise refuse("event_not_yours")
    there = set(EthicsAttendance.objects.visible_to(by).filter(event=event).values_list("teacher_id", flat=True))
    new = [one for one in people if one.pk not in there]
    EthicsAttendance.objects.visible_to(by).bulk_create(
        EthicsAttendance(event=event, teacher=one, school_id=one.school_id, recorded_by=by) for one in new
    )
    record("ethics_event.attended", by=by, subject=event, people=len(new))
    return len(new)


def attendance_scope(by: User) -> Scope:
    """Whose attendance this person may put down."""
    demand(by, TrainingPermission.ENROL, what="登记参加人员")
    return by.scope(TrainingPermission.ENROL)
