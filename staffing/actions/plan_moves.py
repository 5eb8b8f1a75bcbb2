"""A move of an accepted plan: each side agrees, then it is done at once, or it is not done and the reason is kept."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city
from staffing.actions import ledger
from staffing.actions.ledger import Ground
from staffing.choices import ExemptGround, MoveState
from staffing.errors import refuse
from staffing.models import PlanMove, PoolLoan, Willingness
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.standard import setting_on
from staffing.rules.pool import years_later
from teachers.actions.transfers import transfer
from teachers.choices import TeacherStatus
from teachers.models import Teacher

SIDES = {"giver": "调出学校", "taker": "调入学校", "teacher": "教师本人"}


def _locked(move: PlanMove) -> PlanMove:
    rows = PlanMove.objects.for_system("a move that the caller found visible")
    now: PlanMove = (
        rows.select_for_update(of=("self",)).select_related("plan__unit", "giver", "taker", "plan").get(pk=move.pk)
    )
    if now.state != MoveState.OPEN:
        raise refuse("move_not_open", state=MoveState(now.state).label)
    return now


def _speaks_for(move: PlanMove, side: str, by: User) -> bool:
    if side == "teacher":
        return move.teacher_id is not None and _person(move).user_id == by.pk
    unit = move.giver if side == "giver" else move.taker
    return unit is not None and by.scope(Staffing.REQUEST).holds(unit.path)


def _person(move: PlanMove) -> Teacher:
    rows = Teacher.objects.for_system("the teacher of a move that the caller found visible")
    found: Teacher = rows.get(pk=move.teacher_id)
    return found


@transaction.atomic
def agree(*, move: PlanMove, side: str, by: User, on: date, paper: str = "") -> PlanMove:
    """One side agrees. For a teacher without an account the own school may note the written consent (``paper``). With
    the last one the person goes over and the posts move, all in this transaction."""
    now = _locked(move)
    if side == "teacher" and paper.strip() and _speaks_for(now, "giver", by):
        now.teacher_paper = paper.strip()[:160]
    elif not _speaks_for(now, side, by):
        raise refuse("move_not_yours", side=SIDES[side])
    if getattr(now, f"{side}_agreed_at"):
        raise refuse("move_agreed")
    if side != "teacher":
        other = now.taker_agreed_by_id if side == "giver" else now.giver_agreed_by_id
        if other == by.pk:
            raise refuse("move_both_ends")
        setattr(now, f"{side}_agreed_by", by)
    setattr(now, f"{side}_agreed_at", timezone.now())
    now.save()
    record("plan_move.agreed", by=by, subject=now, side=side)
    if _all_agreed(now):
        _carry_out(now, by, on)
    return now


def _all_agreed(move: PlanMove) -> bool:
    return bool(
        move.taker_agreed_at
        and (move.giver_id is None or move.giver_agreed_at)
        and (move.teacher_id is None or move.teacher_agreed_at)
    )


def _carry_out(move: PlanMove, by: User, on: date) -> None:
    plan, taker = move.plan, move.taker
    assert plan.submitted_by is not None
    ground = Ground(plan.document, on, plan.submitted_by, plan.decided_by)
    if move.teacher_id is not None and move.giver is not None:
        _send(move, move.giver, by, on)
    pool = _pool(move)
    if move.giver is not None:
        ledger.put_in(unit=move.giver, pool=pool, posts=move.posts, ground=ground)
    ends_on = years_later(on, setting_on(on).loan_years)
    loan = PoolLoan.objects.create(
        borrower=taker, pool=pool, posts=move.posts, subject=move.subject, stage=move.stage, starts_on=on,
        ends_on=ends_on, document=plan.document,
    )  # fmt: skip
    ledger.lend(loan=loan, ground=ground)
    move.state, move.loan, move.closed_by, move.closed_at = MoveState.DONE, loan, by, timezone.now()
    move.save()
    record("plan_move.done", by=by, subject=move, posts=move.posts, document=plan.document)


def _pool(move: PlanMove) -> Organisation:
    """The pool that the posts go through: the district's where both schools are in one, else the city's."""
    if move.giver is None:
        return move.plan.unit
    if move.giver.parent_id == move.taker.parent_id:
        parent = move.taker.parent
        assert parent is not None
        return parent
    return city()


def _send(move: PlanMove, giver: Organisation, by: User, on: date) -> None:
    person = _person(move)
    if person.school_id != giver.pk or person.status != TeacherStatus.ACTIVE:
        raise refuse("move_gone", name=person.name, school=giver.name)
    transfer(teacher=person, into=move.taker, document=move.plan.document, by=by, on=on)


@transaction.atomic
def decline(*, move: PlanMove, by: User, reason: str) -> None:
    """One side does not agree, or the planner takes the move out; nothing has happened yet."""
    if not reason.strip():
        raise refuse("reason_missing")
    now = _locked(move)
    plans = by.scope(Staffing.PLAN).holds(now.plan.unit.path)
    if not plans and not any(_speaks_for(now, side, by) for side in SIDES):
        raise refuse("move_not_yours", side="、".join(SIDES.values()))
    now.state, now.reason, now.closed_by, now.closed_at = MoveState.DECLINED, reason.strip()[:300], by, timezone.now()
    now.save()
    record("plan_move.declined", by=by, subject=now)


@transaction.atomic
def say(*, teacher: Teacher, is_willing: bool, most_km: int, by: User) -> Willingness:
    """A teacher says whether and how far. Only the own word counts."""
    if teacher.user_id != by.pk:
        raise refuse("move_not_yours", side=SIDES["teacher"])
    if not 1 <= most_km <= 200:
        raise refuse("willing_km")
    rows = Willingness.objects.for_system("the own word of a teacher")
    found, _new = rows.update_or_create(
        teacher=teacher, defaults={"is_willing": is_willing, "most_km": most_km, "said_at": timezone.now()}
    )
    record("willingness.said", by=by, subject=teacher, willing=is_willing, most_km=most_km)
    return found


@transaction.atomic
def exempt(
    *, teacher: Teacher, ground: ExemptGround | str, until: date | None, paper: str, by: User, on: date
) -> Willingness:  # fmt: skip
    """The school notes why somebody is not sent for the time being, or takes that back ('' as ground)."""
    school = Organisation.objects.get(pk=teacher.school_id)
    if not by.scope(Staffing.REQUEST).holds(school.path):
        raise refuse("out_of_scope", unit=school.name, what="登记暂不交流")
    if ground and (until is None or until <= on):
        raise refuse("exempt_end")
    rows = Willingness.objects.for_system("found visible by the caller")
    found, _new = rows.update_or_create(
        teacher=teacher,
        defaults={
            "exempt": ground, "exempt_until": until if ground else None,
            "exempt_paper": paper.strip()[:160] if ground else "", "exempt_by": by,
        },
    )  # fmt: skip
    record("willingness.exempted", by=by, subject=teacher, until=str(until) if ground else "")
    return found
