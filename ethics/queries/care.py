"""Warnings, appraisals and accountability as the pages and the answer need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from ethics.choices.care import AppraisalState, EthicsGrade, WarningLevel
from ethics.models import Accountability, Appraisal, CareSetting, Warning
from ethics.permissions import EthicsPermission
from ethics.rules.standing_facts import AppraisalFact
from kernel.accounts.models import User
from teachers.models import Teacher


def setting_on(on: date) -> CareSetting:
    """Thresholds and days as they hold on a day."""
    rows = CareSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=on).first() or rows.last() or CareSetting()


def failed_appraisals(teacher_ids: Collection[int]) -> dict[int, list[AppraisalFact]]:
    """Locked appraisals that were not passed; one that is still open or objected to does nothing."""
    found: dict[int, list[AppraisalFact]] = defaultdict(list)
    rows = Appraisal.objects.for_system("the one answer is for every trade").filter(
        teacher_id__in=list(teacher_ids), state=AppraisalState.LOCKED, grade=EthicsGrade.FAILED
    )
    for pk, year in rows.values_list("teacher_id", "year"):
        found[pk].append(AppraisalFact(year, f"{year}年师德考核"))
    return found


def warnings(user: User) -> QuerySet[Warning]:
    """Warnings of the own units, newest first."""
    rows: QuerySet[Warning] = Warning.objects.visible_to(user).select_related("school", "teacher", "given_by")
    return rows.order_by("-given_on", "-pk")


def public_notices() -> list[tuple[date, str]]:
    """The anonymised texts for the public site, newest first; they name nobody."""
    rows = Warning.objects.for_system("texts that were made for everybody").filter(level=WarningLevel.NOTICE)
    return list(rows.order_by("-given_on", "-pk").values_list("given_on", "public_text"))


def appraisal_schools(user: User, year: int) -> list[dict[str, object]]:
    """Each school of the own units with the grades of a year."""
    rows = Appraisal.objects.visible_to(user).filter(user.scope(EthicsPermission.APPRAISE).q("school__path"), year=year)
    counted = rows.values("school_id", "school__name").annotate(
        people=Count("pk"), graded=Count("pk", filter=~Q(grade="")),
        failed=Count("pk", filter=Q(grade=EthicsGrade.FAILED)),
        objected=Count("pk", filter=Q(state=AppraisalState.OBJECTED)),
        locked=Count("pk", filter=Q(state=AppraisalState.LOCKED)),
    )  # fmt: skip
    return list(counted.order_by("school__name"))


def appraisals(user: User, school_id: int, year: int) -> QuerySet[Appraisal]:
    """The people of a school in a year."""
    rows: QuerySet[Appraisal] = Appraisal.objects.visible_to(user).filter(
        user.scope(EthicsPermission.APPRAISE).q("school__path"), school_id=school_id, year=year
    )
    return rows.select_related("teacher", "school").order_by("teacher__name", "pk")


def own_appraisals(user: User) -> list[Appraisal]:
    """The own ones, newest first."""
    rows = Appraisal.objects.visible_to(user).filter(teacher__user_id=user.pk).select_related("school", "teacher")
    return list(rows.order_by("-year"))


def own_warnings(user: User) -> list[Warning]:
    """Warnings given to oneself."""
    return list(warnings(user).filter(teacher__user_id=user.pk))


def accountabilities(user: User) -> QuerySet[Accountability]:
    """Units held to account below one's own."""
    rows: QuerySet[Accountability] = Accountability.objects.visible_to(user).select_related("unit", "decided_by_unit")
    return rows.order_by("-decided_on", "-pk")


def person(user: User, number: str) -> Teacher:
    """Somebody of the own units by register number."""
    rows = Teacher.objects.visible_to(user).filter(user.scope(EthicsPermission.WARN).q("school__path"))
    found: Teacher = rows.select_related("school").get(teacher_no=number)
    return found
