"""Doctors at schools of higher education: the numbers of today, those of past years, who was counted and who left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from kernel.accounts.models import User
from kernel.orgs.choices import OrgKind, SchoolStage
from kernel.orgs.models import Organisation
from staffing.choices import HigherKind
from staffing.models import DoctorCount, DoctorEntry, DoctorLeaver, DoctorSetting, DoctorSnapshot, HigherSchool
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules import doctors as rules
from staffing.rules.doctors import Person
from teachers.models import Post, Teacher

WHY = "counts of doctors by the definition; names are shown within the scope alone"


def setting_on(day: date) -> DoctorSetting:
    """The targets in force on a day."""
    rows = DoctorSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=day).first() or DoctorSetting(
        effective_from=day, baseline_on=date(2025, 1, 1), deadline_on=date(2030, 12, 31)
    )


def kinds() -> dict[int, str]:
    """Schools of higher education and their kind."""
    return dict(HigherSchool.objects.values_list("school_id", "kind"))


def people_of(schools: Iterable[int]) -> list[Person]:
    """Everybody at these schools as the rule takes them; two queries."""
    rows = Teacher.objects.for_system(WHY).filter(school_id__in=list(schools))
    return _persons(rows)


def people_named(teachers: Iterable[int]) -> dict[int, Person]:
    """These people as they are now, wherever they are."""
    return {one.teacher: one for one in _persons(Teacher.objects.for_system(WHY).filter(pk__in=list(teachers)))}


def _persons(rows: QuerySet[Teacher]) -> list[Person]:
    since = dict(
        Post.objects.for_system(WHY)
        .filter(teacher__in=rows.values("pk"), org=F("teacher__school"))
        .order_by(F("valid_from").desc(nulls_last=True))
        .values_list("teacher_id", "valid_from")
    )  # the first day at the present school: the last one read is the oldest
    return [
        Person(pk, school, name, education, status, employment, category, since.get(pk))
        for pk, school, name, education, status, employment, category in rows.values_list(
            "pk", "school_id", "name", "education", "status", "employment", "category"
        )
    ]


def ended_posts(teachers: Iterable[int], schools: Iterable[int]) -> dict[tuple[int, int], date]:
    """The day on which somebody's post at a school ended, where it did."""
    rows = Post.objects.for_system(WHY).filter(
        teacher_id__in=list(teachers), org_id__in=list(schools), valid_until__isnull=False
    )
    ends = rows.order_by("valid_until").values_list("teacher_id", "org_id", "valid_until")
    return {(pk, org): end for pk, org, end in ends if end is not None}


@dataclass(frozen=True)
class SchoolLine:
    """One school: its numbers and its target."""

    school: Organisation
    kind: str
    count: rules.Count
    target: int

    @property
    def label(self) -> str:
        return str(HigherKind(self.kind).label)

    @property
    def share(self) -> Decimal | None:
        return rules.share(self.count.teaching_doctors, self.count.teachers)

    @property
    def is_reached(self) -> bool:
        return self.share is not None and self.share >= self.target


@dataclass(frozen=True)
class KindLine:
    """All schools of a kind together."""

    label: str
    teachers: int
    doctors: int
    target: int

    @property
    def share(self) -> Decimal | None:
        return rules.share(self.doctors, self.teachers)


@dataclass(frozen=True)
class Today:
    """Where the targets stand on a day, within the scope."""

    setting: DoctorSetting
    lines: list[SchoolLine]
    kinds: list[KindLine]
    doctors: int
    new: int


def today(user: User, day: date) -> Today:
    """The numbers of today of the schools in scope."""
    setting, known = setting_on(day), kinds()
    schools = list(higher_schools(user).filter(pk__in=known))
    people = people_of(one.pk for one in schools)
    lines = []
    for one in schools:
        kind = known[one.pk]
        target = rules.target_of(kind, setting.university_percent, setting.college_percent)
        lines.append(SchoolLine(one, kind, rules.count(one.pk, kind, people, setting.baseline_on), target))
    return Today(
        setting, lines, [_kind(kind, lines) for kind in HigherKind.values],
        sum(one.count.doctors for one in lines), sum(one.count.new for one in lines),
    )  # fmt: skip


def _kind(kind: str, lines: list[SchoolLine]) -> KindLine:
    own = [one for one in lines if one.kind == kind]
    return KindLine(
        str(HigherKind(kind).label), sum(one.count.teachers for one in own),
        sum(one.count.teaching_doctors for one in own), own[0].target if own else 0,
    )  # fmt: skip


def higher_schools(user: User) -> QuerySet[Organisation]:
    """Schools of higher education in scope."""
    rows = Organisation.objects.filter(
        user.scope(Staffing.VIEW).q("path"), kind=OrgKind.SCHOOL, stage=SchoolStage.HIGHER, closed_on=None
    )
    return rows.order_by("path")


def snapshots(user: User) -> list[dict[str, Any]]:
    """The counts of past years, summed over the schools in scope, the oldest first."""
    rows = DoctorCount.objects.filter(user.scope(Staffing.VIEW).q("school__path"))
    found = rows.values("snapshot__year", "snapshot__as_of", "snapshot_id").annotate(
        doctors=Sum("doctors"), new=Sum("new"), teachers=Sum("teachers"), teaching=Sum("teaching_doctors")
    )
    return [dict(row) for row in found.order_by("snapshot__year")]


def snapshot_of(user: User, year: int) -> DoctorSnapshot:
    """The count of one year; DoesNotExist where there is none of schools in scope."""
    if not any(one["snapshot__year"] == year for one in snapshots(user)):
        raise DoctorSnapshot.DoesNotExist
    return DoctorSnapshot.objects.select_related("made_by").get(year=year)


def entries(user: User, snapshot: DoctorSnapshot) -> QuerySet[DoctorEntry]:
    """Who was counted, within the scope."""
    rows: QuerySet[DoctorEntry] = DoctorEntry.objects.visible_to(user).filter(snapshot=snapshot)
    return rows.select_related("school").order_by("school__path", "name", "pk")


def leavers(user: User, snapshot: DoctorSnapshot) -> QuerySet[DoctorLeaver]:
    """Who was counted the year before and is not in this one, within the scope."""
    rows: QuerySet[DoctorLeaver] = DoctorLeaver.objects.visible_to(user).filter(snapshot=snapshot)
    return rows.select_related("school").order_by("school__path", "name", "pk")


def counts(user: User, snapshot: DoctorSnapshot) -> list[DoctorCount]:
    """The numbers of each school in a count."""
    rows = DoctorCount.objects.filter(user.scope(Staffing.VIEW).q("school__path"), snapshot=snapshot)
    return list(rows.select_related("school").order_by("school__path"))


def unsorted(user: User) -> list[Organisation]:
    """Schools of higher education whose kind nobody noted."""
    return list(higher_schools(user).filter(~Q(pk__in=HigherSchool.objects.values("pk"))))
