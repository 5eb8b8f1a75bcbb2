"""Being left out of the exchange for a time: noted by the school with its paper, confirmed by a second person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from staffing.choices import ExemptGround, ExemptionState
from staffing.permissions import StaffingPermission
from teachers.models import Teacher


class Exemption(models.Model):
    """One request and what became of it. What holds now stands in ``Willingness``, which planner and lists read."""

    PERSONAL_FIELDS = {
        "ground": "L4", "paper": "L4", "answer": "L4", "starts_on": "L3", "until": "L3", "state": "L3",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    ground = SealedTextField(_("原因"))  # a code of ExemptGround
    paper = SealedTextField(_("凭据"))
    starts_on = models.DateField(_("起始日"))
    until = models.DateField(_("暂不交流至"))
    state = models.CharField(
        _("状态"), max_length=10, choices=ExemptionState.choices, default=ExemptionState.ASKED
    )  # fmt: skip
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    asked_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("确认时间"), null=True)
    answer = SealedTextField(_("意见"), blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("结束人"))
    ended_on = models.DateField(_("提前结束日"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("暂不交流")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("starts_on")), name="exemption_forward"),
            models.CheckConstraint(condition=filled("ground") & filled("paper"), name="exemption_says_why"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="exemption_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"], decided_by__isnull=True)
                | Q(state__in=["confirmed", "refused", "ended"], decided_by__isnull=False),
                name="exemption_decided_by_someone",
            ),
            models.UniqueConstraint(fields=["teacher"], condition=Q(state="asked"), name="exemption_one_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.until}"

    def get_absolute_url(self) -> Any:
        return reverse("exemption", args=[self.pk])

    def get_ground_display(self) -> str:
        return str(ExemptGround(self.ground).label) if self.ground in ExemptGround.values else ""

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(StaffingPermission.REQUEST).q("school__path") | Q(teacher__user_id=user.pk)
