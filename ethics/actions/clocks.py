"""Clocks of a case: started and stopped by its moves, paused while it stands still, counted anew with the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ethics.choices.cases import ClockKind
from ethics.errors import refuse
from ethics.models import Case, CaseClock, CaseLimit, ClockLog, ClockPause, Remedy
from ethics.permissions import EthicsPermission
from ethics.rules.clocks import DEFAULTS, Deadline, Pause, Unit, deadline, latest_end
from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.calendar.days import WorkCalendar
from kernel.calendar.queries import calendar

WHY = "clocks of a case that the caller has locked"


def limit_on(kind: ClockKind, on: date) -> CaseLimit:
    """The limit in force on a day; the first there is for a day before it, the default where no row says."""
    rows = CaseLimit.objects.filter(kind=kind).order_by("-effective_from")
    found = rows.filter(effective_from__lte=on).first() or rows.last()
    if found is None:
        length, unit = DEFAULTS[kind]
        return CaseLimit(kind=kind, length=length, unit=unit)
    return found


def running(case: Case, kinds: Iterable[ClockKind] = (), remedy: Remedy | None = None) -> list[CaseClock]:
    """The clocks that run in a case, of some kinds or of all."""
    rows = CaseClock.objects.for_system(WHY).filter(case=case, stopped_on=None).prefetch_related("pauses")
    if remedy is not None:
        rows = rows.filter(remedy=remedy)
    kinds = list(kinds)
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def start(*, case: Case, kind: ClockKind, on: date, by: User | None, remedy: Remedy | None = None) -> CaseClock:
    """Start a limit with the event of a day; one of the same kind that runs already goes on."""
    for known in running(case, [kind], remedy):
        return known
    limit = limit_on(kind, on)
    end = deadline(on, limit.length, Unit(limit.unit), calendar())
    clock: CaseClock = CaseClock.objects.create(
        case=case, remedy=remedy, kind=kind, started_on=on, length=limit.length, unit=limit.unit,
        document=limit.document, due_on=end.day, estimated=bool(end.unpublished),
    )  # fmt: skip
    _log(clock, "started", None, by)
    return clock


def stop(*, case: Case, kinds: Iterable[ClockKind], on: date, by: User | None, remedy: Remedy | None = None) -> None:
    """End the clocks of these kinds that run."""
    kinds = list(kinds)
    for clock in running(case, kinds, remedy) if kinds else []:
        CaseClock.objects.for_system(WHY).filter(pk=clock.pk).update(stopped_on=max(on, clock.started_on))
        _log(clock, "stopped", clock.due_on, by)


def pause(*, case: Case, on: date, by: User) -> None:
    """The case stands still (中止): its limits do, too."""
    for clock in running(case):
        ClockPause.objects.create(clock=clock, from_on=max(on, clock.started_on))
        _count_anew(clock, calendar(), "paused", by)


def resume(*, case: Case, on: date, by: User) -> None:
    """The case goes on; the days between do not count."""
    for clock in running(case):
        ClockPause.objects.filter(clock=clock, until_on=None).update(until_on=on)
        _count_anew(clock, calendar(), "resumed", by)


def lengthen(*, case: Case, kind: ClockKind, by_length: int, cap: date | None, by: User) -> CaseClock:
    """More time for what runs, up to a day that may not be passed."""
    found = running(case, [kind])
    if not found:
        raise refuse("clock_stopped", what=kind.label)
    clock = found[0]
    length = clock.length + by_length
    end = deadline(clock.started_on, length, Unit(clock.unit), calendar(), _pauses(clock))
    if cap is not None and end.day is not None and end.day > cap:
        raise refuse("past_cap", day=cap)
    CaseClock.objects.for_system(WHY).filter(pk=clock.pk).update(length=length, reminded_on=None)
    clock.length = length
    _count_anew(clock, calendar(), "extended", by)
    return clock


def cap_of(case: Case) -> date | None:
    """The day that no extension of the handling may pass."""
    if case.opened_on is None:
        return None
    return latest_end(case.opened_on, limit_on(ClockKind.HANDLE_CAP, case.opened_on).length)


def arithmetic(clock: CaseClock, days: WorkCalendar) -> Deadline:
    """How the last day comes about, as the calendar is now."""
    return deadline(clock.started_on, clock.length, Unit(clock.unit), days, _pauses(clock))


def _pauses(clock: CaseClock) -> list[Pause]:
    return [Pause(one.from_on, one.until_on) for one in ClockPause.objects.filter(clock=clock)]


def _count_anew(clock: CaseClock, days: WorkCalendar, why: str, by: User | None) -> bool:
    end = arithmetic(clock, days)
    if end.day == clock.due_on and bool(end.unpublished) == clock.estimated and why == "calendar":
        return False
    old = clock.due_on
    values = {"due_on": end.day, "estimated": bool(end.unpublished)}
    if end.day != old:
        values["reminded_on"] = None
    CaseClock.objects.for_system(WHY).filter(pk=clock.pk).update(**values)
    clock.due_on, clock.estimated = end.day, bool(end.unpublished)
    if end.day != old or why != "calendar":
        _log(clock, why, old, by)
    return end.day != old


def _log(clock: CaseClock, why: str, old: date | None, by: User | None) -> None:
    ClockLog(clock=clock, why=why, old_due=old, new_due=clock.due_on, by=by).save()


def count_all_anew() -> int:
    """Chore: with the calendar as it is now, every limit that runs; each that moves leaves a line. How many moved."""
    days, moved = calendar(), 0
    keys = list(CaseClock.objects.for_system("a chore").filter(stopped_on=None).values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            rows = CaseClock.objects.for_system("a chore").select_for_update().filter(pk=key, stopped_on=None)
            clock = rows.first()
            if clock is not None and _count_anew(clock, days, "calendar", None):
                record("clock.moved", by=None, subject=clock.case, kind=clock.kind, day=str(clock.due_on))
                moved += 1
    return moved


def remind() -> int:
    """Chore: note once which limits end within two days or have passed; the first page shows them. How many."""
    today = timezone.localdate()
    rows = CaseClock.objects.for_system("a chore").filter(
        Q(reminded_on=None), stopped_on=None, due_on__lte=calendar().last_day(today, 2)
    )
    told = 0
    for clock in rows.select_related("case"):
        with transaction.atomic():
            fresh = CaseClock.objects.for_system("a chore").filter(pk=clock.pk, reminded_on=None)
            if fresh.update(reminded_on=today):
                record("clock.reminded", by=None, subject=clock.case, kind=clock.kind, day=str(clock.due_on))
                told += 1
    return told


def set_limit(*, kind: ClockKind, effective_from: date, length: int, unit: Unit, document: str, by: User) -> CaseLimit:
    """Another length from a day on, for what starts then; a limit that runs keeps the one that it began with."""
    demand(by, EthicsPermission.SET, what="设定办理期限")
    if not document.strip():
        raise refuse("limit_document")
    if effective_from < timezone.localdate():
        raise refuse("limit_past")
    with transaction.atomic():
        row, made = CaseLimit.objects.get_or_create(
            kind=kind, effective_from=effective_from,
            defaults={"length": length, "unit": unit, "document": document.strip()[:160], "set_by": by},
        )  # fmt: skip
        if not made:
            raise refuse("limit_exists", day=effective_from)
        record("limit.set", by=by, subject=row, kind=str(kind), length=length)
    return row
