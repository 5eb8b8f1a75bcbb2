"""Agreements with retired teachers (银龄): outside the establishment, outside the years of teaching."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.grades import Mask, mask_day, mask_phone
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from staffing.choices import SilverDuty, SilverScheme, SilverState
from staffing.permissions import StaffingPermission
from teachers.models import Teacher
from teachers.rules.id_number import mask

LIVE = [SilverState.ASKED, SilverState.RUNNING]


class SilverSetting(models.Model):
    """Bounds from a day on; the newest row that is in force on the day holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    age_most = models.PositiveSmallIntegerField(_("年龄上限（岁，按起始日）"), default=65)
    age_most_higher = models.PositiveSmallIntegerField(_("高等学校年龄上限（岁）"), default=70)
    term_months_most = models.PositiveSmallIntegerField(_("一次最长期限（月）"), default=12)
    health_days = models.PositiveSmallIntegerField(_("体检报告有效天数"), default=365)
    hours_least_higher = models.PositiveSmallIntegerField(_("高等学校每学年最少课时"), default=64)
    subsidy_usual = models.PositiveIntegerField(_("每人每学年经费（元）"), default=20000)
    due_days = models.PositiveSmallIntegerField(_("到期前多少天提醒"), default=60)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))

    class Meta:
        verbose_name = _("银龄规则")
        constraints = [
            models.CheckConstraint(
                condition=Q(age_most__gte=50, age_most_higher__gte=F("age_most"), term_months_most__gte=1),
                name="silversetting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class SilverAgreement(models.Model):
    """One agreement of service (服务协议, not a labour contract) for one term at one school."""

    PERSONAL_FIELDS = {
        "name": "L2", "id_number": "L4", "id_digest": "L4", "birth_on": "L3", "phone": "L3", "former_unit": "L2",
        "title": "L2", "health_on": "L3", "subsidy": "L3", "end_reason": "L4", "answer": "L4",
    }  # fmt: skip
    MASKS: dict[str, Mask] = {"id_number": mask, "phone": mask_phone, "birth_on": mask_day}

    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, related_name="+", verbose_name=_("登记中的教师"))
    name = models.CharField(_("姓名"), max_length=50)
    id_number = SealedTextField(_("证件号码"))
    id_digest = models.CharField(max_length=64, editable=False)
    birth_on = models.DateField(_("出生日期"))
    phone = SealedTextField(_("手机号"), blank=True)
    former_unit = models.CharField(_("退休前单位"), max_length=60)
    title = models.CharField(_("职称"), max_length=20)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("聘用学校"))
    scheme = models.CharField(_("项目"), max_length=10, choices=SilverScheme.choices)
    duty = models.CharField(_("工作内容"), max_length=12, choices=SilverDuty.choices)
    subject = models.CharField(_("学科"), max_length=30, blank=True)
    starts_on = models.DateField(_("起始日"))
    ends_on = models.DateField(_("到期日"), help_text=_("不再服务的第一天"))
    hours = models.PositiveSmallIntegerField(_("每学年课时"))
    subsidy = models.PositiveIntegerField(_("每学年经费（元）"))
    subsidy_source = models.CharField(_("经费来源"), max_length=60)
    health_on = models.DateField(_("体检日期"))
    is_insured = models.BooleanField(_("已办理人身意外保险"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=SilverState.choices, default=SilverState.ASKED)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="renewed_by", verbose_name=_("续签自")
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    answer = SealedTextField(_("审批意见"), blank=True)
    ended_on = models.DateField(_("终止日"), null=True)
    end_reason = SealedTextField(_("终止原因"), blank=True)
    reminded_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("银龄协议")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="silver_forward"),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "refused", "ended"])
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="silver_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_on__isnull=False) & filled("end_reason"),
                name="silver_ended_says_why",
            ),
            models.CheckConstraint(condition=~Q(state="running") | Q(is_insured=True), name="silver_insured"),
            models.UniqueConstraint(
                fields=["id_digest"], condition=Q(state="asked"), name="silver_one_asked_for_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> Any:
        return reverse("silver_agreement", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """Agreements of the schools for which this person recruits."""
        return user.scope(StaffingPermission.RECRUIT).q("host__path")
