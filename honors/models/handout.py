"""What leaves the house beside the papers themselves: links that a holder shares, files for the printer."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from honors.choices import PrintKind
from honors.models.certificate import Certificate
from honors.models.round import HonorRound
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager


class ShareLink(models.Model):
    """A link by which a holder shows a certificate with its unit and paper; holds from the day it was made until
    ``ends_on`` (the first day on which it no longer does) or until the holder ends it."""

    PERSONAL_FIELDS = {"token": "L3", "opened": "L3"}

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="links")
    token = models.CharField(max_length=40, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("分享链接")
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("made_on")), name="share_period_forward")]

    def __str__(self) -> str:
        return f"{self.certificate} {self.made_on}–{self.ends_on}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """The holder's own, nobody else's."""
        return Q(certificate__teacher__user_id=user.pk)

    @property
    def share_path(self) -> Any:
        return reverse("shared", args=[self.token])


class PrintFile(models.Model):
    """A file for the printer or for the hand-over, of one round and one unit. A changed content is a new version; a
    file that is there is never written again. ``content`` says what was drawn, ``file_digest`` the bytes."""

    PERSONAL_FIELDS: dict[str, str] = {}

    round = models.ForeignKey(HonorRound, models.PROTECT, related_name="print_files")
    kind = models.CharField(max_length=12, choices=PrintKind.choices)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    design = models.CharField(_("证书样式"), max_length=60, blank=True)
    version = models.PositiveSmallIntegerField()
    certificates = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("打印文件")
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "org", "design", "version"], name="print_file_once"),
            models.CheckConstraint(condition=Q(version__gte=1, pages__gte=1), name="print_file_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.org} {self.kind} {self.version}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """Files of units in which the person may hand certificates out."""
        return user.scope(HonorPermission.DOWNLOAD).q("org__path")

    @property
    def file_name(self) -> str:
        """Where the file lies, relative to MEDIA_ROOT."""
        design = f"-{blake2b(self.design.encode(), digest_size=4).hexdigest()}" if self.design else ""
        return f"print/{self.round.as_of}/{self.org_id}-{self.kind}{design}-{self.version}.pdf"
