"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.models import AuditEvent
from kernel.bulk import insert


def line(act: str, *, by: User | None, subject: models.Model, **detail: Any) -> AuditEvent:
    """An unsaved audit line; ``by`` is None for the anonymous public. Who does a colleague's work during leave acts in
    the own name, and the line says for whom the person stands in."""
    if by and (names := by.acting_for):
        detail["acting_for"] = names
    return AuditEvent(
        act=act,
        actor_id=by.pk if by else None,
        actor_name=by.username if by else "公众",
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )


def record(act: str, *, by: User | None, subject: models.Model, **detail: Any) -> None:
    """Write one line. Called inside the transaction of the act, so that both stand or fall together."""
    line(act, by=by, subject=subject, **detail).save()


def record_each(act: str, *, by: User, subject: type[models.Model], details: Mapping[int, Mapping[str, Any]]) -> None:
    """Write one line each for many subjects of one kind: primary key -> detail."""
    if by.acting_for:
        details = {pk: {**detail, "acting_for": by.acting_for} for pk, detail in details.items()}
    same = {"at": timezone.now(), "act": act, "actor_id": by.pk, "actor_name": by.username,
            "subject_type": subject._meta.label_lower}  # fmt: skip
    insert(AuditEvent, [{**same, "subject_id": str(pk), "detail": detail} for pk, detail in details.items()])


def record_many(lines: Iterable[AuditEvent]) -> None:
    """Write the lines of a bulk act."""
    AuditEvent.objects.bulk_create(lines, batch_size=500)
