"""Portraits: the versions of the set of dimensions, what was computed under them, objections, and decisions made with
a portrait on the desk."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope, ScopedManager
from teachers.choices import DisputeState, UsePurpose, VersionState
from teachers.models.teacher import Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.portrait import BY_CODE, DimensionSet, Weighted
from teachers.rules.portrait_facts import Fact


class PortraitVersion(models.Model):
    """One version of the set of dimensions. An officer makes a draft, a second person approves it; from then on it
    does not change, and what was computed under it keeps it."""

    PERSONAL_FIELDS: dict[str, str] = {}

    number = models.PositiveSmallIntegerField(_("版次"), unique=True)
    effective_from = models.DateField(_("生效日"))
    state = models.CharField(_("状态"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    document = models.CharField(_("依据文件"), max_length=120)
    reason = models.CharField(_("修订说明"), max_length=300, blank=True)
    least_percent = models.PositiveSmallIntegerField(_("给出得分所需的最低数据完整度（%）"), default=40)
    least_cohort = models.PositiveSmallIntegerField(_("给出区间所需的最少同组人数"), default=10)
    stale_months = models.PositiveSmallIntegerField(_("多少个月没有新数据即提示陈旧"), default=24)
    first_days = models.PositiveSmallIntegerField(_("本人先阅的天数"), default=10)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("起草人"))
    made_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)

    class Meta:
        verbose_name = _("画像维度版本")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(made_by__isnull=False) & ~Q(approved_by=F("made_by")),
                name="portrait_version_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False), name="portrait_version_approved_at"
            ),
            models.CheckConstraint(
                condition=Q(least_percent__gte=1, least_percent__lte=100, least_cohort__gte=10, stale_months__gte=1),
                name="portrait_version_sane",
            ),
            models.UniqueConstraint(
                fields=["state"], condition=~Q(state="approved"), name="portrait_version_one_in_hand"
            ),
            models.UniqueConstraint(
                fields=["effective_from"], condition=Q(state="approved"), name="portrait_version_one_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版"

    def get_absolute_url(self) -> Any:
        return reverse("portrait_version", args=[self.number])

    def as_set(self) -> DimensionSet:
        """The set as the rule takes it; one query, none where the weights were fetched before."""
        return DimensionSet(
            self.number,
            tuple(
                Weighted(BY_CODE[one.code], one.weight, one.standard)
                for one in sorted(self.weights.all(), key=lambda one: list(BY_CODE).index(one.code))
                if one.code in BY_CODE
            ),
            self.least_percent, self.least_cohort, self.stale_months,
        )  # fmt: skip


class PortraitWeight(models.Model):
    """An indicator of a version: its weight in its dimension, and the sum that is worth 100 points."""

    PERSONAL_FIELDS: dict[str, str] = {}

    version = models.ForeignKey(PortraitVersion, models.CASCADE, related_name="weights")
    code = models.CharField(_("指标"), max_length=30)
    weight = models.PositiveSmallIntegerField(_("权重"))
    standard = models.PositiveIntegerField(_("满分标准"), default=0)

    class Meta:
        verbose_name = _("画像指标")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="portrait_weight_once"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="portrait_weight_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.code}"


class Portrait(models.Model):
    """What was computed for one person in one year under one version: the newest of the year stands here, those of
    earlier years and versions stay as they were. ``scores``: dimension -> [tenths or null, percent of the weights with
    facts]; ``facts`` are those it was computed from. Written by ``teachers.actions.portraits`` alone."""

    PERSONAL_FIELDS = {"scores": "L3", "facts": "L3", "seen_on": "L3", "stage": "L2", "subject": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="portraits", verbose_name=_("教师"))
    version = models.ForeignKey(PortraitVersion, models.PROTECT, related_name="+", verbose_name=_("版次"))
    year = models.PositiveSmallIntegerField(_("年度"))
    on = models.DateField(_("计算日期"))
    made_on = models.DateField(_("首次生成日期"))
    seen_on = models.DateField(_("本人首次查看日期"), null=True)
    district = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("市（区）"))
    stage = models.CharField(_("学段"), max_length=12, blank=True)
    subject = models.CharField(_("学科"), max_length=30, blank=True)
    scores = models.JSONField()
    facts = models.JSONField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("数字画像")
        indexes = [models.Index(fields=["version", "year", "district", "stage", "subject"], name="portrait_cohort")]
        constraints = [
            models.UniqueConstraint(fields=["teacher", "year", "version"], name="portrait_once_a_year"),
            models.CheckConstraint(condition=Q(made_on__lte=F("on")), name="portrait_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.year}"

    @property
    def told(self) -> list[Fact]:
        """The facts it was computed from."""
        return [Fact.of_json(one) for one in self.facts]

    @staticmethod
    def visible_q(user: User) -> Q:
        """Portraits of the people where the user may look at them, and one's own."""
        return user.scope(TeacherPermission.PORTRAIT).q("teacher__school__path") | Q(teacher__user_id=user.pk)


class PortraitCohort(models.Model):
    """Where the quarters of a cohort lie: people of one district, stage and subject under one version in one year.
    ``cuts``: dimension -> [people with a score, lower quarter, upper quarter]."""

    PERSONAL_FIELDS: dict[str, str] = {}

    version = models.ForeignKey(PortraitVersion, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    district = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=30, blank=True)
    cuts = models.JSONField()

    class Meta:
        verbose_name = _("画像同组区间")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "year", "district", "stage", "subject"], name="portrait_cohort_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.district_id} {self.stage} {self.subject}"


class FactDispute(models.Model):
    """A person says that a fact of the own portrait is wrong. Who keeps the source looks at it, corrects the source or
    says why it stands; the portrait itself is never touched."""

    PERSONAL_FIELDS = {
        "fact": "L3", "value": "L3", "value_after": "L3", "title": "L3", "reason": "L4", "answer": "L4",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+", verbose_name=_("教师"))
    measure = models.CharField(max_length=40)
    fact = models.CharField(max_length=120)
    title = models.CharField(_("有异议的事实"), max_length=200)
    value = models.JSONField()
    value_after = models.JSONField(null=True)
    permission = models.CharField(max_length=60)
    state = models.CharField(_("状态"), max_length=10, choices=DisputeState.choices, default=DisputeState.OPEN)
    reason = SealedTextField(_("异议理由"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("答复人"))
    decided_at = models.DateTimeField(_("答复时间"), null=True)
    answer = SealedTextField(_("答复"), blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("画像异议")
        constraints = [
            models.CheckConstraint(condition=filled("reason"), name="dispute_has_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=["corrected", "kept"])
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                    & filled("answer")
                ),
                name="dispute_answered_by_another",
            ),
            models.UniqueConstraint(
                fields=["teacher", "fact"], condition=Q(state="open"), name="dispute_one_open_for_a_fact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.pk}"

    def get_absolute_url(self) -> Any:
        return reverse("dispute", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        """Objections that this person answers, by the source that each is about, and one's own."""
        found = Q(teacher__user_id=user.pk)
        held: dict[Scope, list[str]] = {}
        for permission in sorted(user.permissions_held):
            held.setdefault(user.scope(permission), []).append(permission)
        for scope, permissions in held.items():
            found |= Q(permission__in=permissions) & scope.q("teacher__school__path")
        return found


class PortraitUse(models.Model):
    """A person decided something about somebody with the portrait on the desk, and says so: the portrait decides
    nothing. ``scores`` and ``facts`` are what was on the screen; flagged where a fact was corrected afterwards."""

    PERSONAL_FIELDS = {
        "purpose": "L3", "decision": "L4", "scores": "L3", "facts": "L3", "flag": "L3", "review": "L4",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    version = models.ForeignKey(PortraitVersion, models.PROTECT, related_name="+", verbose_name=_("版次"))
    purpose = models.CharField(_("事项"), max_length=10, choices=UsePurpose.choices)
    decision = SealedTextField(_("决定和理由"))
    scores = models.JSONField()
    facts = models.JSONField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("决定人"))
    decided_at = models.DateTimeField(_("决定时间"), auto_now_add=True)
    flag = models.CharField(_("其后更正的事实"), max_length=300, blank=True)
    flagged_at = models.DateTimeField(null=True)
    review = SealedTextField(_("复核结论"), blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人"))
    reviewed_at = models.DateTimeField(_("复核时间"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("画像参考记录")
        constraints = [
            models.CheckConstraint(condition=filled("decision"), name="portrait_use_has_decision"),
            models.CheckConstraint(
                condition=Q(flag="", flagged_at__isnull=True) | (~Q(flag="") & Q(flagged_at__isnull=False)),
                name="portrait_use_flagged_says_what",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (
                    Q(reviewed_by__isnull=False, reviewed_at__isnull=False, flagged_at__isnull=False) & filled("review")
                ),
                name="portrait_use_reviewed_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TeacherPermission.PORTRAIT).q("teacher__school__path") | Q(teacher__user_id=user.pk)
