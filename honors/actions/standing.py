"""Suspension, its end, revocation: what a certificate is worth after it was issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from honors.actions.second import decided
from honors.choices import CertificateAct as Act
from honors.choices import CertificateStatus, RevocationReason, SuspensionReason
from honors.errors import refuse
from honors.models import Certificate, CertificateCopy, CertificateEvent
from honors.rules.standing import REVOKE, STEPS
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from kernel.signoff.queries import is_waiting

_PAPER_ACTS = frozenset({Act.REISSUED, Act.CORRECTED})


@dataclass(frozen=True)
class Ground:
    """Why a certificate is suspended or revoked: class, document, what else is to be said."""

    reason: str
    document: str
    note: str = ""


def suspend(*, certificate: Certificate, ground: Ground, by: User, on: date) -> None:
    """Let a certificate rest from a day; the public sees that it is suspended and nothing else."""
    with transaction.atomic():
        now = allow(certificate, Act.SUSPENDED, by)
        _suspend(now, ground, by, on)


def suspend_for(*, teacher_ids: Iterable[int], ground: Ground, by: User, on: date) -> int:
    """Suspend every valid certificate of these people, as a consequence of an act in another trade that ``by`` was
    entitled to: no permission of ours is asked for. How many; one that rests already is left alone. A day before the
    issue means from the issue on."""
    with transaction.atomic():
        rows = Certificate.objects.for_system("a consequence of another trade's act").select_for_update()
        found = list(rows.filter(teacher_id__in=list(teacher_ids), status=CertificateStatus.VALID).order_by("pk"))
        for certificate in found:
            _suspend(certificate, ground, by, max(on, _issued_on(certificate)))
    return len(found)


def move_on(certificate: Certificate, act: Act, *, by: User, on: date, document: str) -> None:
    """A step that follows from another trade's act, on a certificate that the caller locked; no permission is asked."""
    _move(certificate, act)
    note(certificate, act, by=by, on=max(on, _issued_on(certificate)), document=document)


def _suspend(certificate: Certificate, ground: Ground, by: User, on: date) -> None:
    _check_ground(ground, SuspensionReason.values)
    _move(certificate, Act.SUSPENDED)
    note(certificate, Act.SUSPENDED, by=by, on=on, reason=ground.reason, document=ground.document, remark=ground.note)


def resume(*, certificate: Certificate, document: str, by: User, on: date, remark: str = "") -> None:
    """End a suspension: the certificate holds again."""
    if not document.strip():
        raise refuse("ground_missing")
    with transaction.atomic():
        now = allow(certificate, Act.RESUMED, by)
        _move(now, Act.RESUMED)
        note(now, Act.RESUMED, by=by, on=on, document=document, remark=remark)


def ask_revocation(*, certificate: Certificate, ground: Ground, by: User, on: date) -> Signature:
    """Put a revocation before the second person; until then nothing changes."""
    _check_ground(ground, RevocationReason.values)
    if not ground.note.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        now = allow(certificate, Act.REVOKED, by)
        _check_day(now, on)
        detail = {"ground": ground.reason, "document": ground.document.strip()[:200], "on": str(on)}
        return signoff.ask(kind=REVOKE, subject=now, reason=ground.note, by=by, **detail)


def sign_revocation(*, signature: Signature, certificate: Certificate, by: User, answer: str = "") -> None:
    """The second person agrees: the certificate is revoked for good."""
    detail = signature.detail
    with transaction.atomic():
        now = decided(signature=signature, kind=REVOKE, certificate=certificate, by=by, answer=answer)
        _move(now, Act.REVOKED, revoked_reason=detail["ground"], revoked_by=signature.asked_by, revoked_second=by)
        note(now, Act.REVOKED, by=signature.asked_by, second=by, on=date.fromisoformat(detail["on"]),
             reason=detail["ground"], document=detail["document"], remark=signature.reason)  # fmt: skip


def allow(certificate: Certificate, act: Act, by: User) -> Certificate:
    """The certificate read anew and locked, when this person may do the act and its status allows it."""
    step = STEPS[act]
    now = _locked(certificate)
    if not by.holds(step.permission):
        raise refuse("no_permission", move=act.label)
    if not by.scope(step.permission).holds(now.school.path):
        raise refuse("out_of_scope", act=act.label)
    if now.status not in step.sources:
        raise refuse("status_not_fit", status=now.get_status_display(), act=act.label)
    if act in _PAPER_ACTS and is_waiting(now):
        raise refuse("request_waits")
    return now


def note(
    certificate: Certificate, act: Act, *, by: User, on: date, second: User | None = None, reason: str = "",
    document: str = "", remark: str = "",
) -> None:  # fmt: skip
    """Write the event, and the audit line without its grounds."""
    _check_day(certificate, on)
    CertificateEvent(
        certificate=certificate, act=act, reason=reason, document=document.strip()[:200], note=remark.strip()[:300],
        by=by, second_by=second, on=on,
    ).save()  # fmt: skip
    record(f"certificate.{act}", by=second or by, subject=certificate, number=certificate.number, on=str(on))


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.for_system("the act asks for permission and scope itself")
    found: Certificate = rows.select_for_update(of=("self",)).select_related("school").get(pk=certificate.pk)
    return found


def _move(certificate: Certificate, act: Act, **values: object) -> None:
    rows = Certificate.objects.for_system("the certificate just locked").filter(pk=certificate.pk)
    if not rows.filter(status__in=STEPS[act].sources).update(status=STEPS[act].target, **values):
        raise refuse("status_not_fit", status=certificate.get_status_display(), act=act.label)


def _check_ground(ground: Ground, classes: Iterable[str]) -> None:
    if ground.reason not in classes:
        raise refuse("reason_class_missing")
    if not ground.document.strip():
        raise refuse("ground_missing")


def _check_day(certificate: Certificate, on: date) -> None:
    if on > timezone.localdate():
        raise refuse("day_in_future")
    if on < (first := _issued_on(certificate)):
        raise refuse("day_before_issue", day=first)


def _issued_on(certificate: Certificate) -> date:
    copies = CertificateCopy.objects.for_system("the day of issue")
    found: date = copies.values_list("issued_on", flat=True).get(certificate=certificate, index=0)
    return found
