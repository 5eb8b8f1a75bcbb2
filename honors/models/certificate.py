"""Certificates: numbered once, shown as issued."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from honors.choices import CertificateStatus
from honors.models.round import RoundEntry
from honors.models.template import CertificateTemplate
from honors.pdf.layout import DEFAULT_LAYOUT, Layout
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher


def new_token() -> str:
    """The secret in a certificate's QR code: 128 random bits."""
    return secrets.token_urlsafe(16)


class NumberSequence(models.Model):
    """The last number given of one series; its row is the lock under which the next one is given."""

    PERSONAL_FIELDS: dict[str, str] = {}

    threshold = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=6)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["threshold", "year", "region"], name="sequence_one_per_series"),
            models.CheckConstraint(condition=Q(last__lte=99_999), name="sequence_five_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.threshold}-{self.year}-{self.region}: {self.last}"


class Certificate(models.Model):
    """One honour of one person. The facts on it are frozen at issue, whatever the register says later."""

    PERSONAL_FIELDS = {"name": "L2", "school_name": "L2", "token": "L3"}

    number = models.CharField(_("证书编号"), max_length=30, unique=True)
    entry = models.OneToOneField(RoundEntry, models.PROTECT, related_name="certificate")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField(_("年限"))
    name = models.CharField(_("姓名"), max_length=50)
    school_name = models.CharField(_("单位"), max_length=60)
    issuer = models.CharField(_("颁发单位"), max_length=60)
    issued_on = models.DateField(_("颁发日期"))
    token = models.CharField(max_length=40, unique=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=CertificateStatus.choices, default=CertificateStatus.VALID
    )
    template = models.ForeignKey(
        CertificateTemplate, models.PROTECT, null=True, related_name="+"
    )  # null: the design in the code
    file_digest = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("荣誉证书")
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "threshold"], condition=~Q(status="revoked"), name="certificate_once_per_threshold"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, file_digest="") | (Q(drawn_at__isnull=False) & ~Q(file_digest="")),
                name="certificate_drawn_has_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @staticmethod
    def visible_q(user: User) -> Q:
        """Certificates of one's own units, and one's own."""
        return user.scope(HonorPermission.VIEW).q("school__path") | Q(teacher__user_id=user.pk)

    @property
    def layout(self) -> Layout:
        """The design that was in force when the certificate was numbered; it never changes afterwards."""
        return self.template.layout if self.template else DEFAULT_LAYOUT

    @property
    def file_name(self) -> str:
        """Where the drawn file lies, relative to MEDIA_ROOT."""
        return f"certificates/{self.issued_on:%Y}/{self.number}.pdf"

    @property
    def check_path(self) -> Any:
        return reverse("check_token", args=[self.token])
