"""What is offered: seasons, programmes, their courses and sessions."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.models import Teacher
from training.choices import ApprovalChain, Kind, Level, Mode, ProgrammeState, SampleResult, SessionState


class TrainingSetting(models.Model):
    """What the city decides about programmes and check-in, from a day on; the newest row in force holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    ethics_share = models.PositiveSmallIntegerField(
        _("教育家精神与师德教育学时占比下限（%）"), default=20, help_text=_("按举办单位全年各项目学时加权计算")
    )
    freeze_hours = models.PositiveSmallIntegerField(
        _("开始前多少小时起候补名单冻结"), default=24, help_text=_("冻结后空出的名额由举办单位决定")
    )
    code_seconds = models.PositiveSmallIntegerField(_("签到码更换间隔（秒）"), default=15)
    code_grace = models.PositiveSmallIntegerField(_("签到码过后仍认可的间隔数"), default=1)
    opens_minutes = models.PositiveSmallIntegerField(_("开始前多少分钟起可以签到"), default=30)
    late_minutes = models.PositiveSmallIntegerField(_("开始后多少分钟内可以签到"), default=30)
    second_minutes = models.PositiveSmallIntegerField(_("中途签到持续分钟数"), default=10)
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("培训规则")
        constraints = [
            models.CheckConstraint(
                condition=Q(ethics_share__lte=100, freeze_hours__lte=240, code_seconds__gte=5, code_seconds__lte=120,
                            code_grace__lte=2, opens_minutes__lte=240, late_minutes__lte=240,
                            second_minutes__gte=1, second_minutes__lte=60),
                name="training_setting_sane",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.effective_from)


class Season(models.Model):
    """A season of the city's brand 泰州师说, under which programmes of all levels stand."""

    PERSONAL_FIELDS: dict[str, str] = {}

    name = models.CharField(_("名称"), max_length=60, unique=True)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    theme = models.CharField(_("主题"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("泰州师说培训季")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="season_has_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="season_forward"),
        ]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """A training that a unit holds, from its plan to its outcome. Lists of programmes are open to who is signed in."""

    PERSONAL_FIELDS: dict[str, str] = {}

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes", verbose_name=_("举办单位"))
    season = models.ForeignKey(
        Season, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name=_("培训季")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("项目名称"), max_length=100)
    kind = models.CharField(_("培训类别"), max_length=2, choices=Kind.choices, blank=True)
    level = models.CharField(_("级别"), max_length=8, choices=Level.choices)
    mode = models.CharField(_("方式"), max_length=12, choices=Mode.choices)
    hours = models.DecimalField(_("学时"), max_digits=5, decimal_places=1)
    ethics_share = models.PositiveSmallIntegerField(_("教育家精神与师德教育占比（%）"))
    target = models.CharField(_("培训对象"), max_length=200)
    target_stage = models.CharField(_("限定学段"), max_length=12, blank=True)
    target_subject = models.CharField(_("限定学科"), max_length=30, blank=True)
    places = models.PositiveIntegerField(_("计划人数"))
    is_free = models.BooleanField(_("不向教师收费"), default=True)
    fee_note = models.CharField(_("收费依据"), max_length=160, blank=True)
    needs = models.TextField(
        _("需求依据"), max_length=1000, blank=True, help_text=_("需求调研的结论，写明本项目回应什么")
    )
    outcome = models.TextField(_("成效"), max_length=2000, blank=True)
    approval = models.CharField(
        _("报名审批"), max_length=8, choices=ApprovalChain.choices, default=ApprovalChain.SCHOOL
    )
    needs_second_check = models.BooleanField(_("中途随机再签到一次"), default=True)
    state = models.CharField(_("状态"), max_length=10, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    reviewed_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(_("退回意见"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField(_("取消原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("培训项目")
        indexes = [models.Index(fields=["state", "year"], name="programme_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "title"], name="programme_once_a_year"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(target=""), name="programme_told"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=1000), name="programme_hours_sane"),
            models.CheckConstraint(condition=Q(ethics_share__lte=100), name="programme_share_sane"),
            models.CheckConstraint(condition=Q(places__gte=1), name="programme_has_places"),
            models.CheckConstraint(condition=Q(is_free=True) | ~Q(fee_note=""), name="programme_fee_has_ground"),
            models.CheckConstraint(
                condition=~Q(level="school", state__in=["published", "finished"])
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="programme_school_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("made_by")), name="programme_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(closed_reason=""), name="programme_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> Any:
        return reverse("programme", args=[self.pk])


class Course(models.Model):
    """A part of a programme with hours of its own."""

    PERSONAL_FIELDS: dict[str, str] = {}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="courses")
    position = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("课程名称"), max_length=100)
    hours = models.DecimalField(_("学时"), max_digits=4, decimal_places=1)
    is_ethics = models.BooleanField(_("属教育家精神与师德教育"), default=False)

    class Meta:
        verbose_name = _("课程")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="course_position_once"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=200), name="course_hours_sane"),
            models.CheckConstraint(condition=~Q(title=""), name="course_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Trainer(models.Model):
    """Who teaches; with the register's record where it is one of the city's own people."""

    PERSONAL_FIELDS = {"name": "L2", "unit_name": "L2"}

    name = models.CharField(_("姓名"), max_length=50)
    unit_name = models.CharField(_("单位"), max_length=60)
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("本市教师")
    )

    class Meta:
        verbose_name = _("授课教师")
        constraints = [
            models.UniqueConstraint(fields=["name", "unit_name"], name="trainer_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(unit_name=""), name="trainer_told"),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One time and place at which a programme, or a course of it, is held. A make-up session names the one it makes up
    for; who attended either has the hours once. ``sequence`` counts changes that calendars must learn of."""

    PERSONAL_FIELDS: dict[str, str] = {}

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sessions")
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("课程")
    )
    title = models.CharField(_("场次名称"), max_length=100)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    place = models.CharField(_("地点"), max_length=120)
    is_online = models.BooleanField(_("线上"), default=False)
    capacity = models.PositiveIntegerField(_("容纳人数"))
    hours = models.DecimalField(_("学时"), max_digits=4, decimal_places=1, default=Decimal(0))
    trainers = models.ManyToManyField(Trainer, related_name="sessions", verbose_name=_("授课教师"))
    makes_up_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="made_up_by", verbose_name=_("补训的场次")
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(_("状态"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    opened_at = models.DateTimeField(null=True)
    second_from = models.DateTimeField(null=True)
    second_until = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(_("取消原因"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("场次")
        indexes = [models.Index(fields=["starts_at"], name="session_by_start")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_forward"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_room"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=100), name="session_hours_sane"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(place=""), name="session_told"),
            models.CheckConstraint(
                condition=Q(makes_up_for__isnull=True) | ~Q(makes_up_for=F("id")), name="session_not_its_own_make_up"
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(completed_by__isnull=False, completed_at__isnull=False),
                name="session_completed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled")
                | (Q(cancelled_by__isnull=False, cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                name="session_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(second_from__isnull=True, second_until__isnull=True)
                | Q(second_from__isnull=False, second_until__gt=F("second_from")),
                name="session_second_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> Any:
        return reverse("session", args=[self.pk])


class PlanSample(models.Model):
    """A school's own programme that the district drew in order to look into it."""

    PERSONAL_FIELDS: dict[str, str] = {}

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="sample")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("抽取人"))
    drawn_at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(_("结果"), max_length=10, choices=SampleResult.choices, default=SampleResult.OPEN)
    finding = models.CharField(_("抽查意见"), max_length=500, blank=True)
    looked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("抽查人"))
    looked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("校本培训抽查")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="open") | (Q(looked_by__isnull=False, looked_at__isnull=False) & ~Q(finding="")),
                name="sample_result_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.result}"
