"""The yearly count of doctors: made once for the whole city, with everybody who was counted and everybody who left."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.choices import SchoolStage
from kernel.orgs.models import Organisation
from staffing.actions.common import need
from staffing.choices import HigherKind
from staffing.errors import refuse
from staffing.models import DoctorCount, DoctorEntry, DoctorLeaver, DoctorSetting, DoctorSnapshot, HigherSchool
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import doctors as queries
from staffing.rules import doctors as rules

WHY = "the count of the whole city, made by the city's officer"


@transaction.atomic
def note_kind(*, school: Organisation, kind: HigherKind, by: User) -> None:
    """What kind of higher education a school is: it decides the target of its share."""
    need(by, Staffing.ESTABLISH, school, "登记高校类别")
    if school.stage != SchoolStage.HIGHER:
        raise refuse("doctors_school", school=school.name)
    HigherSchool.objects.update_or_create(school=school, defaults={"kind": kind, "set_by": by})
    record("doctors.kind_noted", by=by, subject=school, kind=str(kind))


@transaction.atomic
def take_count(*, by: User, on: date) -> DoctorSnapshot:
    """Count today by the definition and keep it: the numbers of each school, everybody counted, and of the count before
    everybody who is not counted any more, with reason and day."""
    need(by, Staffing.ESTABLISH, None, "形成博士年度统计")
    kinds = queries.kinds()
    if not kinds:
        raise refuse("doctors_none")
    setting = queries.setting_on(on)
    last = DoctorSnapshot.objects.order_by("-year").first()
    if DoctorSnapshot.objects.filter(year=on.year).exists():
        raise refuse("doctors_year", year=on.year)
    if last is not None and on <= last.as_of:
        raise refuse("doctors_before", day=last.as_of)
    snapshot = DoctorSnapshot.objects.create(
        year=on.year, as_of=on, baseline_on=setting.baseline_on, document=setting.document, made_by=by
    )
    people = queries.people_of(kinds)
    for school, kind in kinds.items():
        found = rules.count(school, kind, people, setting.baseline_on)
        DoctorCount.objects.create(
            snapshot=snapshot, school_id=school, kind=kind, teachers=found.teachers,
            teaching_doctors=found.teaching_doctors, doctors=found.doctors, new=found.new,
        )  # fmt: skip
    counted = [one for one in people if rules.counts(one)]
    DoctorEntry.objects.bulk_create(
        DoctorEntry(
            snapshot=snapshot, teacher_id=one.teacher, school_id=one.school, name=one.name, education=one.education,
            since_on=one.since_on, is_new=rules.is_new(one, setting.baseline_on),
        )
        for one in counted
    )  # fmt: skip
    if last is not None:
        _leavers(snapshot, last, {one.teacher for one in counted}, kinds)
    record("doctors.counted", by=by, subject=snapshot, year=on.year, people=len(counted))
    return snapshot


def _leavers(snapshot: DoctorSnapshot, last: DoctorSnapshot, here: set[int], kinds: dict[int, str]) -> None:
    before = DoctorEntry.objects.for_system(WHY).filter(snapshot=last).exclude(teacher_id__in=here)
    gone = list(before.values_list("teacher_id", "school_id", "name"))
    now = queries.people_named(pk for pk, _school, _name in gone)
    ends = queries.ended_posts([pk for pk, _s, _n in gone], {school for _pk, school, _n in gone})
    DoctorLeaver.objects.bulk_create(
        DoctorLeaver(
            snapshot=snapshot, teacher_id=pk, school_id=school, name=name, reason=rules.why_gone(now.get(pk), kinds),
            left_on=ends.get((pk, school)),
        )
        for pk, school, name in gone
    )  # fmt: skip


@transaction.atomic
def set_rules(*, effective_from: date, by: User, on: date, **values: Any) -> DoctorSetting:
    """New targets from a day on; a row is never changed, a count that was made keeps its own."""
    need(by, Staffing.ESTABLISH, None, "设定博士目标")
    if effective_from < on:
        raise refuse("rules_past")
    percents = (values["university_percent"], values["college_percent"])
    if max(percents) > 100 or values["deadline_on"] <= values["baseline_on"]:
        raise refuse("rules_values")
    row, is_new = DoctorSetting.objects.get_or_create(
        effective_from=effective_from, defaults={**values, "set_by": by}
    )  # fmt: skip
    if not is_new:
        raise refuse("rules_exist", day=effective_from)
    record("doctors.rules_set", by=by, subject=row, on=effective_from.isoformat(), document=row.document)
    return row
