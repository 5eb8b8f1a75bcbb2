"""Service records: what a person did in which months."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager
from teachers.choices import ServiceKind
from teachers.models.teacher import Teacher
from teachers.permissions import TeacherPermission


class ServiceRecord(models.Model):
    """A stretch of whole months of one kind. The end month is included; none means that it still goes on."""

    PERSONAL_FIELDS = {"kind": "L3", "start_month": "L3", "end_month": "L3", "unit_name": "L3"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="services", verbose_name=_("教师"))
    kind = models.CharField(_("经历类别"), max_length=20, choices=ServiceKind.choices)
    start_month = models.DateField(_("起始年月"))
    end_month = models.DateField(_("终止年月"), null=True, blank=True)
    unit_name = models.CharField(_("单位"), max_length=100, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("任教经历")
        ordering = ["start_month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["teacher", "start_month", "kind"], name="service_key"),
            models.CheckConstraint(
                condition=Q(end_month__isnull=True) | Q(end_month__gte=F("start_month")), name="service_forward"
            ),
            models.CheckConstraint(condition=Q(start_month__day=1), name="service_start_first"),
            models.CheckConstraint(condition=Q(end_month__isnull=True) | Q(end_month__day=1), name="service_end_first"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start_month:%Y-%m}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TeacherPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)
