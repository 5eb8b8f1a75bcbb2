"""Noting what the 编办 approved."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from kernel.signoff import actions as signoff
from kernel.signoff.queries import open_on
from staffing.actions import ledger
from staffing.actions.common import balances, lock_ledger
from staffing.actions.ledger import Ground
from staffing.choices import ApprovalSource
from staffing.models import EstablishmentApproval


@transaction.atomic
def note_approval(
    *, unit: Organisation, posts: int, effective_from: date, source: ApprovalSource, ground: Ground
) -> EstablishmentApproval:
    """Write down the approved number of a unit from a day on; a second one for the same day takes its place, and the
    trail keeps the first."""
    given = {"posts": posts, "document": ground.document[:160], "source": source, "noted_by": ground.by}
    found = EstablishmentApproval.objects.filter(unit=unit, effective_from=effective_from).first()
    row, _new = EstablishmentApproval.objects.update_or_create(unit=unit, effective_from=effective_from, defaults=given)
    record(
        "establishment.approved", by=ground.by, subject=unit, posts=posts, on=effective_from.isoformat(),
        before=found.posts if found else None,
    )  # fmt: skip
    return row


@transaction.atomic
def open_ledger(*, unit: Organisation, posts: int, effective_from: date, document: str, by: User, on: date) -> str:
    """Note the approved number that came with the yearly figures. The first one opens the unit's account in the
    ledger; a later other number is put before the second person. What became of it: opened, asked, same, past."""
    ground = Ground(document, on, by)
    note_approval(unit=unit, posts=posts, effective_from=effective_from, source=ApprovalSource.WORKBOOK, ground=ground)
    newest = EstablishmentApproval.objects.filter(unit=unit).order_by("-effective_from").first()
    if newest is None or newest.effective_from != effective_from:
        return "past"
    lock_ledger()
    now = balances(unit)
    if now.approved == posts:
        return "same"
    if now.approved == 0:
        ledger.change_approved(unit=unit, posts=posts, ground=ground)
        return "opened"
    waiting = open_on("staffing.approve", unit)
    if waiting is not None:
        if waiting.detail["posts"] == posts:
            return "asked"
        signoff.lapse(signature=waiting, by=by)
    signoff.ask(
        kind="staffing.approve", subject=unit, reason=document, by=by, posts=posts, document=document,
        effective_from=effective_from.isoformat(),
    )  # fmt: skip
    return "asked"
