"""The allowance for years of teaching in one month: the cost by unit, and who stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.policy import Edition, Source
from staffing.models import AllowanceEdition
from staffing.queries.table import active
from staffing.rules.allowance import Answer, Counting, Standing, Tier, allowance, counting_rules, next_tier
from teachers.choices import EmploymentKind, PostCategory
from teachers.models import Teacher
from teachers.policy import CountingRules
from teachers.queries.teaching import Career, career, careers
from teachers.rules.months import Month, month_of
from teachers.rules.teaching_years import TeachingYears, teaching_years

FEW = 2000  # so many people are looked up by their keys; more are read in one go


@dataclass(frozen=True)
class Rules:
    """An edition as the rule takes it."""

    edition: AllowanceEdition
    tiers: tuple[Tier, ...]
    counting: CountingRules


@dataclass(frozen=True)
class Payee:
    """One person in one month."""

    career: Career
    answer: Answer

    @property
    def years(self) -> int:
        return self.answer.months // 12

    @property
    def odd_months(self) -> int:
        return self.answer.months % 12


@dataclass
class Cost:
    """What a unit costs in a month."""

    unit: Organisation
    people: int = 0
    paid: int = 0
    yuan: Decimal = Decimal(0)
    owing: int = 0  # people whose records are known to be incomplete
    unpaid: Counter[str] = field(default_factory=Counter)
    by_tier: Counter[int] = field(default_factory=Counter)

    def add(self, one: Payee) -> None:
        """Count one person in."""
        self.people += 1
        self.owing += one.career.history_incomplete
        if one.answer.standing is Standing.PAID and one.answer.tier:
            self.paid += 1
            self.yuan += one.answer.yuan
            self.by_tier[one.answer.tier.years] += 1
        else:
            self.unpaid[str(one.answer.standing)] += 1

    @property
    def year(self) -> Decimal:
        return self.yuan * 12

    @property
    def below(self) -> int:
        return self.unpaid[Standing.BELOW]

    @property
    def not_teaching(self) -> int:
        return self.unpaid[Standing.NOT_TEACHING]

    @property
    def no_record(self) -> int:
        return self.unpaid[Standing.NO_RECORD]


def edition_on(day: date) -> AllowanceEdition:
    """The edition in force on a day; the defaults without tiers before the first one."""
    rows = AllowanceEdition.objects.filter(effective_from__lte=day).order_by("-effective_from")
    return rows.first() or AllowanceEdition(effective_from=day)


def editions() -> list[AllowanceEdition]:
    """All of them, the newest first."""
    return list(AllowanceEdition.objects.order_by("-effective_from").prefetch_related("tiers").select_related("set_by"))


def rules_on(day: date) -> Rules:
    """The edition of a day with its tiers and counting."""
    one = edition_on(day)
    tiers = tuple(Tier(row.years, row.yuan) for row in one.tiers.all()) if one.pk else ()
    counting = Counting(
        one.sick_months, one.personal_months, one.secondment_months, one.counts_research, one.counts_management,
        one.counts_study,
    )  # fmt: skip
    return Rules(one, tiers, counting_rules(counting))


def payees(user: User, unit: Organisation, month: Month, rules: Rules) -> Iterator[Payee]:
    """Everybody in the unit who may be paid at all: serving full-time teachers of schools, in the establishment where
    the edition says so. In the order of the register."""
    people = active(user, unit).filter(category=PostCategory.TEACHER).exclude(school__stage="higher")
    if rules.edition.only_establishment:
        people = people.filter(employment=EmploymentKind.ESTABLISHMENT)
    ids = set(people.values_list("pk", flat=True))
    found = careers(user, ids=ids) if len(ids) <= FEW else careers(user)
    for one in found:
        if one.pk in ids:
            yield Payee(one, allowance(one.services, month, rules.tiers, rules.counting))


def costs(user: User, unit: Organisation, month: Month, rules: Rules) -> tuple[list[Cost], Cost]:
    """The units right below (the schools of a district, the districts of the city), and the sum."""
    below = list(Organisation.objects.filter(parent=unit, closed_on=None).order_by("path"))
    rows = {one.path: Cost(one) for one in below}
    total = Cost(unit)
    paths = dict(Organisation.objects.filter(kind=OrgKind.SCHOOL, path__startswith=unit.path).values_list("pk", "path"))
    width = len(unit.path) + Organisation.steplen
    for one in payees(user, unit, month, rules):
        total.add(one)
        if row := rows.get(paths.get(one.career.school_id, "")[:width]):
            row.add(one)
    return [row for row in rows.values() if row.people], total


def people(user: User, school: Organisation, month: Month, rules: Rules) -> tuple[list[Payee], Cost]:
    """The people of one school, the longest first, and the sum."""
    found, total = list(payees(user, school, month, rules)), Cost(school)
    for one in found:
        total.add(one)
    found.sort(key=lambda one: (-one.answer.months, one.career.name, one.career.pk))
    return found, total


def schools_of(people: list[Payee]) -> dict[int, Organisation]:
    """The schools of people that a scoped query found."""
    rows = Organisation.objects.filter(pk__in={one.career.school_id for one in people}).select_related("parent")
    return {one.pk: one for one in rows}


@dataclass(frozen=True)
class Detail:
    """How one person's month comes about."""

    teacher: Teacher
    payee: Payee
    arithmetic: TeachingYears
    ahead: tuple[Tier, int] | None


def detail(user: User, teacher_no: str, day: date, rules: Rules) -> Detail:
    """One person; Teacher.DoesNotExist for a neighbour's."""
    teacher = Teacher.objects.visible_to(user).select_related("school__parent").get(teacher_no=teacher_no)
    known = career(user, teacher)
    answer = allowance(known.services, month_of(day), rules.tiers, rules.counting)
    lines = teaching_years(known.services, day, _edition(rules))
    return Detail(teacher, Payee(known, answer), lines, next_tier(answer.months, rules.tiers))


def _edition(rules: Rules) -> Edition[CountingRules]:
    return Edition(rules.edition.effective_from, Source(rules.edition.document), rules.counting)
