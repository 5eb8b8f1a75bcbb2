"""Limits as a page shows them: the last day, what is left, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ethics.choices.cases import OFFICE_CLOCKS
from ethics.models import CaseClock, CaseLimit
from ethics.rules.clocks import Deadline, Pause, Unit, deadline, is_over, left
from kernel.accounts.models import User
from kernel.calendar.days import WorkCalendar
from kernel.calendar.queries import calendar


@dataclass(frozen=True)
class ClockShown:
    """A clock beside its arithmetic as the calendar is now; ``left`` are days, negative when it is over."""

    clock: CaseClock
    sum: Deadline
    left: int | None
    is_over: bool

    @property
    def days_over(self) -> int:
        return -(self.left or 0)

    @property
    def in_working_days(self) -> bool:
        return self.clock.unit == Unit.WORKING_DAYS

    @property
    def is_office(self) -> bool:
        """Whether it is a fault to let it pass."""
        return self.clock.kind in OFFICE_CLOCKS


def shown(clocks: Iterable[CaseClock], on: date, days: WorkCalendar | None = None) -> list[ClockShown]:
    """Clocks with their pauses prefetched, as a page shows them."""
    known = days or calendar()
    found = []
    for clock in clocks:
        pauses = [Pause(one.from_on, one.until_on) for one in clock.pauses.all()]
        unit = Unit(clock.unit)
        total = deadline(clock.started_on, clock.length, unit, known, pauses)
        over = clock.stopped_on is None and is_over(clock.due_on, on)
        found.append(ClockShown(clock, total, left(clock.due_on, on, known, unit), over))
    return found


def running(user: User) -> QuerySet[CaseClock]:
    """Limits of the authorities that run in cases this person handles, the next end first."""
    rows: QuerySet[CaseClock] = CaseClock.objects.visible_to(user).filter(stopped_on=None, kind__in=OFFICE_CLOCKS)
    return rows.select_related("case__school__parent", "case__teacher").order_by("due_on", "pk")


def overdue(user: User, on: date) -> QuerySet[CaseClock]:
    """Those whose last day has passed: of a school its own, of a department those of its schools."""
    return running(user).filter(due_on__lt=on)


def soon(user: User, on: date, days: int = 2) -> QuerySet[CaseClock]:
    """Those that end within so many working days."""
    return running(user).filter(due_on__gte=on, due_on__lte=calendar().last_day(on, days))


def limits() -> list[CaseLimit]:
    """Every dated limit, those in force last first."""
    return list(CaseLimit.objects.order_by("kind", "-effective_from").select_related("set_by"))
