"""Asking and signing. A trade calls these inside the transaction of its own act, which does what was signed."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature, SignatureState


@transaction.atomic
def ask(*, kind: str, subject: models.Model, reason: str, by: User, **detail: Any) -> Signature:
    """Put an act before a second person; RuleBroken when the same act on the same subject waits already."""
    if not reason.strip():
        raise RuleBroken("reason_missing", "请写明理由。")
    place = {"kind": kind, "subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    requests = Signature.objects.for_system("one open request for an act")
    given = {"reason": reason.strip()[:300], "asked_by": by, "detail": detail}
    signature, is_new = requests.get_or_create(**place, state=SignatureState.OPEN, defaults=given)
    if not is_new:
        raise RuleBroken("signature_waits", "同一事项已提交，正等待另一人签署，无需重复提交。")
    record("signature.asked", by=by, subject=signature, kind=kind, on=place["subject_id"])
    return signature


def sign(*, signature: Signature, by: User, answer: str = "") -> None:
    """The second person agrees; the caller then does what was asked, in the same transaction."""
    _decide(signature, SignatureState.SIGNED, by, answer)


def refuse(*, signature: Signature, by: User, answer: str) -> None:
    """The second person does not agree, and says why."""
    if not answer.strip():
        raise RuleBroken("reason_missing", "请写明不同意的理由。")
    _decide(signature, SignatureState.REFUSED, by, answer)


@transaction.atomic
def withdraw(*, signature: Signature, by: User) -> None:
    """Who asked takes the request back before it is decided."""
    if by.pk != signature.asked_by_id:
        raise RuleBroken("not_asker", "只有提出人可以撤回，请联系提出人。")
    _move(signature, state=SignatureState.WITHDRAWN, decided_at=timezone.now())
    record("signature.withdrawn", by=by, subject=signature, kind=signature.kind)


@transaction.atomic
def lapse(*, signature: Signature, by: User) -> None:
    """Nobody decided in time: the request is gone as if it had been taken back, and the trail says why."""
    _move(signature, state=SignatureState.WITHDRAWN, decided_at=timezone.now())
    record("signature.lapsed", by=by, subject=signature, kind=signature.kind)


@transaction.atomic
def _decide(signature: Signature, state: SignatureState, by: User, answer: str) -> None:
    if by.pk == signature.asked_by_id:
        raise RuleBroken("same_person", "提出人不能签署自己的申请，请由另一人办理。")
    if is_one_hand(by, [signature.asked_by_id], signature.asked_at):
        raise RuleBroken("one_hand", "您与提出人之间有请假代理，不能签署其提出的事项，请由其他人办理。")
    _move(signature, state=state, decided_by=by, decided_at=timezone.now(), answer=answer.strip()[:300])
    record(f"signature.{state}", by=by, subject=signature, kind=signature.kind, on=signature.subject_id)


def _move(signature: Signature, **values: Any) -> None:
    rows = Signature.objects.for_system("one request, named by its key").filter(pk=signature.pk)
    if not rows.filter(state=SignatureState.OPEN).update(**values):
        raise RuleBroken("signature_decided", "这一事项已经办结，请刷新页面查看结果。")
    signature.refresh_from_db()
