"""Measures of appointment (低聘、转聘、解除聘用合同): from the proposal to the day it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.calendar.queries import calendar
from kernel.orgs.models import Organisation
from staffing.actions.common import need
from staffing.choices import ExemptGround, MeasureGround, MeasureKind, MeasureMove, MeasureState
from staffing.errors import refuse
from staffing.models import MeasureSetting, MeasureStep, PostMeasure, Willingness
from staffing.permissions import StaffingPermission as Staffing
from staffing.policy import CONTRACT
from staffing.queries.measures import setting_on
from staffing.rules.measures import (
    MOVES,
    WITH_NOTICE,
    Move,
    Proposal,
    Who,
    effective_on,
    fault_of,
    first_state,
    term_end,
)
from teachers import gates
from teachers.actions.posts import leave, reappoint
from teachers.choices import TeacherStatus
from teachers.models import Teacher

SIDES = {Who.SCHOOL: "学校", Who.BUREAU: "主管部门", Who.TEACHER: "教师本人"}
GATE = gates.GateAct.REAPPOINT
S = MeasureState


@transaction.atomic
def propose(*, teacher: Teacher, facts: str, by: User, on: date, **values: Any) -> PostMeasure:
    """The school proposes, with ground and facts; who resigns has a day of the written notice instead."""
    school = Organisation.objects.get(pk=teacher.school_id)
    need(by, Staffing.REQUEST, school, "提出聘用事项")
    if teacher.status != TeacherStatus.ACTIVE:
        raise refuse("measure_not_serving", name=teacher.name)
    if not facts.strip():
        raise refuse("measure_facts")
    one = Proposal(category=teacher.category, **values)
    most, rules = setting_on(on).term_months_most, CONTRACT.on(on).value
    if fault := fault_of(one, rules, on, most):
        least = rules.absent_year if one.ground is MeasureGround.ABSENT_YEAR else rules.absent_running
        raise refuse(fault, ground=one.ground.label, kind=one.kind.label, most=most, least=least)
    _not_protected(teacher, one.kind, one.ground, on)
    gates.demand(GATE, teacher.pk, on)
    try:
        with transaction.atomic():
            measure: PostMeasure = PostMeasure.objects.create(
                teacher=teacher, school=school, facts=facts.strip()[:1000], state=first_state(one.ground),
                proposed_by=by, proposed_on=on, **values,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse("measure_open", name=teacher.name) from error
    _note(measure, MeasureMove.PROPOSE, by, on, "", facts)
    return measure


def _not_protected(teacher: Teacher, kind: str, ground: str, on: date) -> None:
    """《关于在事业单位试行人员聘用制度的意见》: no end of contract by the unit during pregnancy and nursing."""
    if kind != MeasureKind.END or ground not in WITH_NOTICE:
        return
    rows = Willingness.objects.for_system("whether a person found visible is protected")
    said = rows.filter(teacher=teacher, exempt_until__gt=on).first()
    if said is not None and said.exempt == ExemptGround.PREGNANT:
        raise refuse("measure_protected", name=teacher.name, until=said.exempt_until)


def _note(measure: PostMeasure, move: MeasureMove, by: User, on: date, document: str, words: str) -> None:
    MeasureStep.objects.create(
        measure=measure, move=move, happened_on=on, document=document.strip()[:300], words=words.strip()[:1000], by=by
    )
    record("measure.moved", by=by, subject=measure, kind=measure.kind, move=str(move))


@transaction.atomic
def make_move(
    *, measure: PostMeasure, name: str, by: User, on: date, day: date | None = None, document: str = "",
    words: str = "",
) -> PostMeasure:  # fmt: skip
    """One move of the table; ``day`` is when it happened, where that was before ``on``."""
    move, day = MOVES[name], day or on
    rows = PostMeasure.objects.for_system("a measure that the caller found visible").select_for_update(of=("self",))
    now: PostMeasure = rows.select_related("teacher", "school").get(pk=measure.pk)
    if now.state not in move.sources:
        raise refuse("measure_moved", state=S(now.state).label, move=move.name.label)
    _may(now, move, by)
    if move.paper and not document.strip():
        raise refuse("measure_paper")
    if move.words and not words.strip():
        raise refuse("measure_words")
    last = max(MeasureStep.objects.for_system("steps of the measure locked").filter(measure=now).values_list(
        "happened_on", flat=True
    ))  # fmt: skip
    if not last <= day <= on:
        raise refuse("measure_day", day=last)
    if move.gate:
        gates.demand(GATE, now.teacher_id, on)
    _EFFECTS.get(move.name, _nothing)(now, by, on, day)
    now.state = move.target
    now.save()
    _note(now, move.name, by, day, document, words)
    return now


def _may(now: PostMeasure, move: Move, by: User) -> None:
    path = now.school.path
    may = {
        Who.SCHOOL: by.scope(Staffing.REQUEST).holds(path), Who.BUREAU: by.scope(Staffing.CHECK).holds(path),
        Who.TEACHER: now.teacher.user_id == by.pk,
    }[move.who]  # fmt: skip
    if not may:
        raise refuse("measure_not_yours", move=move.name.label, who=SIDES[move.who])
    if move.second and is_one_hand(by, [now.proposed_by_id, now.decided_by_id], now.proposed_on):
        raise refuse("measure_second")


def _nothing(now: PostMeasure, by: User, on: date, day: date) -> None:
    """A move that brings nothing but its step."""


def _noticed(now: PostMeasure, by: User, on: date, day: date) -> None:
    now.noticed_on = day
    now.state_until = calendar().last_day(day, setting_on(on).statement_days)


def _own_statement(now: PostMeasure, by: User, on: date, day: date) -> None:
    if now.state_until is not None and day > now.state_until:
        raise refuse("measure_late", until=now.state_until)


def _no_statement(now: PostMeasure, by: User, on: date, day: date) -> None:
    if now.state_until is not None and day <= now.state_until:
        raise refuse("measure_hearing", until=now.state_until)


def _decided(now: PostMeasure, by: User, on: date, day: date) -> None:
    now.decided_by = by


def _approved(now: PostMeasure, by: User, on: date, day: date) -> None:
    _not_protected(now.teacher, now.kind, now.ground, on)
    now.approved_by = by


def _given_back(now: PostMeasure, by: User, on: date, day: date) -> None:
    now.decided_by = None


def _served(now: PostMeasure, by: User, on: date, day: date) -> None:
    rules = CONTRACT.on(on).value
    now.served_on = day
    now.effective_on = effective_on(MeasureKind(now.kind), MeasureGround(now.ground), day, now.notified_on, rules)
    if now.term_months:
        now.term_until = term_end(now.effective_on, now.term_months)


def _in_effect(now: PostMeasure, by: User, on: date, day: date) -> None:
    """The register follows in the same transaction: another post, or no longer here."""
    assert now.effective_on is not None
    if now.effective_on > on:
        raise refuse("measure_early", day=now.effective_on)
    if now.teacher.school_id != now.school_id or now.teacher.status != TeacherStatus.ACTIVE:
        raise refuse("measure_gone", name=now.teacher.name, school=now.school.name)
    _not_protected(now.teacher, now.kind, now.ground, on)
    steps = MeasureStep.objects.for_system("steps of the measure locked").filter(measure=now)
    document = steps.filter(move=MeasureMove.APPROVE).latest("pk").document
    start = now.effective_on
    if now.kind == MeasureKind.END:
        leave(teacher=now.teacher, document=document, by=by, on=start)
    elif now.kind == MeasureKind.CONVERT:
        reappoint(teacher=now.teacher, category=now.to_category, document=document, by=by, on=start)
    else:
        levels = (f"{now.from_grade}级", f"{now.to_grade}级")
        reappoint(teacher=now.teacher, category=now.teacher.category, document=document, by=by, on=start, levels=levels)


def _reviewed(now: PostMeasure, by: User, on: date, day: date) -> None:
    if now.term_until is None:
        raise refuse("measure_no_term")
    if now.term_until > on:
        raise refuse("measure_term_runs", until=now.term_until)


_EFFECTS = {
    MeasureMove.NOTICE: _noticed, MeasureMove.STATE: _own_statement, MeasureMove.NO_STATEMENT: _no_statement,
    MeasureMove.DECIDE: _decided, MeasureMove.APPROVE: _approved, MeasureMove.GIVE_BACK: _given_back,
    MeasureMove.SERVE: _served, MeasureMove.EFFECT: _in_effect, MeasureMove.REVIEW: _reviewed,
}  # fmt: skip


@transaction.atomic
def set_process(
    *, effective_from: date, statement_days: int, term_months_most: int, document: str, by: User, on: date
) -> MeasureSetting:
    """A new row of the process from today or later."""
    need(by, Staffing.ESTABLISH, None, "设定聘用事项办理规则")
    if effective_from < on:
        raise refuse("edition_past", day=on)
    if not document.strip():
        raise refuse("edition_document")
    row, is_new = MeasureSetting.objects.get_or_create(
        effective_from=effective_from,
        defaults={
            "statement_days": statement_days, "term_months_most": term_months_most, "document": document.strip()[:160]
        },
    )  # fmt: skip
    if not is_new:
        raise refuse("edition_exists", day=effective_from)
    record("measure.set", by=by, subject=row, on=effective_from.isoformat(), document=row.document)
    return row
