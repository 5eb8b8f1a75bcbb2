"""Decided handling of a person, the bars it brings, and what happened to it afterwards."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ethics.choices import BarDomain, DisciplineScheme, HandlingKind, HandlingState, ViolationType
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.scoping import ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel
from teachers.models import Teacher

ENDLESS = ("P4", "L5")
TIMELESS = ("Q1", "Q2", "Q3", "Q4")


class Sanction(models.Model):
    """One kind of handling of one person by one decision.

    Its effect runs from ``effective_on`` up to ``until_on`` (half-open), without anybody's doing; ``until_on`` is the
    sum of the periods of several sanctions where they run together, written by ``actions.sanctions`` alone. A row is
    never deleted: what a review took away is ``annulled``, what proved untrue is ``cleared``, and what a lighter one
    took the place of is ``replaced``: the lighter one runs from the same day and names it in ``replaces``.
    """

    PERSONAL_FIELDS = {
        "kind": "L3", "scheme": "L3", "violation": "L3", "decided_on": "L3", "effective_on": "L3", "months": "L3",
        "until_on": "L3", "extended_until": "L3", "decided_by": "L4", "document": "L4", "document_digest": "L4",
        "facts": "L4", "party_document": "L4", "state": "L3", "ended_on": "L3", "confirmed_on": "L3",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    kind = models.CharField(_("处理种类"), max_length=4, choices=HandlingKind.choices)
    scheme = models.CharField(_("适用处分办法"), max_length=20, choices=DisciplineScheme.choices, blank=True)
    violation = models.CharField(_("违反情形"), max_length=4, choices=ViolationType.choices, blank=True)
    decided_on = models.DateField(_("决定日期"))
    effective_on = models.DateField(_("生效日期"))
    months = models.PositiveSmallIntegerField(_("期限（月）"), default=0)
    until_on = models.DateField(_("届满日"), null=True, blank=True, help_text=_("自这一天起不再影响"))
    extended_until = models.DateField(_("延期至"), null=True, blank=True)
    decided_by = SealedTextField(_("决定机关"))
    document = SealedTextField(_("文号"))
    document_digest = models.CharField(max_length=64, editable=False)
    facts = SealedTextField(_("事实摘要"), blank=True)
    party_document = SealedTextField(_("党纪处分文号"), blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=HandlingState.choices, default=HandlingState.STANDING)
    ended_on = models.DateField(_("解除或撤销日"), null=True, blank=True, help_text=_("自这一天起不再影响"))
    confirmed_on = models.DateField(_("期满确认日"), null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by", editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    start_told_on = models.DateField(null=True, editable=False)
    end_told_on = models.DateField(null=True, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("师德处理")
        indexes = [models.Index(fields=["teacher", "effective_on"], name="sanction_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["teacher", "kind", "document_digest"], name="sanction_once"),
            models.CheckConstraint(condition=Q(effective_on__gte=F("decided_on")), name="sanction_after_decision"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("effective_on")), name="sanction_forward"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[*ENDLESS, *TIMELESS], months=0, until_on__isnull=True)
                | (~Q(kind__in=[*ENDLESS, *TIMELESS]) & Q(months__gt=0, until_on__isnull=False)),
                name="sanction_period_by_kind",
            ),
            models.CheckConstraint(condition=~Q(kind__in=["Q5", "Q6"]) | Q(months__gte=24), name="sanction_bar_months"),
            models.CheckConstraint(condition=filled("document") & filled("decided_by"), name="sanction_has_document"),
            models.CheckConstraint(
                condition=Q(state="standing") | Q(ended_on__isnull=False), name="sanction_undone_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="sanction_confirmed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.kind}"

    def get_absolute_url(self) -> Any:
        return reverse("sanction", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """Handling of people of the units where the user keeps ethics, and of oneself."""
        return user.scope(EthicsPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)


class Bar(models.Model):
    """取消资格: one barred domain, half-open in time, not less than 24 months."""

    PERSONAL_FIELDS = {"domain": "L3", "from_on": "L3", "months": "L3", "until_on": "L3", "ended_on": "L3"}

    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="bars", verbose_name=_("师德处理"))
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    domain = models.CharField(_("领域"), max_length=20, choices=BarDomain.choices)
    from_on = models.DateField(_("起始日"))
    months = models.PositiveSmallIntegerField(_("期限（月）"))
    until_on = models.DateField(_("终止日"), help_text=_("自这一天起不再影响"))
    ended_on = models.DateField(_("解除日"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("取消资格")
        indexes = [models.Index(fields=["teacher", "domain"], name="bar_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["sanction", "domain"], name="bar_once"),
            models.CheckConstraint(condition=Q(months__gte=24), name="bar_at_least_24_months"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="bar_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.domain}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return Sanction.visible_q(user)


class SanctionEvent(AppendOnlyModel):
    """What happened to a sanction after it was decided: extended, confirmed ended, annulled, cleared. Written once."""

    PERSONAL_FIELDS = {"document": "L4", "reason": "L4", "act": "L3", "on": "L3"}

    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="events")
    act = models.CharField(max_length=12)
    document = SealedTextField(blank=True)
    reason = SealedTextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("师德处理变动")

    def __str__(self) -> str:
        return f"{self.sanction_id} {self.act}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.VIEW).q("sanction__teacher__school__path") | Q(
            sanction__teacher__user_id=user.pk
        )
