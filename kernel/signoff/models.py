"""Requests that wait for a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedJSONField, SealedTextField, filled
from kernel.orgs.scoping import ScopedManager


class SignatureState(models.TextChoices):
    OPEN = "open", _("待另一人签署")
    SIGNED = "signed", _("已签署")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Signature(models.Model):
    """One request for one act on one subject; ``detail`` holds what was asked, as it was shown to the second person."""

    PERSONAL_FIELDS = {"reason": "L4", "answer": "L4", "detail": "L4"}

    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = SealedJSONField()
    reason = SealedTextField(_("理由"))
    state = models.CharField(_("状态"), max_length=10, choices=SignatureState.choices, default=SignatureState.OPEN)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签署人"))
    decided_at = models.DateTimeField(_("签署时间"), null=True)
    answer = SealedTextField(_("签署意见"), blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("双人签署")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="signature_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | Q(state="withdrawn", decided_by__isnull=True, decided_at__isnull=False)
                | Q(state__in=["signed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="signature_decided_by_someone",
            ),
            models.CheckConstraint(condition=filled("reason"), name="signature_has_reason"),
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"], condition=Q(state="open"), name="signature_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """One's own requests; a trade shows those on subjects that its own query found visible."""
        return Q(asked_by=user)
