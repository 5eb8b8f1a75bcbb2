"""A school asks for posts, its district checks, the city reserves, a second person signs: nobody twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from kernel.signoff.queries import open_on
from staffing.actions import ledger
from staffing.actions.common import need
from staffing.actions.ledger import Ground
from staffing.choices import FigureStage, RequestState
from staffing.errors import refuse
from staffing.models import PoolLoan, PoolRequest
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.pool import may_take_back
from staffing.queries.standard import setting_on
from staffing.rules.pool import BY_NAME, term_fault

LEND = "staffing.lend"


@transaction.atomic
def ask_posts(
    *, school: Organisation, subject: str, stage: FigureStage, posts: int, reason: str, starts_on: date,
    ends_on: date, by: User, on: date,
) -> PoolRequest:  # fmt: skip
    """A school asks for posts of the pool, for a subject and a term."""
    need(by, Staffing.REQUEST, school, "申请用编")
    if school.closed_on is not None and school.closed_on <= on:
        raise refuse("closed_school", school=school.name, day=school.closed_on)
    if not subject.strip():
        raise refuse("subject_missing")
    if not reason.strip():
        raise refuse("reason_missing")
    if posts < 1:
        raise refuse("posts_missing")
    if starts_on < on:
        raise refuse("request_past")
    most = setting_on(on).loan_years_most
    if fault := term_fault(starts_on, ends_on, most):
        raise refuse(fault, most=most)
    one = PoolRequest.objects.create(
        school=school, subject=subject.strip()[:30], stage=stage, posts=posts, reason=reason.strip()[:300],
        starts_on=starts_on, ends_on=ends_on, asked_by=by,
    )  # fmt: skip
    record("pool_request.asked", by=by, subject=one, posts=posts, school=school.name)
    return one


def _moved(one: PoolRequest, name: str, by: User | None, **values: Any) -> PoolRequest:
    """Make a move that the table allows from the state the row is in now."""
    move = BY_NAME[name]
    moved = PoolRequest.objects.filter(pk=one.pk, state__in=move.sources).update(state=move.target, **values)
    if not moved:
        raise refuse("request_moved", state="”或“".join(str(state.label) for state in move.sources))
    one.refresh_from_db()
    record(f"pool_request.{name}", by=by, subject=one, posts=one.posts)
    return one


@transaction.atomic
def check(*, request: PoolRequest, by: User, note: str = "") -> PoolRequest:
    """The district finds the request right and sends it up to the city."""
    need(by, Staffing.CHECK, request.school, "审核用编申请")
    if is_one_hand(by, [request.asked_by_id], request.asked_at):
        raise refuse("same_checker")
    return _moved(
        request, "check", by, checked_by=by, checked_at=timezone.now(), check_note=note.strip()[:300]
    )  # fmt: skip


@transaction.atomic
def turn_down(*, request: PoolRequest, by: User, answer: str) -> PoolRequest:
    """The district or the city says no, and why."""
    need(by, Staffing.CHECK, request.school, "答复用编申请")
    if not answer.strip():
        raise refuse("reason_missing")
    if is_one_hand(by, [request.asked_by_id], request.asked_at):
        raise refuse("same_checker")
    return _moved(
        request, "refuse", by, decided_by=by, decided_at=timezone.now(), answer=answer.strip()[:300]
    )  # fmt: skip


@transaction.atomic
def withdraw(*, request: PoolRequest, by: User) -> PoolRequest:
    """The school takes its request back before anything is reserved."""
    need(by, Staffing.REQUEST, request.school, "撤回用编申请")
    if not may_take_back(request, by):
        raise refuse("not_asker")
    return _moved(request, "withdraw", by, decided_by=by, decided_at=timezone.now())


@transaction.atomic
def reserve(*, request: PoolRequest, pool: Organisation, document: str, by: User, on: date) -> Signature:
    """The city keeps posts of a pool for the request and puts the loan before the second person."""
    need(by, Staffing.POOL, pool, "预留编制")
    if pool.kind == OrgKind.SCHOOL:
        raise refuse("not_a_pool", unit=pool.name)
    if is_one_hand(by, [request.asked_by_id], request.asked_at):
        raise refuse("same_reserver")
    if not document.strip():
        raise refuse("document_missing")
    until = on + timedelta(days=setting_on(on).reserve_days)
    _moved(
        request, "reserve", by, pool=pool, reserved_by=by, reserved_at=timezone.now(), reserved_until=until
    )  # fmt: skip
    ledger.reserve(request=request, pool=pool, ground=Ground(document, on, by))
    return signoff.ask(
        kind=LEND, subject=request, reason=document, by=by, document=document.strip(), posts=request.posts
    )


@transaction.atomic
def release(*, request: PoolRequest, reason: str, by: User, on: date) -> PoolRequest:
    """The city gives the posts kept for a request back to the pool; the request waits again."""
    if request.pool is not None:
        need(by, Staffing.POOL, request.pool, "解除预留")
    if not reason.strip():
        raise refuse("reason_missing")
    _freed(request, Ground(reason, on, by))
    return _moved(request, "release", by, pool=None, reserved_by=None, reserved_at=None, reserved_until=None)


@transaction.atomic
def expire(*, request: PoolRequest, by: User, on: date) -> PoolRequest:
    """Nobody signed in time: the posts go back to the pool."""
    _freed(request, Ground("预留到期", on, by))
    return _moved(request, "expire", by, decided_at=timezone.now(), answer=f"预留至 {request.reserved_until} 未签署")


def _freed(request: PoolRequest, ground: Ground) -> None:
    now = PoolRequest.objects.select_for_update().get(pk=request.pk)
    if now.state != RequestState.RESERVED:
        raise refuse("request_moved", state=RequestState.RESERVED.label)
    if (waiting := open_on(LEND, now)) is not None:
        signoff.lapse(signature=waiting, by=ground.by)
    ledger.release(request=now, ground=ground)


@transaction.atomic
def lend_now(*, request: PoolRequest, ground: Ground) -> PoolLoan:
    """The second person signed: the reserved posts are lent for the term of the request."""
    signer = ground.signed_by
    if signer is None or is_one_hand(signer, [request.asked_by_id, request.reserved_by_id], request.asked_at):
        raise refuse("same_signer")
    if request.pool is None:
        raise refuse("reservation_gone")
    _moved(request, "lend", signer, decided_by=signer, decided_at=timezone.now())
    loan = PoolLoan.objects.create(
        borrower=request.school, pool=request.pool, request=request, posts=request.posts, subject=request.subject,
        stage=request.stage, starts_on=request.starts_on, ends_on=request.ends_on, document=ground.document[:160],
    )  # fmt: skip
    ledger.lend(loan=loan, ground=ground)
    record("pool.lent", by=ground.by, subject=loan, posts=loan.posts, school=request.school.name)
    return loan
