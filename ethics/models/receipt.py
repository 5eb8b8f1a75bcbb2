"""Numbered receipts of what was answered about whom."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ethics.choices import Answer, Purpose
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedJSONField, SealedTextField
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher


class ReceiptSequence(models.Model):
    """The last number given in a year."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.year)


class StandingReceipt(models.Model):
    """What was asked, by whom, for which purpose and day. It goes stale when one of its people is barred later."""

    PERSONAL_FIELDS = {"code": "L4", "code_digest": "L4"}

    number = models.CharField(_("回执编号"), max_length=20, unique=True)
    code = SealedTextField(_("核验码"))
    code_digest = models.CharField(max_length=64, editable=False)
    purpose = models.CharField(_("用途"), max_length=20, choices=Purpose.choices)
    on = models.DateField(_("查询日"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("查询人"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("查询单位"))
    made_at = models.DateTimeField(_("查询时间"), auto_now_add=True)
    people = models.PositiveSmallIntegerField(_("人数"))
    clear = models.PositiveSmallIntegerField(_("可以推荐"))
    stale_on = models.DateField(_("失效日"), null=True)
    stale_seen_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("师德查询回执")
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="receipt_about_somebody")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> Any:
        return reverse("receipt", args=[self.number])

    @staticmethod
    def visible_q(user: User) -> Q:
        """One's own receipts; whoever keeps ethics sees those of the units below."""
        return Q(asked_by_id=user.pk) | user.scope(EthicsPermission.VIEW).q("unit__path")


class ReceiptLine(models.Model):
    """One person of a receipt and the answer as it was given."""

    PERSONAL_FIELDS = {"name": "L2", "masked": "L3", "answer": "L3", "reasons": "L4"}

    receipt = models.ForeignKey(StandingReceipt, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField(_("序号"))
    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=50, blank=True)
    masked = models.CharField(_("证件号码"), max_length=20, blank=True)
    answer = models.CharField(_("结论"), max_length=10, choices=Answer.choices)
    reasons = SealedJSONField(_("理由"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("回执人员")
        constraints = [models.UniqueConstraint(fields=["receipt", "place"], name="receipt_line_once")]
        indexes = [models.Index(fields=["teacher", "answer"], name="receipt_line_of_person")]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.place}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return Q(receipt__asked_by_id=user.pk) | user.scope(EthicsPermission.VIEW).q("receipt__unit__path")
