"""Queries before hiring and every year, their batches, and the register of prohibitions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ethics.choices.clearance import ClearanceResult, ProhibitionCode, SubjectKind
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.files.models import StoredFile
from kernel.grades import Mask
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope, ScopedManager
from teachers.models import Teacher
from teachers.rules.id_number import mask


class ClearanceSetting(models.Model):
    """How long results hold, from a day on; the newest row that is in force holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    valid_days = models.PositiveSmallIntegerField(_("结果有效天数"), default=60)
    recheck_months = models.PositiveSmallIntegerField(_("在职人员复查间隔（月）"), default=12)
    retention_years = models.PositiveSmallIntegerField(_("离职后保存年数"), default=10)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))

    class Meta:
        verbose_name = _("准入查询规则")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_days__gte=1, recheck_months__gte=1, recheck_months__lte=12),
                name="clearance_setting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class ClearanceBatch(models.Model):
    """Queries that a department sends to the authority's platform together."""

    PERSONAL_FIELDS: dict[str, str] = {}

    number = models.CharField(_("批次编号"), max_length=20, unique=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("查询单位"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_on = models.DateField(_("编制日期"))
    people = models.PositiveIntegerField(_("人数"))

    class Meta:
        verbose_name = _("准入查询批次")

    def __str__(self) -> str:
        return self.number


class Clearance(models.Model):
    """One query of one person. Pages show cleared or not; the detail of a hit is for the duty officer alone."""

    PERSONAL_FIELDS = {
        "name": "L2", "id_number": "L4", "id_digest": "L4", "authorised_on": "L3", "result": "L3", "queried_on": "L3",
        "reference": "L4", "detail": "L4", "handling": "L4",
    }  # fmt: skip
    MASKS: dict[str, Mask] = {"id_number": mask}

    subject = models.CharField(_("查询对象"), max_length=12, choices=SubjectKind.choices)
    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=50)
    id_number = SealedTextField(_("证件号码"))
    id_digest = models.CharField(max_length=64, editable=False)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("用人单位"))
    authorised_on = models.DateField(_("授权日期"))
    authorisation = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("授权书"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    asked_on = models.DateField(_("提出日期"))
    batch = models.ForeignKey(ClearanceBatch, models.PROTECT, null=True, related_name="queries")
    result = models.CharField(_("结果"), max_length=8, choices=ClearanceResult.choices, default=ClearanceResult.PENDING)
    queried_on = models.DateField(_("查询日期"), null=True)
    reference = SealedTextField(_("平台编号"), blank=True)
    detail = SealedTextField(_("命中情况"), blank=True)
    handling = SealedTextField(_("处置情况"), blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("结果登记人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("准入查询")
        indexes = [
            models.Index(fields=["teacher", "queried_on"], name="clearance_of_teacher"),
            models.Index(fields=["id_digest"], name="clearance_by_digest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_digest", "unit"], condition=Q(result="PENDING"), name="clearance_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(result="PENDING", queried_on__isnull=True)
                | (~Q(result="PENDING") & Q(queried_on__isnull=False, noted_by__isnull=False)),
                name="clearance_result_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(queried_on__isnull=True) | Q(queried_on__gte=F("authorised_on")),
                name="clearance_after_authorisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.asked_on}"

    def get_absolute_url(self) -> Any:
        return reverse("clearance", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """Queries of the units where the user keeps or sends them."""
        wanted = (EthicsPermission.CLEARANCE, EthicsPermission.SEND_CLEARANCE, EthicsPermission.CLEARANCE_DETAIL)
        return Scope.of(path for one in wanted for path in user.scope(one).paths).q("unit__path")


class Prohibition(models.Model):
    """A row of the register of prohibitions: somebody who may not work with children, or not yet be a teacher again."""

    PERSONAL_FIELDS = {
        "name": "L2", "id_number": "L4", "id_digest": "L4", "code": "L3", "from_on": "L3", "until_on": "L3",
        "document": "L4", "decided_by": "L4", "lifted_document": "L4", "lifted_on": "L3",
    }  # fmt: skip
    MASKS: dict[str, Mask] = {"id_number": mask}

    name = models.CharField(_("姓名"), max_length=50)
    id_number = SealedTextField(_("证件号码"))
    id_digest = models.CharField(max_length=64, editable=False)
    code = models.CharField(_("类别"), max_length=2, choices=ProhibitionCode.choices)
    from_on = models.DateField(_("起始日"), help_text=_("B4 从刑罚执行完毕或者假释之日起算。"))
    until_on = models.DateField(_("终止日"), null=True, blank=True, help_text=_("自这一天起不再禁止；终身的不填。"))
    decided_by = SealedTextField(_("作出机关"))
    document = SealedTextField(_("文书号"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    lifted_on = models.DateField(_("撤销登记日"), null=True)
    lifted_document = SealedTextField(_("撤销依据"), blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("从业禁止")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="prohibition_forward"
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["B1", "B2"]) | Q(until_on__isnull=True), name="prohibition_for_life"
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["B3", "B4", "B5", "B8"]) | Q(until_on__isnull=False), name="prohibition_with_end"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | filled("lifted_document"), name="prohibition_lifted_by_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """The whole city's register, for the duty officers alone: people move."""
        return Q() if user.holds(EthicsPermission.CLEARANCE_DETAIL) else Q(pk__in=[])
