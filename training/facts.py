"""What training can say about teachers, in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from teachers.facts import Fact
from training.models import HourTotal
from training.queries.hours_rules import rule_book
from training.rules.hours_entry import shown


@dataclass(frozen=True)
class HourFact:
    """The hours of one person in one cycle, in tenths, for the trades above."""

    first_year: int
    last_year: int
    raw: int
    counted: int
    due: int
    passes: bool


def hours_of(teacher_ids: Sequence[int], on: date) -> dict[int, list[HourFact]]:
    """The totals of these people in every cycle that had begun by a day, oldest first; for rules of the trades above
    that judge everybody alike. Who has no hours has no fact."""
    found: dict[int, list[HourFact]] = {}
    rows = HourTotal.objects.for_system("a rule above judges these people").filter(
        teacher_id__in=teacher_ids, cycle__first_year__lte=on.year
    )
    for one in rows.select_related("cycle").order_by("cycle__first_year"):
        found.setdefault(one.teacher_id, []).append(
            HourFact(one.cycle.first_year, one.cycle.last_year, one.raw, one.counted, one.due, one.passes)
        )
    return found


def facts(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Fact]]:
    """The hours of the cycle of a day, by teacher, where this person may see them."""
    book = rule_book()
    cycle = book.find(on)
    if cycle is None:
        return {}
    rows = HourTotal.objects.visible_to(user).filter(teacher_id__in=teacher_ids, cycle_id=book.ids[cycle.first_year])
    found: dict[int, list[Fact]] = {}
    for one in rows.select_related("teacher"):
        words = _("应修 %(due)s，已计入 %(counted)s 学时") % {"due": shown(one.due), "counted": shown(one.counted)}
        detail = words + " · " + (_("已达标") if one.passes else _("未达标"))
        url = reverse("hours_sheet", args=[one.teacher.teacher_no])
        found[one.teacher_id] = [Fact("training", _("培训学时（%s 周期）") % cycle, detail, one.reckoned_on, url)]
    return found
