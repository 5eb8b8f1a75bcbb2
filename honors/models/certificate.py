"""Certificates: numbered once; what stands on each paper is frozen; what happens to them afterwards is written once."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from honors.choices import CertificateAct, CertificateStatus, CopyReason, RevocationReason
from honors.models.round import RoundEntry
from honors.models.template import CertificateTemplate
from honors.pdf.layout import DEFAULT_LAYOUT, Layout
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel
from teachers.models import Teacher

TWO_PERSONS = (CertificateAct.RENAMED, CertificateAct.REVOKED)
WITH_DOCUMENT = (CertificateAct.CORRECTED, *TWO_PERSONS, CertificateAct.SUSPENDED)


def new_token() -> str:
    """The secret in the QR code of a paper: 128 random bits."""
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
    """One honour of one person under one number. ``newest`` is the index of the newest drawn paper, None before the
    first is drawn. An honour that was revoked is never given again, unless it had been given in error."""

    PERSONAL_FIELDS = {"revoked_reason": "L3"}

    number = models.CharField(_("证书编号"), max_length=30, unique=True)
    entry = models.OneToOneField(RoundEntry, models.PROTECT, related_name="certificate")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField(_("年限"))
    newest = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=CertificateStatus.choices, default=CertificateStatus.VALID
    )
    template = models.ForeignKey(
        CertificateTemplate, models.PROTECT, null=True, related_name="+"
    )  # null: the design in the code
    revoked_reason = models.CharField(max_length=20, choices=RevocationReason.choices, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    revoked_second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签署人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("荣誉证书")
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "threshold"],
                condition=~Q(status="revoked", revoked_reason="in_error"),
                name="certificate_once_per_threshold",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["valid", "suspended"], revoked_reason="", revoked_by__isnull=True,
                            revoked_second__isnull=True)
                | (Q(status="revoked", revoked_by__isnull=False, revoked_second__isnull=False)
                   & ~Q(revoked_reason="") & ~Q(revoked_by=F("revoked_second"))),
                name="certificate_revoked_by_two",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> Any:
        return reverse("certificate", args=[self.number])

    @property
    def is_drawn(self) -> bool:
        """Whether there is a paper of it."""
        return self.newest is not None

    @staticmethod
    def visible_q(user: User) -> Q:
        """Certificates of one's own units, and one's own."""
        return user.scope(HonorPermission.VIEW).q("school__path") | Q(teacher__user_id=user.pk)

    @property
    def layout(self) -> Layout:
        """The design that was in force when the certificate was numbered; it never changes afterwards."""
        return self.template.layout if self.template else DEFAULT_LAYOUT


class CertificateCopy(models.Model):
    """One paper of a certificate: 0 is the first, later ones replace it. The facts on it are frozen when it is made,
    whatever the register says later."""

    PERSONAL_FIELDS = {"name": "L2", "school_name": "L2", "token": "L3", "note": "L4", "document": "L4"}

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="copies")
    index = models.PositiveSmallIntegerField(_("版次"))
    name = models.CharField(_("姓名"), max_length=50)
    school_name = models.CharField(_("单位"), max_length=60)
    issuer = models.CharField(_("颁发单位"), max_length=60)
    issued_on = models.DateField(_("颁发日期"))
    printed_on = models.DateField(_("制证日期"))
    token = models.CharField(max_length=40, unique=True)
    reason = models.CharField(_("原因"), max_length=10, choices=CopyReason.choices, blank=True)
    document = SealedTextField(_("依据"), blank=True)
    note = SealedTextField(_("说明"), blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    file_digest = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("证书版本")
        constraints = [
            models.UniqueConstraint(fields=["certificate", "index"], name="copy_once"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, file_digest="") | (Q(drawn_at__isnull=False) & ~Q(file_digest="")),
                name="copy_drawn_has_digest",
            ),
            models.CheckConstraint(
                condition=Q(index=0, reason="") | (Q(index__gt=0) & ~Q(reason="")), name="copy_later_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(reason="corrected") | (filled("document") & filled("note")),
                name="copy_corrected_has_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.index}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(HonorPermission.VIEW).q("certificate__school__path") | Q(
            certificate__teacher__user_id=user.pk
        )

    @property
    def title(self) -> str:
        """Number and copy, as they name the file: the first paper carries the number alone."""
        return f"{self.certificate.number}-{self.index}" if self.index else self.certificate.number

    @property
    def file_name(self) -> str:
        """Where the drawn file lies, relative to MEDIA_ROOT."""
        return f"certificates/{self.issued_on:%Y}/{self.title}.pdf"

    @property
    def check_path(self) -> Any:
        """The link in the QR code."""
        return reverse("check_copy", args=[self.certificate.number, self.index, self.token])


class CertificateEvent(AppendOnlyModel):
    """What happened to a certificate after it was issued: who, when, on which ground. Written once."""

    PERSONAL_FIELDS = {"reason": "L3", "document": "L4", "note": "L4"}

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=CertificateAct.choices)
    reason = models.CharField(max_length=20, blank=True)
    document = SealedTextField(blank=True)
    note = SealedTextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    second_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("证书变动")
        constraints = [
            models.CheckConstraint(condition=~Q(second_by=F("by")), name="event_two_persons"),
            models.CheckConstraint(
                condition=~Q(act__in=TWO_PERSONS) | Q(second_by__isnull=False), name="event_second_person_there"
            ),
            models.CheckConstraint(
                condition=~Q(act__in=WITH_DOCUMENT) | (filled("document") & ~Q(reason="")), name="event_has_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.act} {self.on}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return CertificateCopy.visible_q(user)
