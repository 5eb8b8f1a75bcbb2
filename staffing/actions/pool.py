"""What two people do in the pool: one puts it before the other, who signs; then the entries are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from staffing.actions import ledger
from staffing.actions.approvals import note_approval
from staffing.actions.common import need
from staffing.actions.ledger import Ground
from staffing.actions.loans import recall_now, renew_now
from staffing.actions.requests import lend_now
from staffing.choices import ApprovalSource, LoanState, ReturnGround
from staffing.errors import refuse
from staffing.models import PoolLoan, PoolRequest
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.standard import setting_on
from staffing.rules.pool import recall_day, term_fault

APPROVE, PUT_IN, TAKE_OUT, SHIFT = "staffing.approve", "staffing.put_in", "staffing.take_out", "staffing.shift"
LEND, RENEW, RECALL = "staffing.lend", "staffing.renew", "staffing.recall"


def is_pool_of(pool: Organisation, unit: Organisation) -> bool:
    """A district or the city keeps a pool, for the units below it (the city's own posts go into its own pool)."""
    return pool.kind in (OrgKind.CITY, OrgKind.DISTRICT) and unit.path.startswith(pool.path)


def _in_use(unit: Organisation) -> None:
    if unit.closed_on is not None:
        raise refuse("closed_school", school=unit.name, day=unit.closed_on)


def ask_approval(
    *, unit: Organisation, posts: int, document: str, effective_from: date, by: User
) -> Signature:  # fmt: skip
    """Put a new approved number of a unit, as a document of the 编办 sets it, before the second person."""
    need(by, Staffing.ESTABLISH, unit, "登记核定编制")
    if not document.strip():
        raise refuse("document_missing")
    if posts < 0:
        raise refuse("posts_missing")
    return signoff.ask(
        kind=APPROVE, subject=unit, reason=document, by=by, posts=posts, document=document.strip(),
        effective_from=effective_from.isoformat(),
    )  # fmt: skip


def ask_put_in(*, unit: Organisation, pool: Organisation, posts: int, document: str, by: User) -> Signature:
    """Put before the second person: idle posts of a unit go into a pool."""
    need(by, Staffing.POOL, unit, "编制入池")
    _pooled(unit, pool, posts, document)
    return signoff.ask(
        kind=PUT_IN, subject=unit, reason=document, by=by, pool=pool.pk, posts=posts, document=document.strip()
    )


def ask_take_out(*, unit: Organisation, pool: Organisation, posts: int, document: str, by: User) -> Signature:
    """Put before the second person: idle posts of a pool go back to their unit."""
    need(by, Staffing.POOL, unit, "编制退池")
    _pooled(unit, pool, posts, document)
    return signoff.ask(
        kind=TAKE_OUT, subject=unit, reason=document, by=by, pool=pool.pk, posts=posts, document=document.strip()
    )


def ask_shift(*, pool: Organisation, into: Organisation, posts: int, document: str, by: User) -> Signature:
    """Put before the second person: idle posts of one pool go into another."""
    need(by, Staffing.POOL, pool, "池间划转")
    for one in (pool, into):
        if one.kind == OrgKind.SCHOOL:
            raise refuse("not_a_pool", unit=one.name)
    if posts < 1:
        raise refuse("posts_missing")
    if not document.strip():
        raise refuse("document_missing")
    return signoff.ask(
        kind=SHIFT, subject=pool, reason=document, by=by, into=into.pk, posts=posts, document=document.strip()
    )


def _pooled(unit: Organisation, pool: Organisation, posts: int, document: str) -> None:
    if pool.kind == OrgKind.SCHOOL:
        raise refuse("not_a_pool", unit=pool.name)
    if not is_pool_of(pool, unit):
        raise refuse("not_own_pool")
    if posts < 1:
        raise refuse("posts_missing")
    if not document.strip():
        raise refuse("document_missing")


def ask_renewal(*, loan: PoolLoan, ends_on: date, document: str, by: User) -> Signature:
    """Put a longer term of a loan before the second person."""
    need(by, Staffing.POOL, loan.borrower, "续借")
    _running(loan)
    if ends_on <= loan.ends_on:
        raise refuse("term_back", day=loan.ends_on)
    most = setting_on(loan.starts_on).loan_years_most
    if term_fault(loan.starts_on, ends_on, most):
        raise refuse("term_long", most=most)
    if not document.strip():
        raise refuse("document_missing")
    return signoff.ask(
        kind=RENEW, subject=loan, reason=document, by=by, ends_on=ends_on.isoformat(), document=document.strip()
    )


def ask_recall(*, loan: PoolLoan, document: str, by: User, on: date) -> Signature:
    """Put the recall of a loan, with one school year's notice, before the second person."""
    need(by, Staffing.POOL, loan.borrower, "通知收回")
    _running(loan)
    day = recall_day(on)
    if day >= loan.ends_on:
        raise refuse("recall_late", day=day, ends=loan.ends_on)
    if not document.strip():
        raise refuse("document_missing")
    return signoff.ask(
        kind=RECALL, subject=loan, reason=document, by=by, ends_on=day.isoformat(), document=document.strip()
    )


def _running(loan: PoolLoan) -> None:
    if loan.state == LoanState.RETURNED:
        raise refuse("loan_over")
    if loan.state == LoanState.RECALLED:
        raise refuse("recalled_already", day=loan.ends_on)


@transaction.atomic
def give_back(
    *, loan: PoolLoan, posts: int, returned: ReturnGround, document: str, by: User, on: date
) -> None:  # fmt: skip
    """Posts of a loan come back: at its end, with a borrower's attrition (退一收一), on recall, or early."""
    need(by, Staffing.POOL, loan.borrower, "登记归还")
    now = PoolLoan.objects.select_for_update().get(pk=loan.pk)
    ledger.give_back(loan=now, posts=posts, returned=returned, ground=Ground(document, on, by))
    record("pool.returned", by=by, subject=now, posts=posts, ground=returned, document=document)


@dataclass(frozen=True)
class Deed:
    """What is done once it is signed: on what kind of subject, and how."""

    model: type[models.Model]
    unit: Callable[[Any], Organisation]  # in whose scope the second person must be
    do: Callable[[Any, dict[str, Any], Ground], None]


def _approve(unit: Organisation, detail: dict[str, Any], ground: Ground) -> None:
    note_approval(
        unit=unit, posts=int(detail["posts"]), effective_from=date.fromisoformat(detail["effective_from"]),
        source=ApprovalSource.DOCUMENT, ground=ground,
    )  # fmt: skip
    ledger.change_approved(unit=unit, posts=int(detail["posts"]), ground=ground)
    record("pool.approved", by=ground.by, subject=unit, posts=int(detail["posts"]), document=ground.document)


def _pool(detail: dict[str, Any], key: str = "pool") -> Organisation:
    found: Organisation = Organisation.objects.get(pk=detail[key])
    return found


def _put_in(unit: Organisation, detail: dict[str, Any], ground: Ground) -> None:
    _in_use(unit)
    ledger.put_in(unit=unit, pool=_pool(detail), posts=int(detail["posts"]), ground=ground)
    record("pool.put_in", by=ground.by, subject=unit, posts=int(detail["posts"]), pool=_pool(detail).name)


def _take_out(unit: Organisation, detail: dict[str, Any], ground: Ground) -> None:
    ledger.take_out(unit=unit, pool=_pool(detail), posts=int(detail["posts"]), ground=ground)
    record("pool.taken_out", by=ground.by, subject=unit, posts=int(detail["posts"]), pool=_pool(detail).name)


def _shift(pool: Organisation, detail: dict[str, Any], ground: Ground) -> None:
    into = _pool(detail, "into")
    ledger.shift(pool=pool, into=into, posts=int(detail["posts"]), ground=ground)
    record("pool.shifted", by=ground.by, subject=pool, posts=int(detail["posts"]), into=into.name)


def _lend(request: PoolRequest, detail: dict[str, Any], ground: Ground) -> None:
    lend_now(request=request, ground=ground)


def _renew(loan: PoolLoan, detail: dict[str, Any], ground: Ground) -> None:
    renew_now(loan=loan, ends_on=date.fromisoformat(detail["ends_on"]), ground=ground)


def _recall(loan: PoolLoan, detail: dict[str, Any], ground: Ground) -> None:
    recall_now(loan=loan, ends_on=date.fromisoformat(detail["ends_on"]), ground=ground)


DEEDS: dict[str, Deed] = {
    APPROVE: Deed(Organisation, lambda unit: unit, _approve),
    PUT_IN: Deed(Organisation, lambda unit: unit, _put_in),
    TAKE_OUT: Deed(Organisation, lambda unit: unit, _take_out),
    SHIFT: Deed(Organisation, lambda unit: unit, _shift),
    LEND: Deed(PoolRequest, lambda request: request.school, _lend),
    RENEW: Deed(PoolLoan, lambda loan: loan.borrower, _renew),
    RECALL: Deed(PoolLoan, lambda loan: loan.borrower, _recall),
}


@transaction.atomic
def sign(*, signature: Signature, by: User, on: date, answer: str = "") -> None:
    """The second person agrees, and the entries are written; what the ledger refuses leaves the request waiting."""
    deed, subject = _to_decide(signature, by)
    signoff.sign(signature=signature, by=by, answer=answer)
    ground = Ground(signature.detail["document"], on, signature.asked_by, by)
    deed.do(subject, signature.detail, ground)


@transaction.atomic
def turn_down(*, signature: Signature, by: User, answer: str) -> None:
    """The second person does not agree, and says why; a reservation stays until it is released or runs out."""
    _to_decide(signature, by)
    signoff.refuse(signature=signature, by=by, answer=answer)


@transaction.atomic
def take_back(*, signature: Signature, by: User) -> None:
    """Who asked no longer wants it."""
    if signature.kind not in DEEDS:
        raise refuse("no_signature")
    signoff.withdraw(signature=signature, by=by)


def _to_decide(signature: Signature, by: User) -> tuple[Deed, Any]:
    if signature.kind not in DEEDS:
        raise refuse("no_signature")
    deed = DEEDS[signature.kind]
    subject: Any = deed.model._default_manager.select_for_update().get(pk=signature.subject_id)
    need(by, Staffing.SIGN, deed.unit(subject), "签署")
    return deed, subject
