"""Completion by unit and the heat map by unit and kind, for officers: a fixed number of queries, whatever the numbers.

The sums come from the totals that are kept beside the ledger (``actions.hours_totals``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Substr

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city
from kernel.orgs.scoping import Scope
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from training.models import HourKindTotal, HourTotal
from training.permissions import TrainingPermission as Training
from training.queries.hours_rules import rule_book
from training.queries.hours_sums import entry_days
from training.rules.hours import Cycle, due, elapsed, pace


@dataclass
class UnitLine:
    """The figures of one unit: people in service, how many have passed, are on pace, are behind; tenths that count."""

    unit: Organisation
    teachers: int = 0
    passed: int = 0
    on_pace: int = 0  # not passed, but not behind
    counted: int = 0

    @property
    def code(self) -> str:
        return self.unit.division_code

    @property
    def name(self) -> str:
        return self.unit.name

    @property
    def short(self) -> int:
        """Who has not passed yet."""
        return self.teachers - self.passed

    @property
    def behind(self) -> int:
        """Who has done less than an even pace asks for."""
        return max(self.teachers - self.passed - self.on_pace, 0)

    @property
    def percent(self) -> int:
        """Passed or on pace, in whole percent, never rounded up to a hundred."""
        return (self.passed + self.on_pace) * 100 // self.teachers if self.teachers else 0

    @property
    def passed_percent(self) -> int:
        """Passed, in whole percent."""
        return self.passed * 100 // self.teachers if self.teachers else 0

    def figures(self) -> dict[str, object]:
        """What the command prints."""
        people = max(self.teachers, 1)
        return {
            "teachers": self.teachers, "passed": self.passed, "short": self.short,
            "share": round(self.passed / people, 4), "average": round(self.counted / 10 / people, 1),
        }  # fmt: skip


@dataclass
class Completion:
    """A unit's completion, broken down by the units below."""

    unit: Organisation
    above: list[Organisation]
    cycle: Cycle
    cycles: tuple[Cycle, ...]
    total: UnitLine
    lines: list[UnitLine]


def compliance(user: User, first_year: int, on: date) -> Completion:
    """The completion of a cycle in all that this person may look at."""
    return completion(user, on, first_year=first_year)


def completion(user: User, on: date, *, unit_id: int | None = None, first_year: int | None = None) -> Completion:
    """Completion of a unit; Organisation.DoesNotExist for a neighbour's. Nine queries at most."""
    book = rule_book()
    cycle = book.cycle_of(first_year) if first_year else book.cycle_on(on)
    unit = unit_of(user, unit_id)
    above, below = _around(user, unit)
    found = {one.path: UnitLine(one) for one in below}
    step = _step(unit)
    people = _people(user, unit, cycle)
    for path, number in (
        people.annotate(at=Substr("school__path", 1, step)).order_by().values_list("at").annotate(Count("pk"))
    ):
        found.setdefault(path, UnitLine(unit)).teachers += number
    for path, passed, on_pace, counted in _totals(user, unit, book.ids[cycle.first_year], cycle, on, step):
        line = found.setdefault(path, UnitLine(unit))
        line.passed, line.on_pace, line.counted = line.passed + passed, line.on_pace + on_pace, line.counted + counted
    total = UnitLine(unit)
    for line in found.values():
        for name in ("teachers", "passed", "on_pace", "counted"):
            setattr(total, name, getattr(total, name) + getattr(line, name))
    lines = [one for one in found.values() if one.teachers and one.unit != unit] or [total]
    return Completion(unit, above, cycle, book.cycles, total, lines)


def _people(user: User, unit: Organisation, cycle: Cycle) -> QuerySet[Teacher]:
    """People in service whose months in the cycle are more than none."""
    scope = user.scope(Training.VIEW).q("school__path")
    rows = Teacher.objects.for_system("the scope of training is the condition")
    found: QuerySet[Teacher] = rows.filter(
        scope, Q(started_teaching_month__isnull=True) | Q(started_teaching_month__lte=cycle.last_on),
        school__path__startswith=unit.path, status=TeacherStatus.ACTIVE,
    )  # fmt: skip
    return found


def _totals(
    user: User, unit: Organisation, cycle_id: int, cycle: Cycle, on: date, step: int
) -> list[tuple[str, int, int, int]]:
    left = cycle.months - elapsed(cycle, None, on)  # months of the cycle still to come
    yes: Case = Case(When(passes=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    # An even pace asks for due * (months - left) / months by now; in whole numbers, with nothing divided.
    done = F("counted") * F("months")
    pace = Q(months__lte=left) | Q(months__gt=left, done__gte=F("due") * (F("months") - left))
    near: Case = Case(When(pace & Q(passes=False), then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = HourTotal.objects.visible_to(user).filter(
        user.scope(Training.VIEW).q("teacher__school__path"), cycle_id=cycle_id, due__gt=0,
        teacher__status=TeacherStatus.ACTIVE, teacher__school__path__startswith=unit.path,
    )  # fmt: skip
    sums = rows.annotate(done=done, at=Substr("teacher__school__path", 1, step)).order_by().values_list("at")
    return list(sums.annotate(a=Sum(yes), b=Sum(near), c=Sum("counted")))


@dataclass(frozen=True)
class Cell:
    """One field of the heat map: tenths in sum, people who have any, and the shade from 0 to 5."""

    tenths: int
    people: int
    average: float  # 学时 a head of everybody in service
    shade: int


@dataclass
class HeatLine:
    """A unit of the heat map."""

    unit: Organisation
    teachers: int = 0
    cells: list[Cell] = field(default_factory=list)


@dataclass
class HeatMap:
    """Units by kinds: 学时 a head in a cycle."""

    unit: Organisation
    above: list[Organisation]
    cycle: Cycle
    cycles: tuple[Cycle, ...]
    kinds: tuple[str, ...]
    lines: list[HeatLine]
    total: HeatLine


def heat_map(
    user: User, on: date, kinds: tuple[str, ...], *, unit_id: int | None = None, first_year: int | None = None
) -> HeatMap:
    """The heat map of a unit; Organisation.DoesNotExist for a neighbour's."""
    book = rule_book()
    cycle = book.cycle_of(first_year) if first_year else book.cycle_on(on)
    unit = unit_of(user, unit_id)
    above, below = _around(user, unit)
    step = _step(unit)
    heads = dict(
        _people(user, unit, cycle).annotate(at=Substr("school__path", 1, step)).order_by().values_list("at")
        .annotate(Count("pk"))
    )  # fmt: skip
    rows = HourKindTotal.objects.visible_to(user).filter(
        user.scope(Training.VIEW).q("teacher__school__path"), cycle_id=book.ids[cycle.first_year],
        teacher__status=TeacherStatus.ACTIVE, teacher__school__path__startswith=unit.path,
    )  # fmt: skip
    sums: dict[tuple[str, str], tuple[int, int]] = {
        (path, kind): (tenths, people)
        for path, kind, tenths, people in rows.annotate(at=Substr("teacher__school__path", 1, step))
        .order_by().values_list("at", "kind").annotate(a=Sum("tenths"), b=Count("teacher"))
    }  # fmt: skip
    span = {kind: _span(sums, heads, kind) for kind in kinds}
    lines = []
    for one in below:
        line = HeatLine(one, heads.get(one.path, 0))
        line.cells = [_cell(sums.get((one.path, kind)), line.teachers, span[kind]) for kind in kinds]
        if line.teachers:
            lines.append(line)
    total = HeatLine(unit, sum(heads.values()))
    total.cells = [_cell(_whole(sums, kind), total.teachers, span[kind]) for kind in kinds]
    return HeatMap(unit, above, cycle, book.cycles, kinds, lines, total)


def _whole(sums: Mapping[tuple[str, str], tuple[int, int]], kind: str) -> tuple[int, int]:
    some = [pair for (_path, one), pair in sums.items() if one == kind]
    return sum(tenths for tenths, _people in some), sum(people for _tenths, people in some)


def _average(found: tuple[int, int] | None, heads: int) -> float:
    return found[0] / 10 / heads if found and heads else 0.0


def _span(sums: Mapping[tuple[str, str], tuple[int, int]], heads: Mapping[str, int], kind: str) -> tuple[float, float]:
    """The least and the most hours a head that any unit has of a kind: the ends of its colours."""
    found = [_average(sums.get((path, kind)), number) for path, number in heads.items()]
    return min(found, default=0.0), max(found, default=0.0)


def _cell(found: tuple[int, int] | None, heads: int, span: tuple[float, float]) -> Cell:
    average, (least, most) = _average(found, heads), span
    shade = 0
    if average:
        shade = 3 if most - least < 0.05 else 1 + min(int((average - least) / (most - least) * 5), 4)
    return Cell(*(found or (0, 0)), average=average, shade=shade)


def people_of(user: User, unit: Organisation, cycle: Cycle) -> QuerySet[Teacher]:
    """The people of a school for its table, by name."""
    return _people(user, unit, cycle).defer("id_number", "phone").order_by("name", "pk")


@dataclass(frozen=True)
class PersonLine:
    """A person in the table of a school; ``total`` is None where nothing counts yet."""

    teacher: Teacher
    total: HourTotal | None
    due: int
    pace: int

    @property
    def counted(self) -> int:
        return self.total.counted if self.total else 0

    @property
    def missing(self) -> int:
        return max(self.due - self.counted, 0)

    @property
    def is_behind(self) -> bool:
        return self.counted < self.pace


def with_totals(user: User, people: list[Teacher], cycle: Cycle, on: date) -> list[PersonLine]:
    """A page of people with their totals: three queries."""
    ids = [one.pk for one in people]
    rows = HourTotal.objects.visible_to(user).filter(teacher_id__in=ids, cycle__first_year=cycle.first_year)
    totals = {one.teacher_id: one for one in rows}
    came = entry_days(ids)
    return [
        PersonLine(one, totals.get(one.pk), due(cycle, came.get(one.pk)), pace(cycle, came.get(one.pk), on))
        for one in people
    ]


def cycle_asked(first_year: int | None, on: date) -> Cycle:
    """The cycle of an address, else that of the day."""
    book = rule_book()
    return book.cycle_of(first_year) if first_year else book.cycle_on(on)


def unit_of(user: User, unit_id: int | None) -> Organisation:
    """The unit that is looked at; without a key the lowest one over all that this person may look at."""
    scope = user.scope(Training.VIEW)
    if unit_id is None:
        return Organisation.objects.get(path=scope.paths[0]) if len(scope.paths) == 1 else city()
    return Organisation.objects.get(_lookable(scope), pk=unit_id)


def _lookable(scope: Scope) -> Q:
    """The units inside the scope. Who has several parts of the tree may stand above them too and sees their sum."""
    inside = scope.q("path")
    if len(scope.paths) < 2:
        return inside
    step = Organisation.steplen
    return inside | Q(path__in={path[:end] for path in scope.paths for end in range(step, len(path), step)})


def _around(user: User, unit: Organisation) -> tuple[list[Organisation], list[Organisation]]:
    """The units above that this person may look at, and those below; a school stands for itself."""
    over = [unit.path[:end] for end in range(unit.steplen, len(unit.path), unit.steplen)]
    rows = Organisation.objects.filter(Q(path__in=over) | Q(parent=unit) | Q(pk=unit.pk)).order_by("path")
    may = set(rows.filter(_lookable(user.scope(Training.VIEW))).values_list("pk", flat=True))
    every = list(rows)
    below = [one for one in every if one.parent_id == unit.pk] or [unit]
    return [one for one in every if one.path in over and one.pk in may], below


def _step(unit: Organisation) -> int:
    """How much of a path names the units by which a unit is broken down."""
    return len(unit.path) + (0 if unit.kind == OrgKind.SCHOOL else unit.steplen)
