"""Trainings that are owed: one's own, those of a unit, the whole by kind and district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.queries import schools
from teachers.choices import Stage, TeacherStatus
from training.choices import Area, Kind, RequirementState
from training.models import ClassTeacherDuty, QualifiedSubject, Reminder, Requirement
from training.permissions import TrainingPermission

OWED = [(kind.value, kind.label) for kind in Kind if kind not in {Kind.GENERAL, Kind.RESERVE}]
STATES = tuple(RequirementState)


def reason(row: Requirement) -> str:
    """What called for a requirement, in words of the page's language."""
    detail = row.detail
    old, arrow, new = detail.partition(">")
    if row.kind == Kind.TOWN_COUNTRY and arrow:
        return f"{Area(old).label} → {Area(new).label}"
    if row.kind == Kind.STAGE_CHANGE and arrow:
        return f"{Stage(old).label} → {Stage(new).label}"
    if row.kind == Kind.SHORTAGE:
        return row.key.rpartition(":")[2]
    return detail


@dataclass(frozen=True)
class Owed:
    """A requirement as a list shows it."""

    row: Requirement
    state: RequirementState
    reason: str
    days: int  # until the deadline; below 0 it is past

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.row.hours_done / self.row.hours_needed))

    @property
    def late_by(self) -> int:
        return -self.days


def as_owed(rows: QuerySet[Requirement] | list[Requirement], on: date) -> list[Owed]:
    """Rows as a list shows them on a day."""
    return [Owed(row, row.state_on(on), reason(row), (row.due_on - on).days) for row in rows]


def own(user: User, on: date) -> list[Owed]:
    """What who is signed in owes: what presses first, then what is settled."""
    rows = Requirement.objects.visible_to(user).filter(teacher__user_id=user.pk).select_related("rule")
    order = [RequirementState.OVERDUE, RequirementState.SOON, RequirementState.OPEN]
    found = as_owed(list(rows.order_by("due_on", "pk")), on)
    return sorted(found, key=lambda one: order.index(one.state) if one.state in order else len(order))


def own_reminders(user: User) -> list[Reminder]:
    """What who is signed in was told and has not put away."""
    rows = Reminder.objects.visible_to(user).filter(
        requirement__teacher__user_id=user.pk, read_at=None, requirement__met_on=None, requirement__waived_at=None
    )
    return list(rows.select_related("requirement").order_by("requirement__due_on", "pk"))


def _looked_after(user: User) -> QuerySet[Requirement]:
    """Requirements of people in service in the units where this person looks after training."""
    rows: QuerySet[Requirement] = Requirement.objects.visible_to(user).filter(
        user.scope(TrainingPermission.VIEW).q("teacher__school__path"), teacher__status=TeacherStatus.ACTIVE
    )
    return rows


def listed(user: User, asked: Mapping[str, str], on: date) -> QuerySet[Requirement]:
    """The list of a unit, filtered; overdue first, then by deadline."""
    rows = _looked_after(user)
    if asked.get("kind") in Kind.values and asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("state") in RequirementState.values:
        rows = rows.filter(Requirement.in_state(asked["state"], on))
    elif asked.get("state") != "all":
        rows = rows.filter(met_on=None, waived_at=None)
    if (unit := asked.get("unit", "")).isdecimal() and len(unit) < 10:
        chosen = Organisation.objects.filter(pk=int(unit)).values_list("path", flat=True).first()
        rows = rows.filter(teacher__school__path__startswith=chosen) if chosen else rows.none()
    if text := "".join(asked.get("q", "").split()):
        rows = rows.filter(Q(teacher__name__icontains=text) | Q(teacher__teacher_no__iexact=text))
    return rows.select_related("teacher__school__parent", "rule").order_by("due_on", "teacher__school__path", "pk")


def figures(user: User, on: date) -> dict[str, int]:
    """How many requirements stand how, of all that this person looks after; one query."""
    counts = {state.value: Count("pk", filter=Requirement.in_state(state, on)) for state in STATES}
    found: dict[str, int] = _looked_after(user).aggregate(**counts)
    return found


def requirement(user: User, pk: int) -> Requirement:
    """One of them or one's own; DoesNotExist for a neighbour's."""
    rows = Requirement.objects.visible_to(user).select_related("teacher__school__parent", "rule", "waived_by")
    found: Requirement = rows.get(pk=pk)
    return found


def reminders_of(user: User, row: Requirement) -> list[Reminder]:
    """When the person was reminded of one."""
    return list(Reminder.objects.visible_to(user).filter(requirement=row).order_by("-told_on", "step"))


def may_waive(user: User, row: Requirement) -> bool:
    """Whether this person stands above the school and it is not the own requirement."""
    above = row.teacher.school.parent
    holds = above is not None and user.scope(TrainingPermission.ASSIGN).holds(above.path)
    return holds and row.teacher.user_id != user.pk


@dataclass(frozen=True)
class Line:
    """One unit of the overview with its counts by kind and state."""

    unit: Organisation
    cells: list[Cell]

    @property
    def overdue(self) -> int:
        return sum(cell.overdue for cell in self.cells)

    @property
    def total(self) -> int:
        return sum(cell.total for cell in self.cells)

    @property
    def percent(self) -> int | None:
        """How many of a hundred that were due are settled; None where nothing was due."""
        due = sum(cell.due for cell in self.cells)
        return round(100 * sum(cell.settled for cell in self.cells) / due) if due else None


@dataclass(frozen=True)
class Cell:
    """Counts of one kind at one unit: all, those whose deadline is past, of these the ones met or waived, overdue."""

    kind: str
    total: int = 0
    due: int = 0
    settled: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int | None:
        return round(100 * self.settled / self.due) if self.due else None

    @property
    def tone(self) -> str:
        """A step of five for the colour of a tile: from all behind to all settled."""
        return "none" if self.percent is None else str(min(4, self.percent // 20))


def overview(user: User, on: date, district: Organisation | None = None) -> tuple[list[Kind], list[Line]]:
    """Kinds as columns, units as lines: districts, or the schools of one; a fixed number of queries."""
    rows = _looked_after(user)
    if district is not None:
        rows = rows.filter(teacher__school__path__startswith=district.path)
    unit = "teacher__school" if district is not None else "teacher__school__parent"
    settled, is_due = Q(met_on__isnull=False) | Q(waived_at__isnull=False), Q(due_on__lt=on)
    table = rows.order_by().values(unit, "kind").annotate(
        total=Count("pk"), due=Count("pk", filter=is_due), settled=Count("pk", filter=settled & is_due),
        overdue=Count("pk", filter=Requirement.in_state(RequirementState.OVERDUE, on)),
    )  # fmt: skip
    cells: dict[int, dict[str, Cell]] = defaultdict(dict)
    for row in table:
        pk = row.pop(unit)
        cells[pk][row["kind"]] = Cell(**row)
    kinds = [kind for kind in Kind if any(kind in found for found in cells.values())]
    units = Organisation.objects.filter(pk__in=cells).order_by("path")
    return kinds, [Line(one, [cells[one.pk].get(kind, Cell(kind)) for kind in kinds]) for one in units]


def district(user: User, pk: int) -> Organisation:
    """A district. That there is one is no secret: the counts are those of the own schools in it, none for others."""
    found: Organisation = Organisation.objects.get(kind=OrgKind.DISTRICT, pk=pk)
    return found


def districts_open_to(user: User) -> list[Organisation]:
    """The districts in all or some of whose schools this person looks after training."""
    scope = user.scope(TrainingPermission.VIEW)
    rows = Organisation.objects.filter(kind=OrgKind.DISTRICT)
    return [one for one in rows if scope.holds(one.path) or any(path.startswith(one.path) for path in scope.paths)]


def units_to_choose(user: User) -> list[Organisation]:
    """The schools of a filter."""
    return schools(user.scope(TrainingPermission.VIEW))


def class_duties(user: User) -> QuerySet[ClassTeacherDuty]:
    """Who is a class teacher now, in the units where this person may say so."""
    scope = user.scope(TrainingPermission.ASSIGN)
    rows: QuerySet[ClassTeacherDuty] = ClassTeacherDuty.objects.visible_to(user).filter(
        scope.q("teacher__school__path"), ended_on=None
    )
    return rows.select_related("teacher__school", "school").order_by("school__path", "class_name", "pk")


def class_duty(user: User, pk: int) -> ClassTeacherDuty:
    """One of them; DoesNotExist for a neighbour's."""
    scope = user.scope(TrainingPermission.ASSIGN)
    rows = ClassTeacherDuty.objects.visible_to(user).filter(scope.q("teacher__school__path"))
    found: ClassTeacherDuty = rows.select_related("teacher__school").get(pk=pk)
    return found


def qualified_subjects(user: User) -> QuerySet[QualifiedSubject]:
    """Subjects of certificates that were put down, newest first."""
    scope = user.scope(TrainingPermission.ASSIGN)
    rows: QuerySet[QualifiedSubject] = QualifiedSubject.objects.visible_to(user).filter(
        scope.q("teacher__school__path")
    )
    return rows.select_related("teacher__school").order_by("-recorded_at", "-pk")
