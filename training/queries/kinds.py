"""Hours of one kind of training, and the cycle of a day: what duties ask of the rest of the trade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from teachers.queries.teaching import one_of
from training.models import Attendance
from training.rules.requirements import Hours


@dataclass(frozen=True)
class Cycle:
    """A cycle of training, its years both included."""

    first_year: int
    last_year: int

    @property
    def starts_on(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def ends_on(self) -> date:
        return date(self.last_year, 12, 31)


def hours_of_kind(teacher_ids: Collection[int], kind: str, since: date, until: date) -> dict[int, list[Hours]]:
    """The hours of these people of one kind in a time, both ends included: person -> days and hours."""
    rows = Attendance.objects.for_system("whether people met what is asked of them").filter(
        one_of("enrolment__teacher_id", teacher_ids), hours__gt=0, enrolment__session__programme__kind=kind,
        enrolment__session__state="completed",
        enrolment__session__ends_at__date__gte=since, enrolment__session__ends_at__date__lte=until,
    )  # fmt: skip
    found: dict[int, list[Hours]] = defaultdict(list)
    for pk, hours, ended in rows.values_list("enrolment__teacher_id", "hours", "enrolment__session__ends_at"):
        found[pk].append(Hours(timezone.localdate(ended), hours))
    return found


def cycle_of(on: date) -> Cycle | None:
    """The cycle that holds a day."""
    first = 2021 + (on.year - 2021) // 5 * 5
    return Cycle(first, first + 4)
