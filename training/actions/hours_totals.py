"""What is reckoned from the ledger: a person's total in each cycle, and the hours by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from training.actions import requirements
from training.models import HourEntry, HourKindTotal, HourTotal
from training.queries import hours_sums as sums
from training.queries.hours_rules import RuleBook, rule_book
from training.rules.hours import Cycle, caps_for, months_due, standing
from training.rules.hours_moves import COUNTS

WHY = "totals are reckoned for everybody alike"
BATCH = 500


@transaction.atomic
def refresh(*, teacher_ids: Collection[int], on: date) -> None:
    """Reckon the totals of these people anew in every cycle; called by whatever moves their hours, in its
    transaction."""
    book = rule_book()
    every = sorted(set(teacher_ids))
    for start in range(0, len(every), BATCH):
        _refresh(book, every[start : start + BATCH], on)
    requirements.refresh(teacher_ids=every, on=on)


def refresh_everybody() -> None:
    """The daily chore: whose hours were reckoned before today under a version or a record that has moved since."""
    today = timezone.localdate()
    ids = HourEntry.objects.for_system(WHY).order_by("teacher_id").values_list("teacher_id", flat=True).distinct()
    refresh(teacher_ids=list(ids), on=today)


def _refresh(book: RuleBook, ids: list[int], on: date) -> None:
    came = sums.entry_days(ids)
    totals, kinds = [], []
    for cycle in book.cycles:
        lines, by_kind = sums.lines(ids, cycle), _by_kind(ids, cycle)
        caps = caps_for(cycle, book.versions, on)
        for teacher_id, some in lines.items():
            found = sums.reckoned(book, cycle, some, on)
            entry = came.get(teacher_id)
            place = standing(cycle, entry, on, found.counted, found.higher, caps[1].higher_percent)
            totals.append(
                HourTotal(
                    teacher_id=teacher_id, cycle_id=book.ids[cycle.first_year], raw=found.raw, counted=found.counted,
                    higher=found.higher, due=place.due, months=months_due(cycle, entry), passes=place.passes,
                    reckoned_on=on,
                )
            )  # fmt: skip
        kinds += [
            HourKindTotal(teacher_id=teacher_id, cycle_id=book.ids[cycle.first_year], kind=kind, tenths=tenths)
            for (teacher_id, kind), tenths in by_kind.items()
        ]
    for model, rows in ((HourTotal, totals), (HourKindTotal, kinds)):
        model.objects.for_system(WHY).filter(teacher_id__in=ids).delete()
        model.objects.bulk_create(rows, batch_size=BATCH)


def _by_kind(ids: list[int], cycle: Cycle) -> dict[tuple[int, str], int]:
    rows = HourEntry.objects.for_system(WHY).filter(
        teacher_id__in=ids, standing__state__in=COUNTS, ended_on__gte=cycle.first_on, ended_on__lte=cycle.last_on
    )
    found: dict[tuple[int, str], int] = defaultdict(int)
    for teacher_id, kind, tenths in rows.order_by().values_list("teacher_id", "kind").annotate(Sum("tenths")):
        found[teacher_id, kind] = tenths
    return found
