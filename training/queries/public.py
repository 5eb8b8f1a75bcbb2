"""What everybody may know of trainings: seasons, published programmes and their sessions, bases, tours. No person."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from training.choices import BaseKind, EventKind, Level, ProgrammeState, SessionState
from training.models import Base, EthicsEvent, Programme, Season, Session

TOLD = (ProgrammeState.PUBLISHED, ProgrammeState.FINISHED)
HELD = (SessionState.PLANNED, SessionState.RUNNING, SessionState.COMPLETED)


def public_seasons() -> list[Season]:
    """The seasons of 泰州师说, the newest first."""
    return list(Season.objects.order_by("-starts_on", "-pk"))


def _told() -> QuerySet[Programme]:
    """Published programmes under a season; what a school holds for its own people is not for everybody."""
    return Programme.objects.filter(state__in=TOLD, season__isnull=False).exclude(level=Level.SCHOOL)


def public_programmes(season: int) -> list[Programme]:
    """The published programmes of a season with the days of their sessions."""
    held = Q(sessions__state__in=HELD)
    rows = _told().filter(season=season).select_related("org")
    rows = rows.annotate(
        first=Min("sessions__starts_at", filter=held), last=Max("sessions__ends_at", filter=held),
        held=Count("sessions", filter=held),
    )  # fmt: skip
    return list(rows.order_by("-first", "-pk"))


def public_programme(pk: int) -> Programme | None:
    """One of them with its courses and sessions."""
    sessions = Session.objects.filter(state__in=HELD).order_by("starts_at", "pk")
    rows = _told().select_related("org", "season")
    return rows.prefetch_related("courses", Prefetch("sessions", sessions, to_attr="told")).filter(pk=pk).first()


def sessions_to_come(most: int) -> list[Session]:
    """The next sessions of published programmes."""
    rows = Session.objects.filter(
        programme__in=_told().values("pk"), state__in=(SessionState.PLANNED, SessionState.RUNNING),
        ends_at__gt=timezone.now(),
    )  # fmt: skip
    return list(rows.select_related("programme__org").order_by("starts_at", "pk")[:most])


def public_bases(on: date) -> list[Base]:
    """The bases of ethics education in use."""
    rows = Base.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), kind=BaseKind.ETHICS, recognised_on__lte=on)
    return list(rows.select_related("org").order_by("name"))


def public_tours(most: int) -> list[EthicsEvent]:
    """Lectures of the tours, the newest first; who spoke is not told here."""
    rows = EthicsEvent.objects.filter(kind=EventKind.TOUR).select_related("org").defer("speaker")
    return list(rows.order_by("-held_on", "-pk")[:most])


def held_by_year() -> dict[int, tuple[int, int]]:
    """Year -> published programmes and completed sessions of 泰州师说."""
    done = Count("sessions", filter=Q(sessions__state=SessionState.COMPLETED), distinct=True)
    rows = _told().values("year").annotate(n=Count("pk", distinct=True), held=done).order_by("-year")
    return {row["year"]: (row["n"], row["held"]) for row in rows}
