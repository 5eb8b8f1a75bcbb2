"""Clearance: authorised, sent in batches, answered has or has not; disputed hits; the register of prohibitions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from ethics.actions.announcing import announce
from ethics.actions.common import need
from ethics.choices.clearance import ClearanceResult, ProhibitionCode, SubjectKind
from ethics.errors import refuse
from ethics.models import Clearance, ClearanceBatch, Prohibition, ReceiptSequence
from ethics.permissions import EthicsPermission as Ethics
from ethics.rules.clearance import term_of
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.crypto.seal import findable, lookup_digest
from kernel.exports.queries import top_unit
from kernel.files.actions import Upload, kept
from kernel.orgs.models import Organisation
from teachers.models import Teacher
from teachers.rules.id_number import clean, problem

WHY = "the act asks for permission and place itself"


def ask_clearance(
    *, subject: SubjectKind, name: str, id_number: str, unit: Organisation, authorised_on: date,
    files: Collection[Upload], by: User, on: date,
) -> Clearance:  # fmt: skip
    """Put somebody down for the next batch, with the signed authorisation."""
    need(by, Ethics.CLEARANCE, "提出准入查询")
    if not by.scope(Ethics.CLEARANCE).holds(unit.path):
        raise refuse("unit_out_of_scope")
    number = clean(id_number)
    if problem(number):
        raise refuse("id_wrong")
    if authorised_on > on:
        raise refuse("authorised_in_future")
    if not files:
        raise refuse("authorisation_missing")
    with kept(list(files)[:1]) as stored:
        digests = list(findable([number]))
        rows = Clearance.objects.for_system(WHY).filter(id_digest__in=digests, unit=unit)
        if rows.filter(result=ClearanceResult.PENDING).exists():
            raise refuse("clearance_waits")
        teacher = Teacher.objects.for_system(WHY).filter(id_digest__in=digests, school__path__startswith=unit.path)
        row = Clearance.objects.create(
            subject=subject, teacher=teacher.first(), name=name.strip()[:50], id_number=number,
            id_digest=lookup_digest(number), unit=unit, authorised_on=authorised_on, authorisation=stored[0],
            asked_by=by, asked_on=on,
        )  # fmt: skip
        record("clearance.asked", by=by, subject=row, kind=str(subject))
    return row


@transaction.atomic
def ask_yearly(*, teacher_ids: Collection[int], by: User, on: date) -> int:
    """Put serving people down for the yearly query, on the authorisation they gave when they were engaged; how many."""
    need(by, Ethics.CLEARANCE, "提出年度复查")
    scope = by.scope(Ethics.CLEARANCE)
    people = Teacher.objects.for_system(WHY).filter(scope.q("school__path"), pk__in=list(teacher_ids))
    waiting = set(
        Clearance.objects.for_system(WHY).filter(teacher__in=people, result=ClearanceResult.PENDING)
        .values_list("teacher_id", flat=True)
    )  # fmt: skip
    rows = [
        Clearance(
            subject=SubjectKind.SERVING, teacher=one, name=one.name, id_number=one.id_number, id_digest=one.id_digest,
            unit_id=one.school_id, authorised_on=on, asked_by=by, asked_on=on,
        )
        for one in people if one.pk not in waiting
    ]  # fmt: skip
    Clearance.objects.bulk_create(rows, batch_size=500)
    if rows:
        record("clearance.asked_yearly", by=by, subject=top_unit(scope), people=len(rows))
    return len(rows)


@transaction.atomic
def make_batch(*, by: User, on: date) -> ClearanceBatch:
    """Everything that waits in the own units goes into one numbered batch."""
    need(by, Ethics.SEND_CLEARANCE, "编制查询批次")
    scope = by.scope(Ethics.SEND_CLEARANCE)
    rows = Clearance.objects.for_system(WHY).filter(
        scope.q("unit__path"), result=ClearanceResult.PENDING, batch=None
    )  # fmt: skip
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        raise refuse("nothing_to_send")
    number = _next_number(on.year)
    batch = ClearanceBatch.objects.create(number=number, unit=top_unit(scope), made_by=by, made_on=on, people=len(keys))
    Clearance.objects.for_system(WHY).filter(pk__in=keys).update(batch=batch)
    record("clearance.batch_made", by=by, subject=batch, number=batch.number, people=len(keys))
    return batch


def _next_number(year: int) -> str:
    key = 10_000 + year  # beside the numbers of receipts
    ReceiptSequence.objects.bulk_create([ReceiptSequence(year=key)], ignore_conflicts=True)
    row = ReceiptSequence.objects.select_for_update().get(year=key)
    row.last += 1
    row.save(update_fields=["last"])
    return f"CX-{year}-{row.last:05d}"


@transaction.atomic
def note_result(
    *, clearance: Clearance, result: ClearanceResult, queried_on: date, by: User, on: date, reference: str = ""
) -> None:
    """What the platform answered. A hit keeps the person away from children from this moment on."""
    need(by, Ethics.SEND_CLEARANCE, "登记查询结果")
    now = _locked(clearance)
    if not by.scope(Ethics.SEND_CLEARANCE).holds(now.unit.path):
        raise refuse("unit_out_of_scope")
    if result not in (ClearanceResult.NONE, ClearanceResult.HIT):
        raise refuse("result_unknown")
    if now.result != ClearanceResult.PENDING:
        raise refuse("result_there")
    if not now.authorised_on <= queried_on <= on:
        raise refuse("queried_on_wrong", day=now.authorised_on)
    rows = Clearance.objects.for_system(WHY).filter(pk=now.pk)
    rows.update(result=result, queried_on=queried_on, noted_by=by)
    if reference.strip():
        now.reference = reference.strip()[:60]
        now.save(update_fields=["reference"])
    record("clearance.answered", by=by, subject=now)
    _announce(now, by, on)


@transaction.atomic
def dispute(*, clearance: Clearance, by: User, on: date, reason: str) -> None:
    """The person asks for a re-check; until it ends nobody relies on either answer."""
    _decide(clearance, by, ClearanceResult.HIT, ClearanceResult.DISPUTED, reason, on)


@transaction.atomic
def settle(*, clearance: Clearance, upheld: bool, by: User, on: date, reason: str) -> None:
    """The re-check ended: the hit stands, or it was somebody else's."""
    outcome = ClearanceResult.HIT if upheld else ClearanceResult.NONE
    _decide(clearance, by, ClearanceResult.DISPUTED, outcome, reason, on)


def _decide(clearance: Clearance, by: User, source: ClearanceResult, to: ClearanceResult, why: str, on: date) -> None:
    need(by, Ethics.CLEARANCE_DETAIL, "办理命中复核")
    now = _locked(clearance)
    if not by.scope(Ethics.CLEARANCE_DETAIL).holds(now.unit.path):
        raise refuse("unit_out_of_scope")
    if not why.strip():
        raise refuse("reason_missing")
    if now.result != source:
        raise refuse("clearance_moved", state=now.get_result_display())
    now.result = to
    now.handling = f"{now.handling}\n{on} {why.strip()[:300]}".strip()
    now.save(update_fields=["result", "handling"])
    if to == ClearanceResult.DISPUTED:
        record("clearance.disputed", by=by, subject=now)
    else:
        record("clearance.settled", by=by, subject=now)
    _announce(now, by, on)


@transaction.atomic
def note_detail(*, clearance: Clearance, detail: str, handling: str, by: User) -> None:
    """What the hit says and what was done: written and read by the duty officer alone."""
    need(by, Ethics.CLEARANCE_DETAIL, "登记命中情况")
    now = _locked(clearance)
    if not by.scope(Ethics.CLEARANCE_DETAIL).holds(now.unit.path):
        raise refuse("unit_out_of_scope")
    now.detail, now.handling = detail.strip()[:1000], handling.strip()[:1000]
    now.save(update_fields=["detail", "handling"])
    record("clearance.detailed", by=by, subject=now)


@transaction.atomic
def prohibit(
    *, name: str, id_number: str, code: ProhibitionCode, from_on: date, until_on: date | None, decided_by: str,
    document: str, by: User, on: date,
) -> Prohibition:  # fmt: skip
    """Enter a prohibition; the whole city's answers follow at once."""
    need(by, Ethics.CLEARANCE_DETAIL, "登记从业禁止")
    number = clean(id_number)
    if problem(number):
        raise refuse("id_wrong")
    if not document.strip() or not decided_by.strip():
        raise refuse("document_missing")
    term = term_of(code, from_on, until_on)
    if term.fault:
        raise refuse(term.fault)
    row = Prohibition.objects.create(
        name=name.strip()[:50], id_number=number, id_digest=lookup_digest(number), code=code, from_on=from_on,
        until_on=term.until_on, decided_by=decided_by.strip()[:100], document=document.strip()[:100], recorded_by=by,
    )  # fmt: skip
    record("prohibition.made", by=by, subject=row)
    _announce_number(number, by, on)
    return row


@transaction.atomic
def lift_prohibition(*, prohibition: Prohibition, document: str, by: User, on: date) -> None:
    """A row that no longer stands, by a document of whoever decided on it."""
    need(by, Ethics.CLEARANCE_DETAIL, "撤销从业禁止登记")
    if not document.strip():
        raise refuse("document_missing")
    row = Prohibition.objects.visible_to(by).select_for_update().get(pk=prohibition.pk)
    if row.lifted_on is not None:
        raise refuse("prohibition_lifted")
    row.lifted_on, row.lifted_document = on, document.strip()[:100]
    row.save(update_fields=["lifted_on", "lifted_document"])
    record("prohibition.lifted", by=by, subject=row)
    _announce_number(row.id_number, by, on)


def _locked(clearance: Clearance) -> Clearance:
    rows = Clearance.objects.for_system(WHY).select_for_update(of=("self",)).select_related("unit")
    found: Clearance = rows.get(pk=clearance.pk)
    return found


def _announce(row: Clearance, by: User, on: date) -> None:
    if row.teacher_id:
        announce([row.teacher_id], by, on)


def _announce_number(number: str, by: User, on: date) -> None:
    rows = Teacher.objects.for_system(WHY).filter(id_digest__in=list(findable([number])))
    announce(list(rows.values_list("pk", flat=True)), by, on)
