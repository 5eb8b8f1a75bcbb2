"""Warnings, the yearly ethics appraisal, the accountability of units."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ethics.choices.care import AppraisalState, EthicsGrade, UnitGround, UnitMeasure, UnitPerson, WarningLevel
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher


class CareSetting(models.Model):
    """Thresholds of warnings and days of the appraisal, from a day on."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    reminder_months = models.PositiveSmallIntegerField(_("提醒自动失效（月）"), default=12)
    window_months = models.PositiveSmallIntegerField(_("累计期间（月）"), default=12)
    person_count = models.PositiveSmallIntegerField(_("个人预警起数"), default=2)
    school_count = models.PositiveSmallIntegerField(_("学校预警起数"), default=3)
    objection_days = models.PositiveSmallIntegerField(_("师德考核异议工作日数"), default=5)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))

    class Meta:
        verbose_name = _("提醒预警规则")
        constraints = [
            models.CheckConstraint(
                condition=Q(person_count__gte=1, school_count__gte=1, reminder_months__gte=1, objection_days__gte=1),
                name="care_setting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class Warning(models.Model):
    """提醒, 预警 or 通报 to a person or a school. Never a 处理, never part of any answer; it ends by itself."""

    PERSONAL_FIELDS = {
        "level": "L3", "ground": "L4", "plan": "L4", "given_on": "L3", "until_on": "L3", "plan_due_on": "L3",
        "plan_done_on": "L3",
    }  # fmt: skip

    level = models.CharField(_("层级"), max_length=10, choices=WarningLevel.choices)
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("教师")
    )
    ground = SealedTextField(_("事由"))
    plan = SealedTextField(_("整改要求"), blank=True)
    plan_due_on = models.DateField(_("整改期限"), null=True, blank=True)
    plan_done_on = models.DateField(_("整改完成日"), null=True)
    public_text = models.TextField(_("通报文本"), blank=True, max_length=2000)
    given_on = models.DateField(_("发出日期"))
    until_on = models.DateField(_("自动失效日"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发出人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("提醒预警通报")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("given_on")), name="warning_forward"),
            models.CheckConstraint(
                condition=~Q(level="early") | (filled("plan") & Q(plan_due_on__isnull=False)), name="warning_has_plan"
            ),
            models.CheckConstraint(
                condition=Q(level="notice", teacher__isnull=True) & ~Q(public_text="") | ~Q(level="notice")
                & Q(public_text=""),
                name="warning_notice_names_nobody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.level} {self.pk}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """Warnings of the units where the user gives them, and one's own."""
        return user.scope(EthicsPermission.WARN).q("school__path") | Q(teacher__user_id=user.pk)


class Appraisal(models.Model):
    """One person's ethics appraisal of one year: graded by the school's panel, told, objected to, locked."""

    PERSONAL_FIELDS = {"grade": "L3", "statement": "L4", "opinion": "L4", "objection": "L4", "answer": "L4"}

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=10, choices=AppraisalState.choices, default=AppraisalState.OPEN)
    grade = models.CharField(_("等次"), max_length=10, choices=EthicsGrade.choices, blank=True)
    statement = SealedTextField(_("个人自评"), blank=True)
    opinion = SealedTextField(_("考核小组意见"), blank=True)
    graded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("评定人"))
    told_on = models.DateField(_("告知日期"), null=True)
    object_until = models.DateField(_("异议截止日"), null=True, help_text=_("当日仍可提出"))
    objection = SealedTextField(_("异议"), blank=True)
    answer = SealedTextField(_("异议处理"), blank=True)
    locked_on = models.DateField(_("锁定日期"), null=True)
    locked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("锁定人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("师德考核")
        constraints = [
            models.UniqueConstraint(fields=["teacher", "year"], name="appraisal_once"),
            models.CheckConstraint(condition=Q(state="open") | ~Q(grade=""), name="appraisal_told_has_grade"),
            models.CheckConstraint(
                condition=~Q(state="locked") | Q(locked_on__isnull=False, locked_by__isnull=False),
                name="appraisal_locked_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(locked_by__isnull=True) | Q(graded_by__isnull=False) & ~Q(locked_by=F("graded_by")),
                name="appraisal_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(grade="failed") | Q(state="open") | filled("opinion"), name="appraisal_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.teacher_id}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.APPRAISE).q("school__path") | Q(teacher__user_id=user.pk)


class Accountability(models.Model):
    """问责 of a unit: decided by the next higher department, against one of those responsible."""

    PERSONAL_FIELDS = {"person_name": "L3", "document": "L4", "facts": "L4", "case_number": "L3", "measure": "L3"}

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("被问责单位"))
    decided_by_unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("决定机关"))
    ground = models.CharField(_("情形"), max_length=20, choices=UnitGround.choices)
    measure = models.CharField(_("措施"), max_length=12, choices=UnitMeasure.choices)
    person = models.CharField(_("对象"), max_length=12, choices=UnitPerson.choices)
    person_name = models.CharField(_("姓名"), max_length=50, blank=True)
    case_number = models.CharField(_("关联案件编号"), max_length=40, blank=True)
    facts = SealedTextField(_("事实"))
    document = SealedTextField(_("文号"))
    decided_on = models.DateField(_("决定日期"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("单位问责")
        constraints = [
            models.CheckConstraint(condition=filled("document") & filled("facts"), name="accountability_has_document"),
            models.CheckConstraint(condition=~Q(unit=F("decided_by_unit")), name="accountability_from_above"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.ground}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(EthicsPermission.HOLD_TO_ACCOUNT).q("unit__path")
