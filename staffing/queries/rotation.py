"""Who is due for an exchange (交流轮岗), by school, district and city; and the exemptions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.choices import ExemptionState
from staffing.models import Exemption, PlanSetting, Willingness
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.plan_inputs import setting_on
from staffing.queries.table import active
from staffing.queries.tenure import months_left
from staffing.rules.rotation import Duty, RotationAnswer, RotationRule, Tenure, rotation, to_send
from teachers import gates
from teachers.choices import EmploymentKind, PostCategory
from teachers.models import Teacher
from teachers.models.month import MonthOrdinal

# The notice is about compulsory schooling.
STAGES = ("primary", "junior", "nine_year", "complete")


def rule_of(setting: PlanSetting) -> RotationRule:
    """The dated row as the rule takes it."""
    return RotationRule(setting.due_years, setting.head_years, setting.exchange_percent)


def rule_on(day: date) -> tuple[RotationRule, PlanSetting]:
    """The rule in force, and the row it stands in."""
    row = setting_on(day)
    return rule_of(row), row


def editions() -> list[PlanSetting]:
    """All rows, the newest first."""
    return list(PlanSetting.objects.order_by("-effective_from"))


@dataclass(frozen=True)
class Person:
    """One person and how it stands."""

    pk: int
    school_id: int
    name: str
    is_head: bool
    tenure: Tenure
    answer: RotationAnswer


@dataclass
class Count:
    """A unit's people by how they stand."""

    unit: Organisation
    percent: int
    by_duty: Counter[str] = field(default_factory=Counter)
    heads: int = 0  # due ones who manage

    def add(self, one: Person) -> None:
        """Count one person in."""
        self.by_duty[str(one.answer.duty)] += 1
        self.heads += one.is_head and one.answer.duty is Duty.DUE

    @property
    def people(self) -> int:
        return self.by_duty.total()

    @property
    def due(self) -> int:
        return self.by_duty[Duty.DUE]

    @property
    def to_send(self) -> int:
        return to_send(self.due, self.percent)

    @property
    def exempt(self) -> int:
        return self.by_duty[Duty.EXEMPT]

    @property
    def retiring(self) -> int:
        return self.by_duty[Duty.RETIRING]

    @property
    def not_yet(self) -> int:
        return self.by_duty[Duty.NOT_YET]

    @property
    def unknown(self) -> int:
        return self.by_duty[Duty.UNKNOWN]


def people(user: User, unit: Organisation, on: date, rule: RotationRule) -> list[Person]:
    """Teachers and managers in the establishment of compulsory schools, each judged; in two queries."""
    rows = (
        active(user, unit)
        .filter(
            employment=EmploymentKind.ESTABLISHMENT, school__stage__in=STAGES,
            category__in=[PostCategory.TEACHER, PostCategory.MANAGEMENT],
        )
        .annotate(
            born=MonthOrdinal(Coalesce("archive_birth_month", "birth_on")),
            since=Min("posts__valid_from", filter=Q(posts__valid_until=None, posts__org=F("school"))),
        )
        .values_list("pk", "school_id", "name", "category", "sex", "title", "born", "since")
        .order_by("school__path", "name", "pk")
    )  # fmt: skip
    said = Willingness.objects.visible_to(user).filter(exempt_until__gt=on, teacher__school__path__startswith=unit.path)
    exempt = dict(said.values_list("teacher_id", "exempt_until"))
    found = []
    for pk, school, name, category, sex, title, born, since in rows:
        is_head = category == PostCategory.MANAGEMENT
        tenure = Tenure(since, is_head, exempt.get(pk), months_left(sex, title, category, born, on))
        found.append(Person(pk, school, name, is_head, tenure, rotation(tenure, rule, on)))
    return found


def counts(found: list[Person], unit: Organisation, rule: RotationRule) -> tuple[list[Count], Count]:
    """The units right below with their people, and the sum."""
    rows = {
        one.path: Count(one, rule.percent)
        for one in Organisation.objects.filter(parent=unit, closed_on=None).order_by("path")
    }
    paths = dict(Organisation.objects.filter(kind=OrgKind.SCHOOL, path__startswith=unit.path).values_list("pk", "path"))
    total, width = Count(unit, rule.percent), len(unit.path) + Organisation.steplen
    for one in found:
        total.add(one)
        if row := rows.get(paths.get(one.school_id, "")[:width]):
            row.add(one)
    return [row for row in rows.values() if row.people], total


ORDER = (Duty.DUE, Duty.EXEMPT, Duty.RETIRING, Duty.UNKNOWN, Duty.NOT_YET)


def chosen(found: list[Person], duty: str) -> list[Person]:
    """Those of one kind (all for none), those who are due first and the longest first."""
    rows = [one for one in found if not duty or one.answer.duty == duty]
    return sorted(rows, key=lambda one: (ORDER.index(one.answer.duty), one.tenure.since or date.max, one.name, one.pk))


@dataclass(frozen=True)
class Shown:
    """A line of a page: the person of the register beside the judgement."""

    teacher: Teacher
    person: Person
    is_stopped: bool  # something in the register or in ethics forbids a transfer at present


def shown(user: User, page: list[Person], on: date) -> list[Shown]:
    """The persons of one page with what the gates of a transfer say."""
    ids = [one.pk for one in page]
    rows = {one.pk: one for one in Teacher.objects.visible_to(user).filter(pk__in=ids).select_related("school")}
    due = [one.pk for one in page if one.answer.duty is Duty.DUE]
    against = gates.ask(gates.GateAct.TRANSFER, due, on)
    return [Shown(rows[one.pk], one, one.pk in against) for one in page if one.pk in rows]


def with_units(user: User, page: list[Person]) -> dict[int, Teacher]:
    """The persons of one part of a list with their school and district."""
    rows = Teacher.objects.visible_to(user).filter(pk__in=[one.pk for one in page])
    return {one.pk: one for one in rows.select_related("school__parent")}


def exemptions(user: User, state: str = "") -> QuerySet[Exemption]:
    """Those of the schools that this person speaks for, and the own, the newest first."""
    rows: QuerySet[Exemption] = Exemption.objects.visible_to(user)
    if state in ExemptionState.values:
        rows = rows.filter(state=state)
    return rows.select_related("teacher", "school", "asked_by", "decided_by", "ended_by")


def exemption(user: User, pk: int) -> Exemption:
    """One; Exemption.DoesNotExist for a neighbour's."""
    return exemptions(user).get(pk=pk)


def person_of(user: User, number: str) -> Teacher:
    """A person of a school that this person speaks for; Teacher.DoesNotExist for any other."""
    found: Teacher = (
        Teacher.objects.visible_to(user)
        .filter(user.scope(Staffing.REQUEST).q("school__path"))
        .select_related("school")
        .get(teacher_no=number)
    )
    return found


def waiting_exemptions(user: User) -> int:
    """How many wait for this person's confirmation."""
    if not user.holds(Staffing.CHECK):
        return 0
    rows = Exemption.objects.visible_to(user).filter(state=ExemptionState.ASKED)
    return int(rows.filter(user.scope(Staffing.CHECK).q("school__path")).exclude(asked_by=user).count())
