"""The audit trail, the chain over it, and its anchors: all inserted once, held by triggers of the database too."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel.audit import canonical
from kernel.audit.choices import EventKind
from kernel.audit.presenters import sentence
from kernel.errors import retold
from kernel.sealed import AppendOnlyModel, AppendOnlyQuerySet


def kind_label(kind: str) -> str:
    """The name of a kind of record, as ``app.model``."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):  # a kind of an earlier edition
        return kind


class AuditEvent(AppendOnlyModel):
    """One act, one look at somebody's data, or one refused attempt. No foreign keys: the line outlives what it speaks
    of. ``detail`` holds no L3 or L4 value in clear."""

    PERSONAL_FIELDS = {"actor_name": "L2"}

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=8, choices=EventKind.choices, default=EventKind.ACT)
    act = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_by_subject"),
            models.Index(fields=["act", "at"], name="audit_by_act"),
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_moment"),
            models.Index(fields=["at"], name="audit_refused", condition=Q(kind="refused")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.act} {self.subject_type} {self.subject_id}"

    def get_absolute_url(self) -> Any:
        return reverse("audit_event", args=[self.pk])

    @property
    def sentence(self) -> str:
        """What was done, for a person."""
        return sentence(self.act, self.detail)

    @property
    def purpose(self) -> str:
        """What a look was for, as it was stated."""
        said = self.detail.get("purpose")
        return retold(said) if said else gettext("履行职务，未另填用途")

    @property
    def subject_label(self) -> str:
        """What kind of thing the line speaks of; its own name is not the trail's to tell."""
        return kind_label(self.subject_type)


class AuditLink(AppendOnlyModel):
    """One link of the chain: the event that stands at a place, and the digest over it and the link before."""

    PERSONAL_FIELDS: dict[str, str] = {}

    sequence = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    form = models.PositiveSmallIntegerField(default=canonical.FORM)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sequence__gt=0), name="audit_link_from_one")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"


class AuditAnchor(AppendOnlyModel):
    """Where the chain ended on a day, signed with a key that is not in the database."""

    PERSONAL_FIELDS: dict[str, str] = {}

    day = models.DateField(primary_key=True)
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    key_name = models.CharField(max_length=20)
    mac = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.day} {self.sequence}"

    @property
    def plain(self) -> canonical.Anchor:
        """What is signed."""
        return canonical.Anchor(self.day, self.sequence, self.digest, self.made_at)


class RefusalTally(models.Model):
    """Refused attempts of the running minute beyond the first: counted here, told by one line when it is over."""

    PERSONAL_FIELDS = {"who": "L2"}

    who = models.CharField(max_length=60)
    minute = models.DateTimeField()
    act = models.CharField(max_length=60)
    place = models.CharField(max_length=60, blank=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "minute", "act", "place"], name="refusal_counted_once")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} {self.act} × {self.times}"
