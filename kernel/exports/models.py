"""Lists that leave the house: one row each, whatever becomes of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedJSONField, SealedTextField
from kernel.exports.permissions import ExportPermission
from kernel.files.models import StoredFile
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager


class ExportState(models.TextChoices):
    WAITING = "waiting", _("待审批")
    MAKING = "making", _("正在生成")
    READY = "ready", _("可下载")
    REFUSED = "refused", _("未批准")
    WITHDRAWN = "withdrawn", _("已撤回")
    FAILED = "failed", _("未生成")
    EXPIRED = "expired", _("文件已删除")


class ExportSequence(models.Model):
    """The last number given in a year; its row is the lock under which the next one is given."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last__lte=999_999), name="export_sequence_six_digits")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Export(models.Model):
    """One export. ``paths`` are the subtrees to which it was bound when it was asked for; ``unit`` is the unit that
    holds all of them. The file lies sealed and is deleted after some days, the row stays."""

    PERSONAL_FIELDS = {"options": "L3", "filters": "L3", "reason": "L3"}

    number = models.CharField(_("导出编号"), max_length=20, unique=True)
    kind = models.CharField(max_length=30)
    title = models.CharField(_("名称"), max_length=100)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("导出人"))
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("范围"))
    paths = models.JSONField()
    scope_words = models.CharField(_("数据范围"), max_length=200)
    options = SealedJSONField()
    filters = SealedTextField(_("筛选条件"), blank=True)
    reason = SealedTextField(_("用途"), blank=True)
    rows = models.PositiveIntegerField(_("行数"))
    grade = models.CharField(_("最高数据级别"), max_length=2)
    state = models.CharField(_("状态"), max_length=10, choices=ExportState.choices)
    needs_approval = models.BooleanField(_("须经审批"))
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    problem = models.CharField(max_length=300, blank=True)
    file = models.OneToOneField(StoredFile, models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, blank=True, help_text=_("文件的 SHA-256"))
    size = models.PositiveIntegerField(_("大小（字节）"), default=0)
    made_at = models.DateTimeField(_("生成时间"), null=True)
    expires_at = models.DateTimeField(_("文件保留至"), null=True)
    downloads = models.PositiveIntegerField(_("下载次数"), default=0)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("导出")
        indexes = [models.Index(fields=["state", "expires_at"], name="export_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")), name="export_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=False)
                | Q(approved_by__isnull=False)
                | Q(state__in=["waiting", "refused", "withdrawn", "failed"]),
                name="export_approved_before_it_is_made",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | (Q(file__isnull=False, made_at__isnull=False, expires_at__isnull=False) & ~Q(digest="")),
                name="export_ready_has_file",
            ),
            models.CheckConstraint(condition=Q(state="ready") | Q(file__isnull=True), name="export_file_only_if_ready"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> Any:
        return reverse("export", args=[self.number])

    @staticmethod
    def visible_q(user: User) -> Q:
        """One's own; those that one may approve; all of one's part of the tree for who looks after exports."""
        approver = user.scope(ExportPermission.APPROVE).q("unit__path") & Q(needs_approval=True)
        return Q(asked_by=user) | approver | user.scope(ExportPermission.VIEW_ALL).q("unit__path")
