"""What staffing can say about teachers, in bulk: who went to another school under a plan of reallocation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffing.choices import MoveState
from staffing.models import PlanMove
from staffing.permissions import StaffingPermission
from teachers.facts import Fact, Measure, among

YEAR = 12  # a move under a plan counts as a year of exchange
MEASURES = (
    Measure(
        "staffing.rotation", _("编制调剂交流"), _("个月"), _("市（区）编制管理"), StaffingPermission.PLAN,
        page="plan_list",
    ),
)  # fmt: skip


def facts(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """The moves of these people that were done up to a day; one query."""
    rows = PlanMove.objects.for_system("facts for everybody alike").filter(
        among("teacher_id", teacher_ids), teacher__isnull=False, state=MoveState.DONE, closed_at__isnull=False
    )
    for key, pk, closed_at, taker in rows.values_list("pk", "teacher_id", "closed_at", "taker__name"):
        day = timezone.localtime(closed_at).date()
        if day <= on:
            yield pk, Fact("staffing.rotation", str(key), YEAR, day, 0, taker)
