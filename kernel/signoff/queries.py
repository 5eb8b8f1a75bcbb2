"""Reads of requests for a second signature."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from kernel.signoff.models import Signature, SignatureState


def on_subjects(kind: str, subject_type: str, ids: Iterable[object]) -> QuerySet[Signature]:
    """Requests on subjects that the caller's own query found visible, the newest first."""
    rows: QuerySet[Signature] = Signature.objects.for_system("the trade found the subjects visible").filter(
        kind=kind, subject_type=subject_type, subject_id__in=[str(one) for one in ids]
    )
    return rows.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")


def open_of_kind(kind: str) -> QuerySet[Signature]:
    """Requests of one kind that wait; the trade intersects them with what the user may see."""
    rows: QuerySet[Signature] = Signature.objects.for_system("the trade intersects with what is visible")
    return rows.filter(kind=kind, state=SignatureState.OPEN).select_related("asked_by").order_by("asked_at")


def of_kind(kind: str) -> QuerySet[Signature]:
    """Requests of one kind, open and decided; the room that asks shows those that its own rule finds visible."""
    rows: QuerySet[Signature] = Signature.objects.for_system("the asking room says which are visible")
    return rows.filter(kind=kind).select_related("asked_by", "decided_by")


def on_subject(subject: Model) -> QuerySet[Signature]:
    """Requests of every kind on one subject that the caller found visible, the newest first."""
    rows: QuerySet[Signature] = Signature.objects.for_system("the trade found the subject visible")
    found = rows.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return found.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")


def open_on(kind: str, subject: Model) -> Signature | None:
    """The request of one kind that waits on one subject that the caller found visible."""
    return on_subject(subject).filter(kind=kind, state=SignatureState.OPEN).first()


def is_waiting(subject: Model) -> bool:
    """Whether an act on the subject, of whatever kind, waits for its second signature."""
    return on_subject(subject).filter(state=SignatureState.OPEN).exists()
