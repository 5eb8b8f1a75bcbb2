"""Requests to correct the register, with the evidence."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.files.models import StoredFile
from kernel.orgs.scoping import Scope, ScopedManager
from teachers.choices import CorrectionKind, CorrectionState
from teachers.models.teacher import Teacher
from teachers.permissions import TeacherPermission

_OPEN = [CorrectionState.ASKED, CorrectionState.CHECKED]
PAYS = [*_OPEN, CorrectionState.APPROVED]  # a request that brings a missing row of a roster, or did


class Correction(models.Model):
    """One request for one service row or for the name. Who asked neither checks nor approves, who checked does not
    approve; the database holds that. ``old`` is the row as it stood when it was asked, ``new`` as it is to stand."""

    PERSONAL_FIELDS = {
        "old": "L3", "new": "L3", "missing_row": "L3", "reason": "L4", "checked_note": "L4", "answer": "L4",
        "months_before": "L2", "months_after": "L2",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="corrections", verbose_name=_("教师"))
    kind = models.CharField(_("事项"), max_length=10, choices=CorrectionKind.choices)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    missing_row = models.CharField(_("补的是名册中退回的哪一行"), max_length=100, blank=True)
    reason = SealedTextField(_("理由"))
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("证明材料"))
    state = models.CharField(_("状态"), max_length=10, choices=CorrectionState.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核对人"))
    checked_at = models.DateTimeField(_("核对时间"), null=True)
    checked_note = SealedTextField(_("核对意见"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("办结人"))
    decided_at = models.DateTimeField(_("办结时间"), null=True)
    answer = SealedTextField(_("办理意见"), blank=True)
    months_before = models.PositiveIntegerField(_("更正前任教月数"), null=True)
    months_after = models.PositiveIntegerField(_("更正后任教月数"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("更正申请")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="add", old__isnull=True, new__isnull=False)
                | Q(kind="remove", old__isnull=False, new__isnull=True)
                | Q(kind__in=["change", "name"], old__isnull=False, new__isnull=False),
                name="correction_says_what",
            ),
            models.CheckConstraint(condition=filled("reason"), name="correction_has_reason"),
            models.CheckConstraint(
                condition=(Q(checked_by__isnull=True) | ~Q(checked_by=F("asked_by")))
                & (
                    ~Q(state__in=["approved", "refused"])
                    | (
                        Q(decided_by__isnull=False, decided_at__isnull=False)
                        & ~Q(decided_by=F("asked_by"))
                        & (Q(checked_by__isnull=True) | Q(state="refused") | ~Q(decided_by=F("checked_by")))
                    )
                ),
                name="correction_several_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["asked", "checked"]) | Q(decided_at__isnull=True),
                name="correction_open_undecided",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | filled("answer"), name="correction_refused_says_why"
            ),
            models.UniqueConstraint(
                fields=["teacher", "kind", "old"], condition=Q(state__in=_OPEN), name="correction_one_open_for_a_row"
            ),
            models.UniqueConstraint(  # ``old`` of an addition is NULL, which is never the same as another
                F("teacher"), KT("new__start"), KT("new__kind"),
                condition=Q(kind="add", state__in=_OPEN), name="correction_one_open_addition",
            ),
            models.UniqueConstraint(
                fields=["teacher", "missing_row"], condition=~Q(missing_row="") & Q(state__in=PAYS),
                name="correction_brings_a_missing_row_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> Any:
        return reverse("correction", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN

    @staticmethod
    def visible_q(user: User) -> Q:
        """Requests about people whose records this person may correct or approve, and about oneself."""
        paths = user.scope(TeacherPermission.CORRECT).paths + user.scope(TeacherPermission.APPROVE_CORRECTION).paths
        return Scope.of(paths).q("teacher__school__path") | Q(teacher__user_id=user.pk)
