"""The question of a plan: needs and people of every school by subject, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.choices import DayForm, FigureStage
from staffing.models import PlanSetting, PoolUnit, SchoolFigures, SchoolPlace, SubjectShare, Willingness
from staffing.queries.standard import StandardOn
from staffing.queries.tenure import months_left, since_of
from staffing.rules.establishment import StageFigures, Standard, need_of
from staffing.rules.plan import Place
from staffing.rules.plan_needs import StageNeed, subject_needs
from staffing.rules.plan_people import Candidate
from teachers import gates
from teachers.choices import EmploymentKind, PostCategory, TeacherStatus
from teachers.models import Teacher
from teachers.rules.months import month_of

RURAL = frozenset({"210", "220"})  # 乡中心区、村庄
Key = tuple[int, str, str]  # school, stage, subject


@dataclass(frozen=True)
class Line:
    """A school and a subject: posts needed, people in the establishment, how much a missing one weighs."""

    school: int
    stage: str
    subject: str
    need: int
    in_post: int
    weight: int

    @property
    def key(self) -> str:
        return f"{self.stage}:{self.subject}"


@dataclass(frozen=True)
class Question:
    """All that a plan is made from."""

    schools: Mapping[int, Organisation]
    places: list[Place]
    lines: list[Line]
    notes: list[dict[str, Any]]
    reserve: int


def setting_on(day: date) -> PlanSetting:
    """The rules and weights in force; the defaults before the first row."""
    rows = PlanSetting.objects.filter(effective_from__lte=day).order_by("-effective_from")
    return rows.first() or PlanSetting(effective_from=day)


def shares_on(day: date) -> dict[str, dict[str, SubjectShare]]:
    """Weekly lessons by stage and subject as they hold on a day; each stage has the rows of one first day."""
    found: dict[str, dict[str, SubjectShare]] = {}
    first: dict[str, date] = {}
    for row in SubjectShare.objects.filter(effective_from__lte=day).order_by("-effective_from", "pk"):
        if first.setdefault(row.stage, row.effective_from) == row.effective_from:
            found.setdefault(row.stage, {})[row.subject] = row
    return found


def stage_figures(rows: Iterable[SchoolFigures]) -> list[StageFigures]:
    """The rows of one school as the rule of the establishment takes them."""
    return [
        StageFigures(
            FigureStage(one.stage), one.pupils, one.classes, one.boarders, one.special_classes, one.resource_rooms,
            DayForm(one.day_form),
        )
        for one in rows
    ]  # fmt: skip


def question(user: User, unit: Organisation, year: int, setting: PlanSetting) -> Question:
    """The schools below a unit that publicly have an establishment, with what each has and needs by subject."""
    day = date(year, 9, 1)
    found = Organisation.objects.filter(kind=OrgKind.SCHOOL, path__startswith=unit.path, closed_on__isnull=True)
    schools = {one.pk: one for one in found.exclude(ownership="private").order_by("path")}
    shares, standard = shares_on(day), StandardOn(day)
    people = _people(user, unit)
    lines, notes = [], []
    by_school: dict[int, list[SchoolFigures]] = defaultdict(list)
    for row in SchoolFigures.objects.filter(year=year, school__in=schools).order_by("school_id", "stage"):
        by_school[row.school_id].append(row)
    for pk, school in schools.items():
        needs, note = _school(by_school.get(pk, []), school, standard, shares, setting)
        if note:
            notes.append({"school": pk, "why": note})
        for (stage, subject), posts in needs.items():
            share = shares[stage][subject]
            weight = setting.weight_base + setting.weight_rural * (school.location_type in RURAL)
            weight += setting.weight_scarce * share.is_scarce
            lines.append(Line(pk, stage, subject, posts, people.get((pk, stage, subject), 0), weight))
    pool = PoolUnit.objects.filter(pk=unit.pk).first()
    return Question(schools, _places(schools), lines, notes, pool.stock if pool else 0)


def _school(
    rows: list[SchoolFigures], school: Organisation, standard: StandardOn,
    shares: Mapping[str, Mapping[str, SubjectShare]], setting: PlanSetting,
) -> tuple[dict[tuple[str, str], int], str]:  # fmt: skip
    """Posts by stage and subject, or why they cannot be told."""
    if not rows:
        return {}, "no_figures"
    figures = stage_figures(rows)
    rule = standard.at(rows[0].location_type or school.location_type)
    answer = need_of(figures, rule)
    if answer.need is None:
        return {}, "not_applicable" if answer.pupils == 0 else "missing_figures"
    stages = [
        StageNeed(
            one.stage, _part(one, rule), getattr(setting, f"teaching_{one.stage}", 85),
            {subject: Fraction(share.lessons) for subject, share in shares.get(one.stage, {}).items()},
        )
        for one in figures
    ]  # fmt: skip
    found = subject_needs(answer.need, stages)
    return found, "" if found else "no_lessons"


def _part(one: StageFigures, rule: Standard) -> Fraction:
    """The part of a stage in the need of the school: its own result by pupils, else by classes."""
    ratio = rule.ratio(one)
    if one.pupils and ratio:
        return Fraction(one.pupils) / Fraction(ratio)
    return Fraction(0)


def _people(user: User, unit: Organisation) -> dict[Key, int]:
    """Full-time teachers in the establishment by school, stage and subject."""
    rows = _serving(user, unit).values("school_id", "stage", "subject").annotate(n=Count("pk")).order_by()
    return {(one["school_id"], one["stage"], one["subject"]): one["n"] for one in rows}


def _serving(user: User, unit: Organisation) -> Any:
    return Teacher.objects.visible_to(user).filter(
        school__path__startswith=unit.path, status=TeacherStatus.ACTIVE, employment=EmploymentKind.ESTABLISHMENT,
        category=PostCategory.TEACHER,
    )  # fmt: skip


def _places(schools: Mapping[int, Organisation]) -> list[Place]:
    at = {
        pk: (float(longitude), float(latitude))
        for pk, longitude, latitude in SchoolPlace.objects.filter(school__in=schools).values_list(
            "pk", "longitude", "latitude"
        )
    }
    return [Place(pk, one.parent_id, *at.get(pk, (None, None))) for pk, one in schools.items()]


def candidates(user: User, unit: Organisation, keys: set[Key], on: date) -> list[Candidate]:
    """The willing teachers of schools and subjects that have some to spare, with all that the rule asks about."""
    said = Willingness.objects.visible_to(user).filter(is_willing=True)
    willing = {one.teacher_id: one for one in said.filter(teacher__school__path__startswith=unit.path)}
    people = [
        one
        for one in _serving(user, unit)
        .filter(pk__in=list(willing))
        .only("pk", "school_id", "stage", "subject", "sex", "title", "category", "birth_on", "archive_birth_month")
        .order_by("pk")
        if (one.school_id, one.stage, one.subject) in keys
    ]
    ids = [one.pk for one in people]
    since = since_of(user, ids)
    against = gates.ask(gates.GateAct.TRANSFER, ids, on)
    found = []
    for one in people:
        word = willing[one.pk]
        left = months_left(one.sex, one.title, one.category, month_of(one.archive_birth_month or one.birth_on), on)
        found.append(
            Candidate(
                one.pk, one.school_id, f"{one.stage}:{one.subject}", word.is_willing, word.most_km, since.get(one.pk),
                word.exempt_until, against[one.pk].sentence if one.pk in against else "", left,
            )
        )  # fmt: skip
    return found
