"""Trainings that people owe: what calls for them, by when, and what became of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.choices import Stage
from teachers.models import Teacher
from training.choices import Kind, RequirementState
from training.permissions import TrainingPermission
from training.rules.requirements import SOON, state

OWED = [(kind.value, kind.label) for kind in Kind if kind not in {Kind.GENERAL, Kind.RESERVE}]


def seen_by(user: User) -> Q:
    """Rows of the people in the units where the user looks after training, and one's own."""
    return user.scope(TrainingPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)


class DutyRule(models.Model):
    """How many hours a kind of training takes and by when, for what calls for it from a day on."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("培训类别"), max_length=2, choices=OWED)
    effective_from = models.DateField(_("生效日"), help_text=_("这一天起发生的变动按本规则办理"))
    is_on = models.BooleanField(_("自动下达"), default=True)
    hours = models.DecimalField(
        _("应完成学时"), max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.1"))]
    )
    months = models.PositiveSmallIntegerField(_("期限（月）"), default=0, validators=[MaxValueValidator(60)])
    days = models.PositiveSmallIntegerField(
        _("另加天数"), default=0, validators=[MaxValueValidator(366)], help_text=_("期限为月数之后再加的天数")
    )
    months_before = models.PositiveSmallIntegerField(
        _("任职前可计的月数"), default=0, validators=[MaxValueValidator(60)],
        help_text=_("变动之前这几个月内参加的同类培训也计入"),
    )  # fmt: skip
    remind_days = models.JSONField(_("提前提醒天数"), default=list)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("适岗培训规则")
        ordering = ["kind", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "effective_from"], name="duty_rule_once_a_day"),
            models.CheckConstraint(condition=Q(hours__gt=0, months__lte=60, days__lte=366), name="duty_rule_sane"),
            models.CheckConstraint(condition=~Q(document=""), name="duty_rule_has_document"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_from}"


class ShortageSubject(models.Model):
    """A subject that the city is short of in a year, at one stage or at every one."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(_("年度"))
    subject = models.CharField(_("学科"), max_length=30)
    stage = models.CharField(_("学段"), max_length=12, choices=Stage.choices, blank=True)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("紧缺学科")
        ordering = ["-year", "subject", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["year", "subject", "stage"], name="shortage_subject_once"),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(document=""), name="shortage_subject_told"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.subject}"


class Term(models.Model):
    """A term, with the day by which everybody has had the first lesson on ethics."""

    PERSONAL_FIELDS: dict[str, str] = {}

    name = models.CharField(_("学期"), max_length=40, unique=True)
    starts_on = models.DateField(_("开学日"), unique=True)
    ends_on = models.DateField(_("学期结束日"))
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("学期")
        ordering = ["-starts_on"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_forward")]

    def __str__(self) -> str:
        return self.name


class ClassTeacherDuty(models.Model):
    """A time as a class teacher, half-open; the register has posts, not this."""

    PERSONAL_FIELDS = {"class_name": "L2", "started_on": "L2", "ended_on": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    class_name = models.CharField(_("班级"), max_length=30)
    started_on = models.DateField(_("任职日期"))
    ended_on = models.DateField(_("卸任日期"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("班主任任职")
        constraints = [
            models.UniqueConstraint(fields=["teacher"], condition=Q(ended_on__isnull=True), name="class_duty_one_open"),
            models.UniqueConstraint(fields=["teacher", "started_on"], name="class_duty_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")), name="class_duty_forward"
            ),
            models.CheckConstraint(condition=~Q(class_name=""), name="class_duty_has_class"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.class_name}"

    visible_q = staticmethod(seen_by)


class QualifiedSubject(models.Model):
    """A subject of a person's certificate as a teacher (教师资格证书)."""

    PERSONAL_FIELDS = {"subject": "L2", "stage": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    subject = models.CharField(_("资格证任教学科"), max_length=30)
    stage = models.CharField(_("资格证学段"), max_length=12, choices=Stage.choices, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("资格证任教学科")
        constraints = [
            models.UniqueConstraint(fields=["teacher", "subject", "stage"], name="qualified_subject_once"),
            models.CheckConstraint(condition=~Q(subject=""), name="qualified_subject_told"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.subject}"

    visible_q = staticmethod(seen_by)


class LastLook(models.Model):
    """What the register said of a person when triggers were last looked for: a difference is a change of posting."""

    PERSONAL_FIELDS = {"stage": "L2", "subject": "L2"}

    teacher = models.OneToOneField(Teacher, models.CASCADE, related_name="+")
    post = models.BigIntegerField(default=0, help_text="key of the current post then, 0 for none")
    stage = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=30, blank=True)
    on = models.DateField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("登记变动比对")

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.on}"

    visible_q = staticmethod(seen_by)


class Requirement(models.Model):
    """One training that one event asks of one person. ``key`` names the event, so that it asks once; the rule is kept,
    and with it the document and the hours as they were. ``hours_done`` and ``met_on`` follow the hours on record."""

    PERSONAL_FIELDS = {
        "kind": "L2", "key": "L2", "detail": "L2", "triggered_on": "L2", "due_on": "L2", "hours_done": "L2",
        "met_on": "L2", "waived_reason": "L4",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="requirements", verbose_name=_("教师"))
    kind = models.CharField(_("培训类别"), max_length=2, choices=OWED)
    key = models.CharField(max_length=80)
    detail = models.CharField(max_length=60, blank=True)
    triggered_on = models.DateField(_("下达依据发生日"))
    counts_from = models.DateField(_("学时起计日"))
    due_on = models.DateField(_("完成期限"))
    rule = models.ForeignKey(DutyRule, models.PROTECT, related_name="+", verbose_name=_("依据规则"))
    hours_needed = models.DecimalField(_("应完成学时"), max_digits=4, decimal_places=1)
    hours_done = models.DecimalField(_("已完成学时"), max_digits=6, decimal_places=1, default=Decimal(0))
    met_on = models.DateField(_("完成日期"), null=True)
    waived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("免除人"))
    waived_at = models.DateTimeField(_("免除时间"), null=True)
    waived_reason = SealedTextField(_("免除理由"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("适岗培训任务")
        indexes = [models.Index(fields=["kind", "due_on"], name="requirement_by_due")]
        constraints = [
            models.UniqueConstraint(fields=["teacher", "kind", "key"], name="requirement_once_for_an_event"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("triggered_on"), counts_from__lte=F("due_on")), name="requirement_forward"
            ),
            models.CheckConstraint(condition=Q(hours_needed__gt=0), name="requirement_has_hours"),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True, waived_by__isnull=True)
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & filled("waived_reason")),
                name="requirement_waived_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"

    def get_absolute_url(self) -> Any:
        return reverse("requirement", args=[self.pk])

    def state_on(self, day: date) -> RequirementState:
        """How it stands at the end of a day."""
        return state(due=self.due_on, met=self.met_on, is_waived=self.waived_at is not None, on=day)

    visible_q = staticmethod(seen_by)

    @staticmethod
    def in_state(which: RequirementState | str, on: date) -> Q:
        """The rows that stand so on a day, as ``state_on`` says it."""
        soon = date.fromordinal(on.toordinal() + SOON)
        unmet = Q(met_on__isnull=True, waived_at__isnull=True)
        return {
            RequirementState.MET: Q(met_on__lte=F("due_on")),
            RequirementState.LATE: Q(met_on__gt=F("due_on")),
            RequirementState.WAIVED: Q(met_on__isnull=True, waived_at__isnull=False),
            RequirementState.OVERDUE: unmet & Q(due_on__lt=on),
            RequirementState.SOON: unmet & Q(due_on__gte=on, due_on__lte=soon),
            RequirementState.OPEN: unmet & Q(due_on__gt=soon),
        }[RequirementState(which)]


class Reminder(models.Model):
    """A person was told of a requirement at one step before its deadline; each step once."""

    PERSONAL_FIELDS = {"step": "L2", "told_on": "L2", "read_at": "L2"}

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="reminders")
    step = models.SmallIntegerField(_("提前天数"))
    told_on = models.DateField(_("提醒日期"))
    read_at = models.DateTimeField(_("本人阅读时间"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("培训提醒")
        constraints = [models.UniqueConstraint(fields=["requirement", "step"], name="reminder_once_a_step")]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.step}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TrainingPermission.VIEW).q("requirement__teacher__school__path") | Q(
            requirement__teacher__user_id=user.pk
        )
