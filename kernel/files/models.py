"""Kept files. A row is reached through the record it belongs to, whose query decides who may see it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.files.content import ENDINGS, PRODUCED


class StoredFile(models.Model):
    """One uploaded file. The original and the copy to hand out lie sealed under MEDIA_ROOT."""

    PERSONAL_FIELDS = {"name": "L3"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("文件名"), max_length=120)
    content_type = models.CharField(max_length=80, choices=[(kind, kind) for kind in (*ENDINGS, *PRODUCED)])
    size = models.PositiveIntegerField(_("大小（字节）"))
    digest = models.CharField(max_length=64, help_text=_("原件的 SHA-256"))
    kept_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("附件")
        indexes = [models.Index(fields=["digest"], name="file_by_digest")]
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty")]

    def __str__(self) -> str:
        return self.name

    @property
    def original_place(self) -> str:
        """Where the sealed original lies, relative to MEDIA_ROOT."""
        return f"files/{self.pk}.original"

    @property
    def working_place(self) -> str:
        """Where the sealed copy to hand out lies."""
        return f"files/{self.pk}.working"
