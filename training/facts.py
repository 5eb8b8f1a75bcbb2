"""What training can say about teachers, in bulk: hours and taught sessions as plain facts, the hours of a cycle as
the trades above judge by them, and what a person is shown on a teacher's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.accounts.models import User
from teachers.facts import Fact, Measure, Story, among
from teachers.rules.months import month_of
from training.choices import Kind, Mode, SessionState
from training.models import ClassTeacherDuty, HourEntry, HourTotal, Session
from training.permissions import TrainingPermission
from training.queries import hours_sums
from training.queries.hours_rules import RuleBook, rule_book
from training.rules.hours import Cycle, in_force, pace, share
from training.rules.hours_entry import shown
from training.rules.hours_moves import COUNTS

_t = gettext_lazy
WHY = "facts for everybody alike"
LOOKED_BACK = 3  # years of hours by kind and of taught sessions
_OWNER, _HOURS = _t("学时审核单位"), _t("学时")
_APPROVE, _RUN = TrainingPermission.APPROVE_HOURS, TrainingPermission.RUN_SESSION
MEASURES = (
    Measure("training.hours", _t("周期内计入学时"), _HOURS, _OWNER, _APPROVE, 10, page="hours_sheet"),
    Measure("training.higher", _t("其中县级以上学时"), _HOURS, _OWNER, _APPROVE, 10, page="hours_sheet"),
    Measure("training.ethics_first", _t("师德第一课学时"), _HOURS, _OWNER, _APPROVE, 10, page="hours_sheet"),
    Measure("training.digital", _t("数字素养培训学时"), _HOURS, _OWNER, _APPROVE, 10, page="hours_sheet"),
    Measure("training.research", _t("研修学时"), _HOURS, _OWNER, _APPROVE, 10, page="hours_sheet"),
    Measure("training.taught", _t("承担培训授课"), _t("场"), _t("培训举办单位"), _RUN, page="programme_list"),
    Measure(
        "training.class_teacher", _t("班主任任职"), _t("个月"), _t("所在学校"), TrainingPermission.ASSIGN,
        page="class_duties",
    ),
)  # fmt: skip


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


def facts(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """Hours of the cycle and by kind, taught sessions, times as a class teacher, as of a day; the number of queries
    does not depend on how many people there are, unless the day is past and the ledger has to be asked."""
    yield from _cycle_hours(teacher_ids, on)
    yield from _hours_by_kind(teacher_ids, on)
    yield from _taught(teacher_ids, on)
    duties = ClassTeacherDuty.objects.for_system(WHY).filter(among("teacher_id", teacher_ids), started_on__lte=on)
    for pk, name, start, end in duties.values_list("teacher_id", "class_name", "started_on", "ended_on"):
        last = min(end or on, on)
        months = max(month_of(last) - month_of(start), 0)
        yield pk, Fact("training.class_teacher", str(start), months, last, 0, name)


def _cycle_hours(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """What counts in the cycle of the day, against what the even pace asks by then."""
    book = rule_book()
    cycle = book.find(on)
    if cycle is None or not book.versions:
        return
    percent = in_force(book.versions, on).higher_percent
    rows = HourTotal.objects.for_system(WHY).filter(
        among("teacher_id", teacher_ids), cycle_id=book.ids[cycle.first_year]
    )
    columns = rows.values_list("teacher_id", "counted", "higher", "due", "months", "reckoned_on")
    past: list[int] = []
    for pk, counted, higher, due, months, reckoned_on in columns:
        if on < reckoned_on and on < cycle.last_on:
            past.append(pk)
            continue
        gone = month_of(on) + 1 - month_of(cycle.first_on) - (cycle.months - months)
        asked = share(due, min(max(gone, 1), months), months)
        yield from _hours(pk, cycle, counted, higher, asked, percent, min(reckoned_on, on))
    if past:
        yield from _reckoned(book, cycle, past, percent, on)


def _hours(
    pk: int, cycle: Cycle, counted: int, higher: int, asked: int, percent: int, day: date
) -> Iterator[tuple[int, Fact]]:
    key, note = str(cycle.first_year), str(cycle)
    yield pk, Fact("training.hours", key, counted, day, max(asked, 1), note)
    if floor := asked * percent // 100:
        yield pk, Fact("training.higher", key, higher, day, floor, note)


def _reckoned(book: RuleBook, cycle: Cycle, ids: Sequence[int], percent: int, on: date) -> Iterator[tuple[int, Fact]]:
    """The same of a day that is past, from the ledger."""
    came = hours_sums.entry_days(ids)
    for pk, lines in hours_sums.lines(ids, cycle, on).items():
        found = hours_sums.reckoned(book, cycle, lines, on)
        yield from _hours(pk, cycle, found.counted, found.higher, pace(cycle, came.get(pk), on), percent, on)


_BY_KIND = {Kind.ETHICS_FIRST: "training.ethics_first", Kind.DIGITAL: "training.digital"}


def _since(on: date) -> date:
    return date(on.year - LOOKED_BACK, on.month, 1)


def _hours_by_kind(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """Hours on ethics and digital literacy, and of the mode of research, by year."""
    rows = HourEntry.objects.for_system(WHY).filter(
        among("teacher_id", teacher_ids), Q(kind__in=list(_BY_KIND)) | Q(mode=Mode.RESEARCH),
        standing__state__in=COUNTS, ended_on__gt=_since(on), ended_on__lte=on,
    )  # fmt: skip
    grouped = rows.order_by().values_list("teacher_id", "kind", "mode", "ended_on__year")
    found: dict[tuple[int, str, int], tuple[int, date]] = defaultdict(lambda: (0, date.min))
    for pk, kind, mode, year, tenths, last in grouped.annotate(Sum("tenths"), Max("ended_on")):
        wanted = [_BY_KIND.get(kind), "training.research" if mode == Mode.RESEARCH else None]
        for measure in filter(None, wanted):
            so_far, day = found[pk, measure, year]
            found[pk, measure, year] = (so_far + tenths, max(day, last))
    for (pk, measure, year), (tenths, day) in found.items():
        yield pk, Fact(measure, str(year), tenths, day, 0, str(year))


def _taught(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """Each completed session in which somebody of the register taught."""
    rows = Session.objects.filter(among("trainers__teacher_id", teacher_ids), state=SessionState.COMPLETED)
    for key, pk, title, ends_at in rows.values_list("pk", "trainers__teacher_id", "title", "ends_at"):
        day = timezone.localtime(ends_at).date()
        if _since(on) < day <= on:
            yield pk, Fact("training.taught", str(key), 1, day, 0, title)


def stories(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Story]]:
    """The hours of the cycle of a day, by teacher, where this person may see them."""
    book = rule_book()
    cycle = book.find(on)
    if cycle is None:
        return {}
    rows = HourTotal.objects.visible_to(user).filter(teacher_id__in=teacher_ids, cycle_id=book.ids[cycle.first_year])
    found: dict[int, list[Story]] = {}
    for one in rows.select_related("teacher"):
        words = _("应修 %(due)s，已计入 %(counted)s 学时") % {"due": shown(one.due), "counted": shown(one.counted)}
        detail = words + " · " + (_("已达标") if one.passes else _("未达标"))
        url = reverse("hours_sheet", args=[one.teacher.teacher_no])
        found[one.teacher_id] = [Story("training", _("培训学时（%s 周期）") % cycle, detail, one.reckoned_on, url)]
    return found
