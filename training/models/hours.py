"""The ledger of hours: entries and their moves, both written once, and what is reckoned from them.

What may not be changed is held by triggers of the database as well (migration 0011): entries and moves are neither
changed nor deleted, a move follows the one before it by an allowed step, and the standing of an entry is that of its
last move.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel, AppendOnlyQuerySet
from teachers.models import Teacher
from training.choices import HourMoveName, HourSource, HourState, Kind, Level, Mode
from training.models.enrolment import Enrolment
from training.permissions import TrainingPermission
from training.rules.hours_entry import shown


class HourCycle(AppendOnlyModel):
    """A cycle of the whole city: its years, both included, and what is due in it."""

    PERSONAL_FIELDS: dict[str, str] = {}

    first_year = models.PositiveSmallIntegerField(_("首年"), unique=True)
    last_year = models.PositiveSmallIntegerField(_("末年"), unique=True)
    due_tenths = models.PositiveIntegerField(_("应修学时（十分之一学时）"))
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("学时周期")
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__gte=2000, last_year__gte=F("first_year"), last_year__lte=2100),
                name="hour_cycle_forward",
            ),
            models.CheckConstraint(condition=Q(due_tenths__gt=0), name="hour_cycle_has_due"),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}–{self.last_year}"

    @property
    def due_shown(self) -> str:
        """What is due, as people write it."""
        return shown(self.due_tenths)


class HourRule(AppendOnlyModel):
    """One dated version of what the city decides about hours."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    minutes = models.PositiveSmallIntegerField(_("1 学时折合分钟数"), default=45)
    day_tenths = models.PositiveSmallIntegerField(_("每日学时上限（十分之一学时）"), default=100)
    higher_percent = models.PositiveSmallIntegerField(_("县级以上学时占应修学时的下限（%）"), default=50)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("学时规则")
        ordering = ["effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=30, minutes__lte=60, day_tenths__gte=10, day_tenths__lte=320,
                            higher_percent__lte=100),
                name="hour_rule_sane",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="hour_rule_has_document"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.effective_from:%Y-%m-%d} 版"

    @property
    def version(self) -> str:
        """What the version is called wherever hours are explained."""
        return str(self)


class HourCap(AppendOnlyModel):
    """The most that one mode brings under a version: in a year and in a cycle; empty for no limit."""

    PERSONAL_FIELDS: dict[str, str] = {}

    rule = models.ForeignKey(HourRule, models.PROTECT, related_name="caps")
    mode = models.CharField(_("方式"), max_length=12, choices=Mode.choices)
    year_tenths = models.PositiveIntegerField(_("年度上限"), null=True)
    cycle_tenths = models.PositiveIntegerField(_("周期上限"), null=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("方式上限")
        constraints = [models.UniqueConstraint(fields=["rule", "mode"], name="hour_cap_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.mode}"


def _people(user: User, lead: str = "teacher__") -> Q:
    return user.scope(TrainingPermission.VIEW).q(f"{lead}school__path") | Q(**{f"{lead}user_id": user.pk})


class HourEntry(AppendOnlyModel):
    """Hours of one person for one training, as they were put down. ``key`` says what they are for: the same thing is
    put down once, and once more after a reversal or refusal (``attempt``)."""

    PERSONAL_FIELDS = {
        "title": "L2", "kind": "L2", "level": "L2", "mode": "L2", "tenths": "L2", "started_on": "L2", "ended_on": "L2",
        "certificate_no": "L2", "basis": "L2",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    source = models.CharField(_("来源"), max_length=8, choices=HourSource.choices)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, related_name="+", verbose_name=_("报名"))
    title = models.CharField(_("项目名称"), max_length=100)
    kind = models.CharField(_("培训类别"), max_length=2, choices=Kind.choices, blank=True)
    level = models.CharField(_("级别"), max_length=8, choices=Level.choices)
    mode = models.CharField(_("方式"), max_length=12, choices=Mode.choices)
    tenths = models.PositiveIntegerField(_("学时（十分之一学时）"))
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"))
    certificate_no = models.CharField(_("证书编号"), max_length=60, blank=True)
    basis = models.CharField(_("计算依据"), max_length=200)
    key = models.CharField(max_length=64)
    attempt = models.PositiveSmallIntegerField(default=1)
    put_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    put_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("学时")
        indexes = [models.Index(fields=["teacher", "ended_on"], name="hours_of_teacher")]
        constraints = [
            models.UniqueConstraint(fields=["key", "attempt"], name="hours_once"),
            models.CheckConstraint(condition=Q(tenths__gt=0, tenths__lte=50_000), name="hours_sane"),
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="hours_forward"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(basis=""), name="hours_told"),
            models.CheckConstraint(
                condition=Q(source="session", enrolment__isnull=False) | ~Q(source="session"), name="hours_of_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {shown(self.tenths)}"

    def get_absolute_url(self) -> Any:
        return reverse("hour_entry", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """Entries of the people of one's units, and one's own."""
        return _people(user)

    @property
    def hours(self) -> str:
        """The hours as people write them."""
        return shown(self.tenths)


class HourMove(AppendOnlyModel):
    """One step of an entry through the ledger: who, when, where to and why."""

    PERSONAL_FIELDS = {"target": "L2", "reason": "L3"}

    entry = models.ForeignKey(HourEntry, models.PROTECT, related_name="moves")
    seq = models.PositiveSmallIntegerField()
    name = models.CharField(_("操作"), max_length=8, choices=HourMoveName.choices)
    target = models.CharField(_("结果"), max_length=9, choices=HourState.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("学时办理记录")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "seq"], name="hour_move_in_turn"),
            models.CheckConstraint(
                condition=~Q(target__in=["refused", "reversed"]) | ~Q(reason=""), name="hour_move_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.seq} {self.target}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _people(user, "entry__teacher__")


class HourStanding(models.Model):
    """Where an entry stands: its last move, kept beside it so that lists and sums need not look for it."""

    PERSONAL_FIELDS = {"state": "L2"}

    entry = models.OneToOneField(HourEntry, models.PROTECT, primary_key=True, related_name="standing")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=9, choices=HourState.choices)
    seq = models.PositiveSmallIntegerField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("学时状态")
        indexes = [
            models.Index(fields=["teacher", "state"], name="standing_of_teacher"),
            models.Index(
                fields=["teacher"], condition=Q(state__in=["proposed", "checked"]), name="standing_open"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.entry_id} {self.state}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _people(user)


class HourTotal(models.Model):
    """A person's hours in a cycle, reckoned from the ledger whenever it moves."""

    PERSONAL_FIELDS = {"raw": "L2", "counted": "L2", "higher": "L2", "due": "L2", "passes": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(HourCycle, models.PROTECT, related_name="totals")
    raw = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    higher = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField(help_text="of service in the cycle")
    passes = models.BooleanField()
    reckoned_on = models.DateField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("周期学时合计")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "teacher"], name="hour_total_once"),
            models.CheckConstraint(
                condition=Q(counted__lte=F("raw"), higher__lte=F("counted")), name="hour_total_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.cycle_id}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _people(user)


class HourKindTotal(models.Model):
    """A person's approved hours of one kind in a cycle, before any cap: for the heat map."""

    PERSONAL_FIELDS = {"kind": "L2", "tenths": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(HourCycle, models.PROTECT, related_name="+")
    kind = models.CharField(_("培训类别"), max_length=2, choices=Kind.choices, blank=True)
    tenths = models.PositiveIntegerField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("分类学时合计")
        constraints = [models.UniqueConstraint(fields=["cycle", "teacher", "kind"], name="hour_kind_total_once")]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.kind}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _people(user)
