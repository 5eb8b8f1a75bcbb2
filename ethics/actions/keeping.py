"""How long files are kept: two people may extend it, then the content goes and a tombstone with its digest stays."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ethics.errors import refuse
from ethics.models import (
    Case,
    CaseClock,
    CasePaper,
    CaseStep,
    ClockLog,
    ClockPause,
    KeepExtension,
    Remedy,
    Report,
    ReporterIdentity,
    ReportMessage,
)
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.files.actions import discard
from kernel.files.models import StoredFile

WHY = "the file of a case at the end of its time"
MAY = (EthicsPermission.DESK, EthicsPermission.DECIDE)


def _entitled(by: User, case: Case, label: str) -> None:
    if not any(by.scope(permission).holds(case.school.path) for permission in MAY):
        raise refuse("case_not_yours", move=label)


@transaction.atomic
def ask_longer(*, case: Case, until: date, reason: str, by: User) -> KeepExtension:
    """One person asks that the file of a closed case be kept to a later day."""
    now: Case = Case.objects.visible_to(by).select_related("school").get(pk=case.pk)
    _entitled(by, now, "延长保存")
    if now.keep_until is None or now.erased_on is not None:
        raise refuse("keep_not_ended")
    if until <= now.keep_until:
        raise refuse("keep_early", day=now.keep_until)
    if not reason.strip():
        raise refuse("reason_missing")
    try:
        with transaction.atomic():
            asked: KeepExtension = KeepExtension.objects.create(
                case=now, until_on=until, reason=reason.strip()[:300], asked_by=by
            )
    except IntegrityError as error:
        raise refuse("keep_open") from error
    record("case.keep_asked", by=by, subject=now, until=str(until))
    return asked


@transaction.atomic
def sign_longer(*, case: Case, by: User) -> None:
    """Another person agrees."""
    now: Case = Case.objects.visible_to(by).select_related("school").get(pk=case.pk)
    _entitled(by, now, "延长保存")
    asked = KeepExtension.objects.visible_to(by).filter(case=now, signed_by=None).first()
    if asked is None:
        raise refuse("keep_gone")
    if is_one_hand(by, [asked.asked_by_id], asked.asked_at):
        raise refuse("keep_same")
    rows = KeepExtension.objects.for_system(WHY).filter(pk=asked.pk, signed_by=None)
    if not rows.update(signed_by=by, signed_at=timezone.now()):
        raise refuse("keep_gone")
    Case.objects.for_system(WHY).filter(pk=now.pk, keep_until__lt=asked.until_on).update(keep_until=asked.until_on)
    record("case.keep_signed", by=by, subject=now, until=str(asked.until_on))


def erase_due() -> int:
    """Chore: erase every file whose time is over; how many. One that waits for a second signature is left."""
    today = timezone.localdate()
    rows = Case.objects.for_system(WHY).filter(keep_until__lte=today, erased_on=None)
    keys = rows.exclude(keep_extensions__signed_by__isnull=True, keep_extensions__isnull=False)
    done = 0
    for key in list(keys.values_list("pk", flat=True)):
        with transaction.atomic():
            case = Case.objects.for_system(WHY).select_for_update().filter(pk=key, erased_on=None).first()
            if case is not None:
                erase(case=case, on=today)
                done += 1
    return done


@transaction.atomic
def erase(*, case: Case, on: date) -> str:
    """Take the texts, files, people and steps of a case away. Number, codes, state and dates stay for the statistics,
    with the digest of what there was. The digest comes back."""
    digest = hashlib.sha256(json.dumps(_content(case), ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    files = _files(case)
    values: dict[str, Any] = {"teacher": None, "gist": "", "accused": "", "proposed": None}
    values |= {"erased_on": on, "tombstone_digest": digest}
    Case.objects.for_system(WHY).filter(pk=case.pk).update(**values)
    CasePaper.files.through.objects.filter(casepaper__case=case).delete()
    Remedy.files.through.objects.filter(remedy__case=case).delete()
    reports = Report.objects.for_system(WHY).filter(case=case)
    Report.files.through.objects.filter(report__in=reports).delete()
    ReportMessage.files.through.objects.filter(reportmessage__report__in=reports).delete()
    for model, rows in _rows(case):
        rows._raw_delete(model.objects.db)
    ReporterIdentity.objects.for_system(WHY).filter(report__in=reports).delete()
    reports.update(text="", accused="", answer="")
    for file in files:
        discard(file)
    record("case.erased", by=None, subject=case, digest=digest)
    return digest


def _rows(case: Case) -> list[tuple[Any, Any]]:
    """Rows that are written once; the database lets them go now that the case is a tombstone."""
    return [
        (ClockLog, ClockLog.objects.for_system(WHY).filter(clock__case=case)),
        (ClockPause, ClockPause.objects.filter(clock__case=case)),
        (CaseClock, CaseClock.objects.for_system(WHY).filter(case=case)),
        (CasePaper, CasePaper.objects.for_system(WHY).filter(case=case)),
        (CaseStep, CaseStep.objects.for_system(WHY).filter(case=case)),
        (KeepExtension, KeepExtension.objects.for_system(WHY).filter(case=case)),
        (Remedy, Remedy.objects.for_system(WHY).filter(case=case)),
        (ReportMessage, ReportMessage.objects.for_system(WHY).filter(report__case=case)),
    ]


def _content(case: Case) -> dict[str, Any]:
    """What the digest is made of."""
    papers = CasePaper.objects.for_system(WHY).filter(case=case).prefetch_related("files")
    steps = CaseStep.objects.for_system(WHY).filter(case=case)
    return {
        "number": case.number, "gist": case.gist, "accused": case.accused, "teacher": case.teacher_id,
        "papers": [[one.kind, one.text, [file.digest for file in one.files.all()]] for one in papers],
        "steps": [[one.move, str(one.on), one.by_id, one.note] for one in steps],
    }  # fmt: skip


def _files(case: Case) -> list[StoredFile]:
    papers = CasePaper.files.through.objects.filter(casepaper__case=case).values("storedfile_id")
    remedies = Remedy.files.through.objects.filter(remedy__case=case).values("storedfile_id")
    reports = Report.files.through.objects.filter(report__case=case).values("storedfile_id")
    messages = ReportMessage.files.through.objects.filter(reportmessage__report__case=case).values("storedfile_id")
    return list(
        StoredFile.objects.filter(pk__in=papers) | StoredFile.objects.filter(pk__in=remedies)
        | StoredFile.objects.filter(pk__in=reports) | StoredFile.objects.filter(pk__in=messages)
    )  # fmt: skip
