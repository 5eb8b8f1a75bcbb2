"""Uploaded workbooks on their way into the register."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedJSONField
from kernel.orgs.scoping import ScopedManager


class ImportState(models.TextChoices):
    RECEIVED = "received", _("正在核对")
    JUDGED = "judged", _("等待确认")
    APPLYING = "applying", _("正在写入")
    APPLIED = "applied", _("已写入")
    NOTHING = "nothing", _("无可写入内容")
    REFUSED = "refused", _("未接收")
    DROPPED = "dropped", _("已放弃")


class ImportRun(models.Model):
    """One workbook: received, judged, confirmed, applied. The file itself lies sealed beside the database."""

    PERSONAL_FIELDS = {"verdict": "L4", "filename": "L2"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="imports", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    filename = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED)
    problem = models.CharField(max_length=500, blank=True)
    counts = models.JSONField(default=dict)
    verdict = SealedJSONField(null=True)
    applied_at = models.DateTimeField(_("写入时间"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("导入")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False) | (~Q(state="applied") & Q(applied_at=None)),
                name="import_applied_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> Any:
        return reverse("import_run", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """One's own workbooks, of the kinds one may import today."""
        from kernel.imports.desk import importers_for

        return Q(uploaded_by=user, kind__in=list(importers_for(user)))

    @property
    def has_changes(self) -> bool:
        """Whether anything of the workbook is new to the register."""
        return any(self.counts.get(key) for key in ("created", "updated", "service_only"))

    @property
    def file_name(self) -> str:
        """Where the sealed file lies, relative to MEDIA_ROOT."""
        return f"imports/{self.pk}.sealed"
