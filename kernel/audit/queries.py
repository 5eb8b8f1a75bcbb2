"""Reads of the trail: the history of a record, who looked at somebody, and the whole of it for the auditor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.canonical import microseconds
from kernel.audit.choices import EventKind
from kernel.audit.models import AuditAnchor, AuditEvent, AuditLink, kind_label
from kernel.audit.permissions import AuditPermission
from kernel.audit.presenters import sentence, table
from kernel.audit.sealing import unsealed

PER_PAGE = 20
PER_LIST = 50


def _with_names(rows: QuerySet[AuditEvent]) -> QuerySet[Any]:
    names = User.objects.filter(pk=OuterRef("actor_id")).values("full_name")[:1]
    return rows.annotate(full_name=Subquery(names))


def _about(subject: models.Model) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def history(
    user: User, subject: models.Model, page: str | int | None = 1, *, without: Collection[str] = ()
) -> Page[Any]:
    """A page of what was done with a record, the newest first, without the acts that are none of this reader's
    business. Who only looked at it is told to whom the record is about, by ``looks_at``.

    ``subject`` is a row that a query found visible to ``user``; what nobody may see has no history either.
    """
    if not user.is_authenticated or subject.pk is None:
        return Paginator(AuditEvent.objects.none(), PER_PAGE).get_page(1)
    rows = _about(subject).exclude(kind=EventKind.READ).exclude(act__in=without)
    return Paginator(_with_names(rows).order_by("-at", "-pk"), PER_PAGE).get_page(page)


def looks_at(user: User, subject: models.Model, page: str | int | None = 1) -> Page[Any]:
    """A page of who looked at a record that is about the person asking, the newest first."""
    if not user.is_authenticated or subject.pk is None:
        return Paginator(AuditEvent.objects.none(), PER_PAGE).get_page(1)
    rows = _about(subject).filter(kind=EventKind.READ)
    return Paginator(_with_names(rows).order_by("-at", "-pk"), PER_PAGE).get_page(page)


@dataclass(frozen=True)
class Wanted:
    """What an auditor looks for; what is None or empty does not matter."""

    person: str = ""  # user name or name
    act: str = ""
    subject: str = ""  # kind, or kind:key
    first: date | None = None
    last: date | None = None
    refused: bool = False

    @property
    def subject_label(self) -> str:
        """What kind of record is asked for, in words."""
        return kind_label(self.subject.partition(":")[0])


@dataclass(frozen=True)
class Slice:
    """Some lines, and the places where the newer and the older ones begin (empty: there are none)."""

    rows: list[Any]
    newer: str
    older: str


def trail(user: User, wanted: Wanted, *, before: str = "", after: str = "") -> Slice:
    """A slice of the trail, the newest first. It is found by its place, not by counting what lies before it, so that
    a page far back costs as much as the first one."""
    demand(user, AuditPermission.READ, what="查看审计记录")
    rows = _with_names(AuditEvent.objects.filter(_wanted_q(wanted)))
    if place := _place(after):
        later = Q(at__gt=place[0]) | Q(at=place[0], pk__gt=place[1])
        found = list(rows.filter(later, at__gte=place[0]).order_by("at", "pk")[: PER_LIST + 1])
        more_newer, more_older, shown = len(found) > PER_LIST, True, found[:PER_LIST][::-1]
    else:
        place = _place(before)
        if place:
            rows = rows.filter(Q(at__lt=place[0]) | Q(at=place[0], pk__lt=place[1]), at__lte=place[0])
        found = list(rows.order_by("-at", "-pk")[: PER_LIST + 1])
        more_newer, more_older, shown = place is not None, len(found) > PER_LIST, found[:PER_LIST]
    return Slice(
        shown,
        _mark(shown[0]) if shown and more_newer else "",
        _mark(shown[-1]) if shown and more_older else "",
    )


def _wanted_q(wanted: Wanted) -> Q:
    found = Q()
    if wanted.person:
        people = User.objects.filter(Q(username=wanted.person) | Q(full_name=wanted.person))
        found &= Q(actor_id__in=list(people.values_list("pk", flat=True)[:100]))
    if wanted.act:
        found &= Q(act=wanted.act)
    if wanted.subject:
        kind, _, key = wanted.subject.partition(":")
        found &= Q(subject_type=kind, subject_id=key) if key else Q(subject_type=kind)
    if wanted.first:
        found &= Q(at__gte=_midnight(wanted.first))
    if wanted.last:
        found &= Q(at__lt=_midnight(wanted.last) + timedelta(days=1))
    if wanted.refused:
        found &= Q(kind=EventKind.REFUSED)
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _mark(event: AuditEvent) -> str:
    return f"{microseconds(event.at)}-{event.pk}"


def _place(mark: str) -> tuple[datetime, int] | None:
    moment, _, key = mark.partition("-")
    if not (moment.isascii() and moment.isdigit() and key.isascii() and key.isdigit() and len(mark) < 40):
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(moment)), min(int(key), 2**62)
    except OverflowError:
        return None


def event(user: User, pk: int) -> tuple[Any, AuditLink | None]:
    """One line and its link, if it is sealed; DoesNotExist when there is no such line."""
    demand(user, AuditPermission.READ, what="查看审计记录")
    one = _with_names(AuditEvent.objects.filter(pk=pk)).get()
    return one, AuditLink.objects.filter(event_id=one.pk).first()


def acts() -> list[tuple[str, str]]:
    """Every act that a table of sentences knows, with its sentence without the particulars: for the filter."""
    return sorted(((act, sentence(act, {})) for act in table()), key=lambda pair: pair[0])


@dataclass(frozen=True)
class ChainState:
    """How far the chain is: its last link and the moment of its event, what is not linked yet, the last anchor, and
    what the last verification found."""

    length: int
    sealed_until: datetime | None
    unsealed: int
    oldest_unsealed: datetime | None
    anchor: AuditAnchor | None
    verified: AuditEvent | None


# What is not linked yet is looked for among the newest numbers alone: a page cannot wait for all of them.
_RECENT = 20_000


def chain_state(user: User) -> ChainState:
    """The state of the chain."""
    demand(user, AuditPermission.READ, what="查看审计记录")
    last = AuditLink.objects.order_by("-sequence").first()
    newest = AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    tail = list(unsealed(newest - _RECENT).order_by("at").values_list("at", flat=True))
    seen = AuditEvent.objects.filter(pk=last.event_id).first() if last else None
    verified = AuditEvent.objects.filter(act__in=["audit.verified", "audit.broken"]).order_by("-at").first()
    return ChainState(
        last.sequence if last else 0,
        seen.at if seen else None,
        len(tail),
        tail[0] if tail else None,
        AuditAnchor.objects.order_by("-day").first(),
        verified,
    )
