"""The staffing table: people by school, stage, subject, title and age, with the ratios of the area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from staffing.choices import FigureStage
from staffing.policy import BALANCE
from staffing.queries.figures import approvals, rows_of, schools_of
from staffing.rules.establishment import coefficient_of_variation, per_class, per_teacher, shown
from staffing.rules.people import ARTS_AND_SPORTS, BANDS, above_required_degree, band_words, born_between
from teachers.choices import EmploymentKind, PostCategory, Stage, TeacherStatus
from teachers.models import Teacher

DIMENSIONS = ("school", "stage", "subject", "title", "age")
# Who works the whole week at the school: counted for 生师比 and 班师比 where the post is that of a teacher.
FULL_TIME = (
    EmploymentKind.ESTABLISHMENT, EmploymentKind.FILED, EmploymentKind.AGENCY, EmploymentKind.CONTRACT,
    EmploymentKind.DISPATCH, EmploymentKind.PRIVATE, EmploymentKind.OUTSIDE,
)  # fmt: skip
IN = Q(employment=EmploymentKind.ESTABLISHMENT)
TEACHES = Q(category=PostCategory.TEACHER, employment__in=FULL_TIME)


@dataclass
class Row:
    """One line of the table; None is not known or does not apply."""

    key: str
    label: str
    inside: int = 0
    outside: int = 0
    unknown: int = 0  # nobody noted on what footing
    teachers: int = 0
    approved: int | None = None
    pupils: int | None = None
    classes: int | None = None

    @property
    def total(self) -> int:
        return self.inside + self.outside + self.unknown

    @property
    def vacant(self) -> int | None:
        return None if self.approved is None else max(self.approved - self.inside, 0)

    @property
    def over(self) -> int | None:
        return None if self.approved is None else max(self.inside - self.approved, 0)

    @property
    def pupils_per_teacher(self) -> Decimal | None:
        return shown(per_teacher(self.pupils, self.teachers))

    @property
    def teachers_per_class(self) -> Decimal | None:
        return shown(per_class(self.teachers, self.classes))


@dataclass(frozen=True)
class Indicator:
    """One figure of 优质均衡 over the schools of a stage."""

    name: str
    value: Decimal | None
    target: str
    is_met: bool | None
    spread: Decimal | None = None
    spread_target: str = ""
    below: list[str] = field(default_factory=list)  # schools that do not reach it


@dataclass(frozen=True)
class Table:
    """All of it for a unit on a day, the figures being those of a school year."""

    rows: list[Row]
    total: Row
    day: date


def active(user: User, unit: Organisation) -> QuerySet[Teacher]:
    """People of the register who serve in the unit today."""
    rows: QuerySet[Teacher] = Teacher.objects.visible_to(user)
    return rows.filter(status=TeacherStatus.ACTIVE, school__path__startswith=unit.path)


def _keyed(rows: QuerySet[Teacher], by: str, day: date) -> Any:
    if by != "age":
        return rows.annotate(key=_column(by))
    cases = [When(birth_on__range=born_between(band, day), then=Value(str(place))) for place, band in enumerate(BANDS)]
    return rows.annotate(key=Case(*cases, default=Value(""), output_field=CharField()))


def _column(by: str) -> Any:
    return F({"school": "school_id", "stage": "stage", "subject": "subject", "title": "title"}[by])


def _label(by: str, key: str, names: dict[str, str]) -> str:
    if by == "school":
        return names.get(key, key)
    if not key:
        return _("未登记")
    if by == "stage":
        return str(Stage(key).label)
    return band_words(BANDS[int(key)]) if by == "age" else key


def table(user: User, unit: Organisation, by: str, year: int, day: date) -> Table:
    """The people of a unit by one dimension. Approved numbers and figures are by school alone."""
    schools = list(schools_of(user, year, unit))
    names = {str(one.pk): one.name for one in schools}
    counted = (
        _keyed(active(user, unit), by, day)
        .values("key")
        .annotate(
            inside=Count("pk", filter=IN), outside=Count("pk", filter=~IN & ~Q(employment="")),
            unknown=Count("pk", filter=Q(employment="")), teachers=Count("pk", filter=TEACHES),
        )
        .order_by("key")
    )  # fmt: skip
    rows = {str(one["key"]): Row(str(one["key"]), "", one["inside"], one["outside"], one["unknown"], one["teachers"])
            for one in counted}  # fmt: skip
    if by == "school":
        rows = {key: rows.get(key) or Row(key, "") for key in [*names, *(key for key in rows if key not in names)]}
        strangers = Organisation.objects.filter(pk__in=[int(key) for key in rows if key not in names])
        names |= {str(one.pk): one.name for one in strangers}
        _with_figures(rows, schools, year)
    for key, row in rows.items():
        row.label = _label(by, key, names)
    found = list(rows.values())
    if by in ("subject", "title"):
        found.sort(key=lambda row: (row.key == "", -row.total, row.key))
    return Table(found, _sum(found, by), day)


def _with_figures(rows: dict[str, Row], schools: list[Organisation], year: int) -> None:
    ids = [one.pk for one in schools]
    figures, approved = rows_of(ids, [year]), approvals(ids, year)
    for school in schools:
        row, stages = rows[str(school.pk)], figures.get((school.pk, year), [])
        row.pupils = _known(one.pupils for one in stages) if stages else None
        row.classes = _known(one.classes for one in stages) if stages else None
        row.approved = approved[school.pk].posts if school.pk in approved else None


def _known(values: Any) -> int | None:
    found = list(values)
    return None if any(value is None for value in found) else sum(found)


def _sum(rows: Sequence[Row], by: str) -> Row:
    total = Row("", _("合计"))
    for row in rows:
        total.inside, total.outside = total.inside + row.inside, total.outside + row.outside
        total.unknown, total.teachers = total.unknown + row.unknown, total.teachers + row.teachers
    if by == "school" and rows:
        # A sum over schools of which one is not known would be too small: it is not known either.
        for name in ("approved", "pupils", "classes"):
            setattr(total, name, _known(getattr(row, name) for row in rows))
    return total


SPREAD_LIMITS = {FigureStage.PRIMARY: Decimal("0.50"), FigureStage.JUNIOR: Decimal("0.45")}


def value_words(user: User, by: str, key: str) -> str:
    """What a value of a dimension is called."""
    if by == "school":
        found = Organisation.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
        return found.name if found else ""
    if by == "stage" and key not in Stage.values:
        return _("未登记")
    return _label(by, key, {})


def people(user: User, unit: Organisation, by: str, key: str, group: str, day: date) -> QuerySet[Teacher]:
    """Who stands behind one number of the table."""
    rows = active(user, unit)
    if by != "school":
        rows = _keyed(rows, by, day).filter(key=key)
    elif key:
        rows = rows.filter(school_id=int(key)) if key.isdecimal() and len(key) < 10 else rows.none()
    if group == "inside":
        rows = rows.filter(IN)
    elif group == "outside":
        rows = rows.filter(~IN & ~Q(employment=""))
    elif group == "unknown":
        rows = rows.filter(employment="")
    elif group == "teachers":
        rows = rows.filter(TEACHES)
    return rows.select_related("school").order_by("school__path", "name", "pk")


def balance(user: User, unit: Organisation, year: int, day: date) -> dict[FigureStage, list[Indicator]]:
    """The indicators of 优质均衡 that the register and the figures can tell, for primary and junior schools."""
    edition = BALANCE.on(max(day, date(2017, 4, 19)))
    schools = {one.pk: one for one in schools_of(user, year, unit)}
    figures = rows_of(schools, [year])
    found: dict[FigureStage, list[Indicator]] = {}
    for stage in (FigureStage.PRIMARY, FigureStage.JUNIOR):
        stages = {pk: row for (pk, _year), rows in figures.items() for row in rows if row.stage == stage and row.pupils}
        if not stages:
            continue
        pupils = {pk: row.pupils or 0 for pk, row in stages.items()}
        names = {pk: schools[pk].name for pk in stages}
        own = active(user, unit).filter(TEACHES, school__in=list(stages))
        # In a school of several stages only those who teach this one count; where nobody noted it, they do.
        own = own.filter(Q(stage=stage) | Q(stage=""))
        degree = reduce(or_, (Q(education__contains=word) for word in above_required_degree(stage)))
        limit = SPREAD_LIMITS[stage]
        found[stage] = [
            _per_hundred(_("每百名学生拥有高于规定学历教师数"), own.filter(degree), pupils, names,
                         edition.value.degree[stage], limit),
            _per_hundred(
                _("每百名学生拥有体育、艺术专任教师数"), own.filter(subject__in=ARTS_AND_SPORTS), pupils, names,
                Decimal("0.9"), limit,
            ),
            _class_size(stages, names, edition.value.class_size[stage]),
            Indicator(_("每百名学生拥有县级以上骨干教师数"), None, "≥ 1", None),
        ]  # fmt: skip
    return found


def _per_hundred(
    name: str, people: QuerySet[Teacher], pupils: dict[int, int], names: dict[int, str], target: Decimal,
    limit: Decimal,
) -> Indicator:  # fmt: skip
    counts = dict(people.values_list("school").annotate(n=Count("pk")).order_by())
    each = {pk: Fraction(100 * counts.get(pk, 0), number) for pk, number in pupils.items()}
    whole = Fraction(100 * sum(counts.values()), sum(pupils.values()))
    below = [names[pk] for pk, value in each.items() if value < Fraction(target)]
    spread = coefficient_of_variation(list(each.values()), [pupils[pk] for pk in each])
    return Indicator(name, shown(whole), f"≥ {target}", whole >= Fraction(target), spread, f"≤ {limit}", below)


def _class_size(stages: dict[int, Any], names: dict[int, str], most: int) -> Indicator:
    if any(row.classes is None for row in stages.values()):
        return Indicator(_("平均班额"), None, f"≤ {most}", None)
    large = [names[pk] for pk, row in stages.items() if row.classes and row.pupils > most * row.classes]
    classes = sum(row.classes for row in stages.values())
    whole = Fraction(sum(row.pupils for row in stages.values()), classes) if classes else None
    return Indicator(_("平均班额"), shown(whole, 1), f"≤ {most}", not large if whole else None, None, "", large)
