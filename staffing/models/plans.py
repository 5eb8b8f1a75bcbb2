"""Plans of reallocation: the question as it was asked, the answer with its proof, and what becomes of each move."""

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
from staffing.choices import ExemptGround, FigureStage, MoveState, PlanMethod, PlanMode, PlanState, RuleKind
from staffing.models.pool import PoolLoan
from staffing.permissions import StaffingPermission
from teachers.models import Teacher


class SchoolPlace(models.Model):
    """Where a school stands on the map; without a row distances are estimated by district."""

    PERSONAL_FIELDS: dict[str, str] = {}

    school = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("学校")
    )
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6)
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=6)
    source = models.CharField(_("来源"), max_length=160)

    class Meta:
        verbose_name = _("学校位置")
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude__gte=73, longitude__lte=136, latitude__gte=3, latitude__lte=54),
                name="place_in_china",
            )
        ]

    def __str__(self) -> str:
        return f"{self.longitude}, {self.latitude}"


class SubjectShare(models.Model):
    """How many weekly lessons of a subject a class of a stage has: by them the need of a school is told apart."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"))
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices)
    subject = models.CharField(_("学科"), max_length=30)
    lessons = models.DecimalField(_("每班每周课时"), max_digits=4, decimal_places=1)
    is_scarce = models.BooleanField(_("紧缺学科"), default=False)
    document = models.CharField(_("依据文件"), max_length=160)

    class Meta:
        verbose_name = _("学科课时")
        constraints = [
            models.UniqueConstraint(fields=["effective_from", "stage", "subject"], name="share_one_a_day"),
            models.CheckConstraint(condition=Q(lessons__gt=0), name="share_has_lessons"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.subject}"


class PlanSetting(models.Model):
    """The hard rules and the weights of plans, from a day on. Each plan keeps those that it was solved with."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    weight_base = models.PositiveSmallIntegerField(_("缺编权重"), default=10)
    weight_rural = models.PositiveSmallIntegerField(_("乡村学校加权"), default=5)
    weight_scarce = models.PositiveSmallIntegerField(_("紧缺学科加权"), default=3)
    most_km = models.PositiveSmallIntegerField(_("最远距离（公里）"), default=40)
    school_percent = models.PositiveSmallIntegerField(_("一校一年调出调入上限（%）"), default=15)
    school_least = models.PositiveSmallIntegerField(_("小校上限（名）"), default=2)
    district_most = models.PositiveSmallIntegerField(_("一市（区）跨区上限（名）"), default=60)
    due_years = models.PositiveSmallIntegerField(_("应交流年限（年）"), default=6)
    head_years = models.PositiveSmallIntegerField(_("学校管理人员应交流年限（年）"), default=10)
    exchange_percent = models.PositiveSmallIntegerField(_("每学年交流比例（%）"), default=10)
    exempt_years_most = models.PositiveSmallIntegerField(_("暂不交流一次最长年限（年）"), default=3)
    same_district_km = models.PositiveSmallIntegerField(_("同市（区）估计距离（公里）"), default=12)
    other_district_km = models.PositiveSmallIntegerField(_("跨市（区）估计距离（公里）"), default=35)
    # What the rest is for management, support and workers.
    teaching_preschool = models.PositiveSmallIntegerField(_("幼儿园专任教师比例（%）"), default=65)
    teaching_primary = models.PositiveSmallIntegerField(_("小学专任教师比例（%）"), default=91)
    teaching_junior = models.PositiveSmallIntegerField(_("初中专任教师比例（%）"), default=85)
    teaching_senior = models.PositiveSmallIntegerField(_("高中专任教师比例（%）"), default=84)
    seconds = models.PositiveSmallIntegerField(_("求解时限（秒）"), default=240)
    document = models.CharField(_("依据文件"), max_length=160)

    class Meta:
        verbose_name = _("调剂方案设定")
        constraints = [
            models.CheckConstraint(condition=Q(weight_base__gte=1, due_years__gte=1), name="plansetting_sane")
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class Plan(models.Model):
    """One question and its answer. ``options`` are the rules and weights it was solved with."""

    PERSONAL_FIELDS: dict[str, str] = {}

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("范围"))
    year = models.PositiveSmallIntegerField(_("学年"))
    mode = models.CharField(_("方式"), max_length=8, choices=PlanMode.choices, default=PlanMode.POSTS)
    state = models.CharField(_("状态"), max_length=10, choices=PlanState.choices, default=PlanState.SOLVING)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("由此调整"))
    options = models.JSONField(default=dict)
    notes = models.JSONField(default=list)  # what could not be told apart by subject, and why
    problem = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, blank=True)  # optimal | feasible
    gap = models.FloatField(null=True)
    seconds = models.FloatField(null=True)
    ways = models.PositiveIntegerField(null=True)
    of_ways = models.PositiveIntegerField(null=True)
    objective = models.JSONField(null=True)  # unmet, moves, early, hectometres
    greedy = models.JSONField(null=True)
    document = models.CharField(_("批准文号"), max_length=160, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    made_at = models.DateTimeField(_("编制时间"), auto_now_add=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签署人"))
    decided_at = models.DateTimeField(_("签署时间"), null=True)
    answer = models.CharField(_("签署意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("调剂方案")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("submitted_by")) & ~Q(decided_by=F("made_by"))),
                name="plan_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | (Q(decided_by__isnull=False) & ~Q(document="")),
                name="plan_accepted_by_second",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state="submitted"), name="plan_one_before_the_second"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} #{self.pk}"

    def get_absolute_url(self) -> Any:
        return reverse("plan", args=[self.pk])


class PlanLine(models.Model):
    """What a school had, needed and so had over (+) or was short of (−) of one subject when the plan was made."""

    PERSONAL_FIELDS: dict[str, str] = {}

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices)
    subject = models.CharField(_("学科"), max_length=30)
    need = models.PositiveIntegerField(_("应配"))
    in_post = models.PositiveIntegerField(_("在编"))
    weight = models.PositiveSmallIntegerField(_("权重"))

    class Meta:
        verbose_name = _("方案的学科余缺")
        constraints = [
            models.UniqueConstraint(fields=["plan", "school", "stage", "subject"], name="planline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.in_post - self.need:+d}"


class PlanRule(models.Model):
    """What an officer pinned (so many posts at least) or forbade; empty school or subject means any."""

    PERSONAL_FIELDS: dict[str, str] = {}

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rules")
    kind = models.CharField(_("类别"), max_length=4, choices=RuleKind.choices)
    giver = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("调出学校"))
    taker = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("调入学校"))
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices, blank=True)
    subject = models.CharField(_("学科"), max_length=30, blank=True)
    posts = models.PositiveSmallIntegerField(_("名额"), default=0)
    is_applied = models.BooleanField(default=False)  # whether the answer of this plan keeps it already

    class Meta:
        verbose_name = _("锁定与禁止")
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="ban", posts=0) & (Q(giver__isnull=False) | Q(taker__isnull=False)))
                | (Q(kind="pin", posts__gte=1, giver__isnull=False, taker__isnull=False) & ~Q(subject="")),
                name="planrule_is_one_kind",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "giver", "taker", "stage", "subject"], name="planrule_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.giver_id} {self.taker_id} {self.subject}"


class PlanMove(models.Model):
    """Posts, or one named teacher, from a school (or the pool, where there is no giver) to another. Both ends and the
    teacher agree, each once; then it is done in one transaction with the entries of the ledger."""

    PERSONAL_FIELDS = {"teacher": "L2", "early": "L2", "teacher_paper": "L3", "reason": "L4"}

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="moves")
    method = models.CharField(max_length=6, choices=PlanMethod.choices, default=PlanMethod.BEST)
    giver = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("调出学校"))
    taker = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("调入学校"))
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices)
    subject = models.CharField(_("学科"), max_length=30)
    posts = models.PositiveSmallIntegerField(_("名额"))
    hectometres = models.PositiveIntegerField(_("距离（百米）"), default=0)
    early = models.PositiveSmallIntegerField(_("距应交流的年数"), default=0)
    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, related_name="+", verbose_name=_("教师"))
    state = models.CharField(_("状态"), max_length=9, choices=MoveState.choices, default=MoveState.PROPOSED)
    giver_agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    giver_agreed_at = models.DateTimeField(null=True)
    taker_agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taker_agreed_at = models.DateTimeField(null=True)
    teacher_agreed_at = models.DateTimeField(null=True)
    teacher_paper = models.CharField(_("本人书面同意的凭据"), max_length=160, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = SealedTextField(_("不办理的理由"), blank=True)
    loan = models.OneToOneField(PoolLoan, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("调剂事项")
        ordering = ["subject", "taker", "pk"]
        indexes = [models.Index(fields=["state"], name="planmove_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(posts__gte=1), name="planmove_moves_some"),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | ~Q(giver=F("taker")), name="planmove_two_schools"
            ),
            models.CheckConstraint(
                condition=Q(teacher__isnull=True) | Q(posts=1, giver__isnull=False), name="planmove_one_person"
            ),
            models.CheckConstraint(
                condition=Q(giver_agreed_by__isnull=True) | Q(taker_agreed_by__isnull=True)
                | ~Q(giver_agreed_by=F("taker_agreed_by")),
                name="planmove_ends_differ",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | (
                    Q(loan__isnull=False, taker_agreed_at__isnull=False)
                    & (Q(giver__isnull=True) | Q(giver_agreed_at__isnull=False))
                    & (Q(teacher__isnull=True) | Q(teacher_agreed_at__isnull=False))
                ),
                name="planmove_done_when_all_agreed",
            ),
            models.UniqueConstraint(
                fields=["teacher"], condition=Q(state="open"), name="planmove_one_open_for_a_teacher"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.giver_id} {self.taker_id} {self.subject} {self.posts}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """Moves that begin or end where the person works with staffing, and one's own."""
        scope = Scope.of(user.scope(StaffingPermission.VIEW).paths)
        return scope.q("giver__path") | scope.q("taker__path") | Q(teacher__user_id=user.pk)


class Willingness(models.Model):
    """What a teacher says about an exchange, and what the school notes that stands against it."""

    PERSONAL_FIELDS = {"is_willing": "L3", "most_km": "L3", "exempt": "L4", "exempt_until": "L3", "exempt_paper": "L4"}

    teacher = models.OneToOneField(Teacher, models.CASCADE, related_name="+", verbose_name=_("教师"))
    is_willing = models.BooleanField(_("愿意参加交流"), default=False)
    most_km = models.PositiveSmallIntegerField(_("可接受的最远距离（公里）"), default=20)
    said_at = models.DateTimeField(_("填报时间"), null=True)
    exempt = SealedTextField(_("暂不交流的原因"), blank=True)  # a code of ExemptGround
    exempt_until = models.DateField(_("暂不交流至"), null=True, blank=True)
    exempt_paper = SealedTextField(_("凭据"), blank=True)
    exempt_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("交流意愿")
        constraints = [
            models.CheckConstraint(
                condition=(~filled("exempt") & Q(exempt_until__isnull=True))
                | (filled("exempt") & Q(exempt_until__isnull=False)),
                name="willingness_exempt_has_end",
            ),
            models.CheckConstraint(condition=Q(most_km__gte=1, most_km__lte=200), name="willingness_sane"),
        ]

    def __str__(self) -> str:
        return str(self.teacher_id)

    def get_exempt_display(self) -> str:
        return str(ExemptGround(self.exempt).label) if self.exempt else ""

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(StaffingPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)
