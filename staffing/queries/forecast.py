"""The forecast of a district or the city: pupils, people, loans that end, told apart by stage, subject and district."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.choices import FigureStage
from staffing.models import Births, ForecastSetting, PoolAccount, PoolUnit, SchoolFigures
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.plan_inputs import setting_on as plan_setting_on
from staffing.queries.plan_inputs import shares_on
from staffing.queries.standard import StandardOn
from staffing.rules import forecast as rules
from staffing.rules.forecast import AS_IT_IS, Leaving, Rates, Row, Supply, WhatIf
from teachers.choices import EmploymentKind, PostCategory, TeacherStatus
from teachers.models import Teacher
from teachers.models.month import MonthOrdinal
from teachers.rules.months import first_day
from teachers.rules.retirement import group_for, window

Person = tuple[str, str, int]  # stage, subject, district
URBAN = "111"  # the ratio of a whole stage: one standard for town and country since 2014


@dataclass(frozen=True)
class Line:
    """A stage, subject or district with its years."""

    key: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Forecast:
    """All that the page shows. ``disposal`` are posts at hand in each year, as loans that run now come back."""

    unit: Organisation
    first: int
    years: tuple[int, ...]
    stage: str
    stages: list[Line]
    subjects: list[Line]
    districts: list[Line]
    pupils: Mapping[str, tuple[int | None, ...]]
    guessed: tuple[int, ...]
    disposal: tuple[int, ...]
    unknown_sex: int
    setting: ForecastSetting

    @property
    def total(self) -> Line:
        """The chosen stage."""
        return next(one for one in self.stages if one.key == self.stage)


def units(user: User) -> QuerySet[Organisation]:
    """Where this user may forecast: the city, districts."""
    found = Organisation.objects.filter(kind__in=[OrgKind.CITY, OrgKind.DISTRICT])
    scope = user.scope(Staffing.PLAN).q("path") | user.scope(Staffing.SIGN).q("path")
    return found.filter(scope).order_by("path")


def districts(user: User) -> QuerySet[Organisation]:
    """Districts whose births this user may note."""
    found = Organisation.objects.filter(user.scope(Staffing.PLAN).q("path"), kind=OrgKind.DISTRICT)
    return found.order_by("path")


def births(user: User) -> QuerySet[Births]:
    """What was noted in these districts, the newest first."""
    return Births.objects.filter(unit__in=districts(user)).select_related("unit").order_by("-year", "unit__path")


def setting_on(day: date) -> ForecastSetting:
    """The rates in force; the defaults before the first row."""
    rows = ForecastSetting.objects.filter(effective_from__lte=day).order_by("-effective_from")
    return rows.first() or ForecastSetting(effective_from=day)


def newest_year() -> int | None:
    """The newest school year with figures."""
    return SchoolFigures.objects.order_by("-year").values_list("year", flat=True).first()


def rates_of(setting: ForecastSetting) -> Rates:
    """The dated row as the rule takes it."""
    stages = ("primary", "junior", "senior", "vocational")
    return Rates(
        {stage: Fraction(getattr(setting, f"enter_{stage}")) for stage in stages}, Fraction(setting.kindergarten),
        Fraction(setting.attrition),
    )  # fmt: skip


def forecast(
    user: User, unit: Organisation, first: int, stage: str, years: int = 10, what_if: WhatIf = AS_IT_IS
) -> Forecast:
    """Read everything once, then count by the pure rule."""
    day = date(first, 9, 1)
    setting = setting_on(day)
    rates = rates_of(setting)
    people, unknown = _people(user, unit, first)
    pupils_now, births = _pupils(unit, first), _births(unit)
    districts = {one.pk: one for one in _districts(unit)}
    ahead = {
        pk: rules.pupils_ahead(first, years, pupils_now[pk], births[pk], rates, what_if) for pk in districts
    }  # fmt: skip
    standard, teaching = StandardOn(day), plan_setting_on(day)
    attrition = rates.attrition if what_if.attrition is None else what_if.attrition

    def need(one: str, pupils: int | None) -> int | None:
        ratio = what_if.ratios.get(one)
        if ratio is None:
            known = standard.at(URBAN).ratios.get(FigureStage(one))
            ratio = Fraction(known) if known is not None else None
        percent = 100 if one == FigureStage.VOCATIONAL else getattr(teaching, f"teaching_{one}", 85)
        return rules.teachers_needed(pupils, ratio, percent)

    def supply(chosen: Counter[tuple[int | None, ...]]) -> Supply:
        return rules.supply_ahead([Leaving(n, *key) for key, n in chosen.items()], first, years, attrition)

    def gather(keep: object) -> Counter[tuple[int | None, ...]]:
        found: Counter[tuple[int | None, ...]] = Counter()
        for person, counts in people.items():
            if keep(person):  # type: ignore[operator]
                found.update(counts)
        return found

    pupils = {one: _added([ahead[pk].by_stage[one] for pk in districts], years) for one in rules.GRADES}
    stages, needs = [], {}
    for one in rules.GRADES:
        needs[one] = [need(one, number) for number in pupils[one]]
        mine = gather(lambda person, one=one: person[0] == one)
        stages.append(Line(one, str(FigureStage(one).label), rules.rows(first, needs[one], supply(mine))))
    by_district = [
        Line(
            str(pk), one.name,
            rules.rows(
                first, [need(stage, number) for number in ahead[pk].by_stage[stage]],
                supply(gather(lambda person, pk=pk: person[0] == stage and person[2] == pk)),
            ),
        )
        for pk, one in districts.items()
    ]  # fmt: skip
    shares = {key: Fraction(one.lessons) for key, one in shares_on(day).get(stage, {}).items()}
    subjects = [
        Line(
            subject, subject,
            rules.rows(
                first, wanted, supply(gather(lambda person, s=subject: person[0] == stage and person[1] == s))
            ),
        )
        for subject, wanted in rules.subject_needs_ahead(needs[stage], shares).items()
    ]  # fmt: skip
    guessed = tuple(sorted({year for one in ahead.values() for year in one.guessed}))
    return Forecast(
        unit, first, tuple(range(first, first + years)), stage, stages, subjects, by_district, pupils, guessed,
        _disposal(unit, first, years), unknown, setting,
    )  # fmt: skip


def _added(series: list[tuple[int | None, ...]], years: int) -> tuple[int | None, ...]:
    """Districts added up; what no district knows is not known."""
    found: list[int | None] = []
    for place in range(years):
        known = [one[place] for one in series if one[place] is not None]
        found.append(sum(number for number in known if number is not None) if known else None)
    return tuple(found)


def _districts(unit: Organisation) -> list[Organisation]:
    if unit.kind == OrgKind.DISTRICT:
        return [unit]
    return list(Organisation.objects.filter(kind=OrgKind.DISTRICT, path__startswith=unit.path).order_by("path"))


def _people(
    user: User, unit: Organisation, first: int
) -> tuple[dict[Person, Counter[tuple[int | None, ...]]], int]:  # fmt: skip
    """Serving full-time teachers in the establishment by what they teach and where, counted by when they are gone."""
    rows = (
        Teacher.objects.visible_to(user)
        .filter(
            school__path__startswith=unit.path, status=TeacherStatus.ACTIVE, category=PostCategory.TEACHER,
            employment=EmploymentKind.ESTABLISHMENT,
        )
        .annotate(born=MonthOrdinal(Coalesce("archive_birth_month", "birth_on")))
        .values_list("stage", "subject", "school__parent_id", "sex", "title", "category", "born")
    )  # fmt: skip
    found: dict[Person, Counter[tuple[int | None, ...]]] = defaultdict(Counter)
    known: dict[tuple[str, str, str, int], tuple[int | None, ...]] = {}
    unknown = 0
    for stage, subject, district, sex, title, category, born in rows.iterator(5000):
        key = (sex, title, category, born)
        if key not in known:
            known[key] = _gone(sex, title, category, born, first)
        unknown += known[key][0] is None
        found[stage, subject, district][known[key]] += 1
    return found, unknown


def _gone(sex: str, title: str, category: str, born: int, first: int) -> tuple[int | None, ...]:
    group = group_for(sex, title, category)
    if group is None:
        return (None, None, None)
    band = window(group, first_day(born))
    return tuple(rules.gone_by(month, first) for month in (band.statutory, band.earliest, band.latest))


def _pupils(unit: Organisation, first: int) -> dict[int, dict[str, int | None]]:
    """Pupils by district and stage; a stage without any figure is not known."""
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    rows = SchoolFigures.objects.filter(year=first, school__path__startswith=unit.path, pupils__isnull=False)
    for parent, stage, number in (
        rows.values_list("school__parent_id", "stage").annotate(n=Sum("pupils")).order_by("school__parent_id", "stage")
    ):
        found[parent][stage] = number
    return found


def _births(unit: Organisation) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, year, births in Births.objects.filter(unit__path__startswith=unit.path).values_list(
        "unit_id", "year", "births"
    ):
        found[pk][year] = births
    return found


def _disposal(unit: Organisation, first: int, years: int) -> tuple[int, ...]:
    """Posts at hand of all units below, as loans across the border of the unit come back at their end."""
    inside = PoolUnit.objects.filter(unit__path__startswith=unit.path).aggregate(n=Sum("disposal"))["n"] or 0
    out = PoolAccount.objects.filter(loan__isnull=False, balance__gt=0).select_related("loan", "owner", "holder")
    changes: dict[int, int] = defaultdict(int)
    for one in out:
        owns, holds = one.owner.path.startswith(unit.path), one.holder.path.startswith(unit.path)
        if owns != holds and one.loan is not None:
            ends = one.loan.ends_on
            changes[ends.year if (ends.month, ends.day) <= (9, 1) else ends.year + 1] += one.balance * (
                1 if owns else -1
            )
    found, now = [], inside
    for year in range(first, first + years):
        now += changes.pop(year, 0) + sum(changes.pop(old) for old in list(changes) if old < year)
        found.append(now)
    return tuple(found)
