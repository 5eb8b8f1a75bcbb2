"""A round of long-service honours: who reached 30 or 40 years by a day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from honors.choices import EntryState, HoldReason, RoundState
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher


class HonorRound(models.Model):
    """One round. Who made or submitted it never approves it; the database holds that too."""

    PERSONAL_FIELDS = {"returned_reason": "L3"}

    as_of = models.DateField(_("截至日期"), unique=True)
    state = models.CharField(_("阶段"), max_length=10, choices=RoundState.choices, default=RoundState.COMPUTING)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(auto_now_add=True)
    computed_at = models.DateTimeField(_("测算时间"), null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(_("退回理由"), max_length=300, blank=True)
    looked_at = models.PositiveIntegerField(_("测算人数"), default=0)
    rule_source = models.CharField(_("规则依据"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("荣誉批次")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("made_by")) & Q(submitted_by__isnull=False) & ~Q(approved_by=F("submitted_by"))),
                name="round_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="round_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of:%Y}"

    def get_absolute_url(self) -> Any:
        return reverse("round", args=[self.as_of.isoformat()])

    @property
    def stamp(self) -> str:
        """Names the submitted list: a list submitted anew has another stamp."""
        return self.submitted_at.isoformat() if self.submitted_at else ""


class RoundEntry(models.Model):
    """A person in a round, with the arithmetic as it stood when the round was computed."""

    PERSONAL_FIELDS = {"months": "L2", "lines": "L3", "hold_reason": "L3", "confirmed_note": "L3"}

    round = models.ForeignKey(HonorRound, models.CASCADE, related_name="entries")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField(_("年限"))
    months = models.PositiveIntegerField(_("任教月数"))
    lines = models.JSONField(default=list)
    state = models.CharField(_("结果"), max_length=10, choices=EntryState.choices)
    hold_reason = models.CharField(_("原因"), max_length=30, choices=HoldReason.choices, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核实人"))
    confirmed_at = models.DateTimeField(null=True)
    confirmed_note = models.CharField(_("核实说明"), max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("批次人员")
        constraints = [
            models.UniqueConstraint(fields=["round", "teacher"], name="entry_once_per_round"),
            models.CheckConstraint(condition=Q(state="candidate") | ~Q(hold_reason=""), name="entry_held_has_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_note=""), name="entry_confirmation_has_note"
            ),
            models.CheckConstraint(condition=Q(months__gte=12 * F("threshold")), name="entry_reached_threshold"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.threshold}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(HonorPermission.VIEW).q("school__path")

    @property
    def years(self) -> int:
        return self.months // 12

    @property
    def odd_months(self) -> int:
        return self.months % 12
