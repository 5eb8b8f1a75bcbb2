"""Receipts of answers: made, gone stale, acknowledged."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ethics.actions.asking import note_asked
from ethics.actions.common import need
from ethics.choices import Answer, Purpose
from ethics.errors import refuse
from ethics.models import ReceiptLine, ReceiptSequence, StandingReceipt
from ethics.permissions import EthicsPermission
from ethics.queries.people import asked
from ethics.queries.standing import standings
from ethics.rules.lists import MOST
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.crypto.seal import lookup_digest
from kernel.exports.queries import top_unit
from teachers.rules.id_number import mask

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
WATCHED = timedelta(days=366)  # for so long a receipt is watched; an older one is no longer relied on
WHY = "receipts that said yes are looked at whoever asked for them"


@transaction.atomic
def make_receipt(
    *, people: Sequence[tuple[str, str]], purpose: str, by: User, on: date, asked_on: date
) -> StandingReceipt:
    """Answer about people for a purpose as of ``on`` and keep the answer under a number."""
    need(by, EthicsPermission.ASK, "查询能否推荐")
    if purpose not in Purpose.values:
        raise refuse("purpose_missing")
    if not people:
        raise refuse("list_empty")
    if len(people) > MOST:
        raise refuse("list_long", people=len(people), most=MOST)
    found = asked(by, EthicsPermission.ASK, people, purpose, on)
    code = "".join(secrets.choice(ALPHABET) for _ in range(12))
    receipt = StandingReceipt.objects.create(
        number=_next_number(asked_on.year), code=code, code_digest=lookup_digest(code), purpose=purpose, on=on,
        asked_by=by, unit=top_unit(by.scope(EthicsPermission.ASK)), people=len(found),
        clear=sum(one.standing.answer == Answer.CLEAR for one in found),
    )  # fmt: skip
    lines = [
        ReceiptLine(
            receipt=receipt, place=place, teacher=one.teacher,
            name=(one.teacher.name if one.teacher else one.name)[:50],
            masked=mask(one.number)[:20] if len(one.number) == 18 else one.number[:4] + "****" * bool(one.number),
            answer=one.standing.answer,
            reasons=[[r.code, str(r.from_on or ""), str(r.until_on or ""), r.document] for r in one.standing.reasons],
        )
        for place, one in enumerate(found, start=1)
    ]  # fmt: skip
    ReceiptLine.objects.bulk_create(lines, batch_size=MOST)
    record("receipt.made", by=by, subject=receipt, number=receipt.number, people=len(found))
    note_asked(by=by, purpose=purpose, on=on, people=len(found))
    return receipt


def _next_number(year: int) -> str:
    ReceiptSequence.objects.bulk_create([ReceiptSequence(year=year)], ignore_conflicts=True)
    row = ReceiptSequence.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"SD-{year}-{row.last:06d}"


def recheck(*, teacher_ids: Collection[int], by: User, on: date) -> int:
    """Receipts that said these people can be put forward, and of whom that is no longer so, go stale; how many."""
    rows = ReceiptLine.objects.for_system(WHY).filter(
        teacher_id__in=list(teacher_ids), answer=Answer.CLEAR, receipt__stale_on=None,
        receipt__made_at__gt=timezone.now() - WATCHED,
    )  # fmt: skip
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for receipt, teacher, purpose in rows.values_list("receipt_id", "teacher_id", "receipt__purpose"):
        lines[purpose].append((receipt, teacher))
    stale: set[int] = set()
    for purpose, pairs in lines.items():
        answers = standings([teacher for _receipt, teacher in pairs], purpose, on)
        stale |= {receipt for receipt, teacher in pairs if answers[teacher].answer != Answer.CLEAR}
    found = list(StandingReceipt.objects.for_system(WHY).filter(pk__in=stale, stale_on=None))
    for one in found:
        StandingReceipt.objects.for_system(WHY).filter(pk=one.pk).update(stale_on=on)
        record("receipt.stale", by=by, subject=one, number=one.number)
    return len(found)


def acknowledge(*, receipt: StandingReceipt, by: User) -> None:
    """The holder has seen that the receipt went stale."""
    rows = StandingReceipt.objects.visible_to(by).filter(pk=receipt.pk, asked_by=by, stale_seen_at=None)
    if not rows.exclude(stale_on=None).update(stale_seen_at=timezone.now()):
        raise refuse("receipt_not_stale")
    record("receipt.seen", by=by, subject=receipt, number=receipt.number)
