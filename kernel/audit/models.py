"""The audit trail."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from kernel.audit.presenters import sentence
from kernel.sealed import AppendOnlyModel, AppendOnlyQuerySet


class AuditEvent(AppendOnlyModel):
    """One act. No foreign keys: the line outlives what it speaks of. ``detail`` holds no L3 or L4 value in clear."""

    PERSONAL_FIELDS = {"actor_name": "L2"}

    at = models.DateTimeField(default=timezone.now)
    act = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_by_subject"),
            models.Index(fields=["act", "at"], name="audit_by_act"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.act} {self.subject_type} {self.subject_id}"

    @property
    def sentence(self) -> str:
        """What was done, for a person."""
        return sentence(self.act, self.detail)
