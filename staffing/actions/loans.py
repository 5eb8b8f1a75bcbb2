"""The term of a loan, once it is signed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kernel.audit.actions import record
from staffing.actions.ledger import Ground, note_term
from staffing.choices import LoanState, TermAct
from staffing.errors import refuse
from staffing.models import PoolLoan


@transaction.atomic
def renew_now(*, loan: PoolLoan, ends_on: date, ground: Ground) -> None:
    """The loan ends later."""
    _change(loan, TermAct.RENEWED, ends_on, ground, LoanState.RUNNING)


@transaction.atomic
def recall_now(*, loan: PoolLoan, ends_on: date, ground: Ground) -> None:
    """The loan ends sooner, and is not renewed again."""
    _change(loan, TermAct.RECALLED, ends_on, ground, LoanState.RECALLED)


def _change(loan: PoolLoan, act: TermAct, ends_on: date, ground: Ground, state: LoanState) -> None:
    now = PoolLoan.objects.select_for_update().get(pk=loan.pk)
    if now.state == LoanState.RETURNED:
        raise refuse("loan_over")
    if now.state == LoanState.RECALLED:
        raise refuse("recalled_already", day=now.ends_on)
    before, now.ends_on, now.state, now.reminded_on = now.ends_on, ends_on, state, None
    now.save(update_fields=["ends_on", "state", "reminded_on"])
    note_term(now, act, ground)
    record(f"pool.{act}", by=ground.by, subject=now, before=before.isoformat(), ends_on=ends_on.isoformat())
