"""Bases, lecture tours and visits: open to who looks after training; who was there by scope."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from training.choices import BaseKind
from training.models import Base, EthicsAttendance, EthicsEvent
from training.permissions import TrainingPermission


def bases(user: User, kind: str = "") -> list[Base]:
    """All bases, those in use first, with how often they were visited."""
    rows = Base.objects.select_related("org").annotate(held=Count("events"))
    if kind in BaseKind.values:
        rows = rows.filter(kind=kind)
    return sorted(rows, key=lambda base: (base.ended_on is not None, base.kind, base.name))


def base(user: User, pk: int) -> Base:
    """One base."""
    return Base.objects.select_related("org", "recorded_by").get(pk=pk)


def bases_in_use(on: date, *kinds: BaseKind) -> QuerySet[Base]:
    """The bases that a form offers."""
    return Base.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), kind__in=kinds)


def own_units(user: User, permission: str = TrainingPermission.PLAN) -> QuerySet[Organisation]:
    """The units for which this person may write, topmost first."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(user.scope(permission).q("path"), closed_on=None)
    return rows.order_by("path")


def events(user: User) -> QuerySet[EthicsEvent]:
    """All that was held, newest first, with how many of the people whom this person looks after were there."""
    mine = EthicsAttendance.objects.visible_to(user).filter(event=OuterRef("pk")).order_by().values("event")
    rows: QuerySet[EthicsEvent] = EthicsEvent.objects.select_related("org", "base")
    return rows.annotate(people=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)).order_by(
        "-held_on", "-pk"
    )


def event(user: User, pk: int) -> EthicsEvent:
    """One of them."""
    return events(user).get(pk=pk)


def attendances(user: User, one: EthicsEvent) -> QuerySet[EthicsAttendance]:
    """Who was there, of those whom this person looks after."""
    rows: QuerySet[EthicsAttendance] = EthicsAttendance.objects.visible_to(user).filter(event=one)
    return rows.select_related("teacher", "school", "recorded_by").order_by("school__path", "teacher__name", "pk")


def own_attendances(user: User) -> list[EthicsAttendance]:
    """The lectures and visits that who is signed in has been to, newest first."""
    rows = EthicsAttendance.objects.visible_to(user).filter(teacher__user_id=user.pk)
    return list(rows.select_related("event__org", "event__base").order_by("-event__held_on", "-pk"))
