"""Bases of the city, and lecture tours and visits with who was there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher
from training.choices import BaseKind, EventKind
from training.models.requirements import seen_by


class Base(models.Model):
    """A base: of ethics education, of training 双师型 teachers, of practice in an enterprise. The register is open."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("类别"), max_length=8, choices=BaseKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("管理单位"))
    host = models.CharField(_("依托单位"), max_length=80)
    address = models.CharField(_("地址"), max_length=120)
    capacity = models.PositiveIntegerField(_("一次可接待人数"), null=True, blank=True)
    recognised_on = models.DateField(_("认定日期"))
    document = models.CharField(_("认定文件"), max_length=120)
    ended_on = models.DateField(_("停用日期"), null=True)
    ended_reason = models.CharField(_("停用原因"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("基地")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"], condition=Q(ended_on__isnull=True), name="base_name_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(host="") & ~Q(address="") & ~Q(document=""), name="base_told"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | (Q(ended_on__gte=F("recognised_on")) & ~Q(ended_reason="")),
                name="base_end_told",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class EthicsEvent(models.Model):
    """A lecture of a tour, or a visit to a base of ethics education."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("形式"), max_length=5, choices=EventKind.choices)
    title = models.CharField(_("主题"), max_length=100)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("组织单位"))
    base = models.ForeignKey(
        Base, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("师德教育基地")
    )
    place = models.CharField(_("地点"), max_length=120)
    speaker = models.CharField(_("主讲人"), max_length=80, blank=True)
    held_on = models.DateField(_("举办日期"))
    hours = models.DecimalField(
        _("学时"), max_digits=3, decimal_places=1, validators=[MinValueValidator(Decimal("0.5"))]
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("宣讲与研学")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["org", "title", "held_on"], name="ethics_event_once"),
            models.CheckConstraint(
                condition=Q(kind="tour", base__isnull=True) & ~Q(speaker="")
                | Q(kind="visit", base__isnull=False),
                name="ethics_event_visit_has_base",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(place="") & Q(hours__gt=0), name="ethics_event_told"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> Any:
        return reverse("ethics_event", args=[self.pk])


class EthicsAttendance(models.Model):
    """Somebody was there; the school is the one of that day."""

    PERSONAL_FIELDS = {"recorded_at": "L2"}

    event = models.ForeignKey(EthicsEvent, models.CASCADE, related_name="attendances")
    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("参加记录")
        constraints = [models.UniqueConstraint(fields=["event", "teacher"], name="ethics_attendance_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.teacher_id}"

    visible_q = staticmethod(seen_by)
