"""Writing down the yearly figures of a school: the page and the workbook do it the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from staffing.actions.approvals import open_ledger
from staffing.actions.common import need
from staffing.choices import FigureStage
from staffing.errors import refuse
from staffing.models import SchoolFigures
from staffing.permissions import StaffingPermission as Staffing
from staffing.rules.figures import LARGEST_CLASS, contradiction, first_day, year_on

VALUES = (
    "pupils", "classes", "boarders", "special_classes", "resource_rooms", "day_form", "location_type",
)  # fmt: skip


@dataclass(frozen=True)
class StageRow:
    """One stage as somebody states it; a value that is not stated is not in ``values`` and stays as it is."""

    stage: FigureStage
    values: Mapping[str, Any]


@dataclass
class SchoolYear:
    """A school in a year with its stages, and the approved number where it was given."""

    school: int
    year: int
    rows: list[StageRow] = field(default_factory=list)
    approved: int | None = None
    code: str = ""  # 学校标识码, where the register lacks it


def may_state(school: Organisation, year: int, by: User, on: date) -> None:
    """Refuse figures of a school outside the own scope, of a closed school, of a year that has not begun."""
    need(by, Staffing.FIGURES, school, "填报年度数据")
    if school.closed_on is not None and school.closed_on <= first_day(year):
        raise refuse("school_closed", school=school.name, day=school.closed_on, year=year)
    if year > year_on(on):
        raise refuse("year_ahead", year=year)


@transaction.atomic
def state(
    *, school: Organisation, year: int, rows: Sequence[StageRow], by: User, on: date, source: str = ""
) -> tuple[int, int]:
    """Write the stages of a school in a year; how many rows are new and how many changed."""
    may_state(school, year, by, on)
    known = {one.stage: one for one in SchoolFigures.objects.select_for_update().filter(school=school, year=year)}
    created = updated = 0
    for row in rows:
        one = known.get(row.stage)
        is_new = one is None
        if one is None:
            one = SchoolFigures(school=school, year=year, stage=row.stage, location_type=school.location_type)
        before = {name: getattr(one, name) for name in VALUES}
        for name, value in row.values.items():
            setattr(one, name, value)
        if fault := contradiction(one.pupils, one.classes, one.boarders):
            raise refuse(fault, pupils=one.pupils, classes=one.classes, boarders=one.boarders, most=LARGEST_CLASS)
        after = {name: getattr(one, name) for name in VALUES}
        if not is_new and before == after:
            continue
        one.entered_by, one.source = by, source[:160]
        one.save()
        created, updated = created + is_new, updated + (not is_new)
        changed = {name: [before[name], after[name]] for name in VALUES if is_new or before[name] != after[name]}
        record("figures.stated", by=by, subject=one, school=school.name, year=year, stage=row.stage, changed=changed)
    return created, updated


@transaction.atomic
def take_over(*, given: SchoolYear, by: User, on: date, source: str) -> None:
    """Write what a workbook says of a school in a year, all of it or nothing."""
    school = Organisation.objects.get(pk=given.school)
    state(school=school, year=given.year, rows=given.rows, by=by, on=on, source=source)
    if given.code and not school.school_code:
        Organisation.objects.filter(pk=school.pk, school_code="").update(school_code=given.code)
        record("school.code_noted", by=by, subject=school, source=source)
    if given.approved is not None:
        open_ledger(
            unit=school, posts=given.approved, effective_from=first_day(given.year),
            document=f"{given.year} 学年年度数据所列核定编制", by=by, on=on,
        )  # fmt: skip
