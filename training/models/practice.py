"""Vocational teachers: stays in enterprises, recognition as 双师型 and its checks."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher
from training.choices import DualGrade, PracticeForm, PracticeWindow
from training.models.bases import Base
from training.models.requirements import seen_by
from training.permissions import TrainingPermission


class PracticeRule(models.Model):
    """What the city asks of teachers of professional courses, from a day on."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    days_required = models.PositiveSmallIntegerField(
        _("应实践天数"), validators=[MinValueValidator(1), MaxValueValidator(1800)]
    )
    years = models.PositiveSmallIntegerField(_("周期（年）"), validators=[MinValueValidator(1), MaxValueValidator(10)])
    window = models.CharField(_("周期算法"), max_length=7, choices=PracticeWindow.choices)
    anchor_year = models.PositiveSmallIntegerField(
        _("固定周期起始年"), default=2021, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    recheck_years = models.PositiveSmallIntegerField(
        _("“双师型”教师复核间隔（年）"), default=5, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    general_subjects = models.JSONField(
        _("公共基础课"), default=list, help_text=_("每行一门；任教这些课程的教师不按天数要求企业实践")
    )
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("企业实践规则")
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days_required__gte=1, years__gte=1, recheck_years__gte=1), name="practice_rule_sane"
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class PracticeStay(models.Model):
    """Days in an enterprise, both ends included. The school puts it down, the office above confirms; only then it
    counts. What turns out wrong is struck out with a reason and stays to be seen."""

    PERSONAL_FIELDS = {
        "company": "L2", "form": "L2", "task": "L2", "first_on": "L2", "last_on": "L2", "struck_reason": "L3",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    base = models.ForeignKey(Base, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("实践基地"))
    company = models.CharField(_("企业"), max_length=80)
    form = models.CharField(_("形式"), max_length=8, choices=PracticeForm.choices)
    task = models.CharField(_("岗位与内容"), max_length=160)
    first_on = models.DateField(_("第一天"))
    last_on = models.DateField(_("最后一天"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    confirmed_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人"))
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("企业实践")
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "company", "first_on"], condition=Q(struck_at__isnull=True), name="stay_once"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="stay_forward"),
            models.CheckConstraint(condition=~Q(company="") & ~Q(task=""), name="stay_told"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("recorded_by"))),
                name="stay_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason="")),
                name="stay_struck_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.first_on}"

    @property
    def days(self) -> int:
        """Days of this stay alone."""
        return (self.last_on - self.first_on).days + 1

    visible_q = staticmethod(seen_by)


class DualRecognition(models.Model):
    """A person is recognised as 双师型, of one grade, until the day of the next check."""

    PERSONAL_FIELDS = {
        "grade": "L2", "field": "L2", "body": "L2", "recognised_on": "L2", "due_on": "L2", "ended_on": "L3",
        "ended_reason": "L3",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    grade = models.CharField(_("级别"), max_length=8, choices=DualGrade.choices)
    field = models.CharField(_("专业"), max_length=40)
    body = models.CharField(_("认定单位"), max_length=80)
    document = models.CharField(_("认定文件"), max_length=120)
    recognised_on = models.DateField(_("认定日期"))
    due_on = models.DateField(_("复核期限"))
    ended_on = models.DateField(_("终止日期"), null=True)
    ended_reason = models.CharField(_("终止原因"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("“双师型”教师认定")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["teacher"], condition=Q(ended_on__isnull=True), name="dual_one_standing"),
            models.CheckConstraint(condition=Q(due_on__gt=F("recognised_on")), name="dual_forward"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(body="") & ~Q(field=""), name="dual_told"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_reason="")
                | (Q(ended_on__isnull=False) & ~Q(ended_reason="")),
                name="dual_end_told",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.teacher} {self.get_grade_display()}"

    visible_q = staticmethod(seen_by)


class DualCheck(models.Model):
    """One re-check of a recognition: it holds on, at a grade, or it ends."""

    PERSONAL_FIELDS = {"has_passed": "L2", "grade": "L2", "checked_on": "L2", "note": "L3"}

    recognition = models.ForeignKey(DualRecognition, models.CASCADE, related_name="checks")
    checked_on = models.DateField(_("复核日期"))
    has_passed = models.BooleanField(_("通过"))
    grade = models.CharField(_("复核后级别"), max_length=8, choices=DualGrade.choices)
    document = models.CharField(_("依据文件"), max_length=120)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("“双师型”教师复核")
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recognition", "checked_on"], name="dual_check_once_a_day"),
            models.CheckConstraint(condition=~Q(document=""), name="dual_check_has_document"),
        ]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.checked_on}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TrainingPermission.VIEW).q("recognition__teacher__school__path") | Q(
            recognition__teacher__user_id=user.pk
        )
