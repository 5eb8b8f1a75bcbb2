"""Cases from the lead to the archive: who acted in which capacity, each step, each paper, and reviews of a decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ethics.choices import ViolationType
from ethics.choices.cases import (
    LEADS,
    UNDECIDED,
    CaseState,
    Channel,
    Duty,
    Level,
    Outcome,
    PaperKind,
    RemedyState,
    RemedyStep,
    Route,
)
from ethics.models.sanction import Sanction
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.crypto.fields import SealedJSONField, SealedTextField, filled
from kernel.files.models import StoredFile
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import Scope, ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel
from teachers.models import Teacher

HANDLE = (
    EthicsPermission.DESK, EthicsPermission.INVESTIGATE, EthicsPermission.PROPOSE, EthicsPermission.DECIDE,
    EthicsPermission.APPEAL,
)  # fmt: skip
BY_THE_TEACHER = ("state", "request_hearing", "lodge")  # moves without a capacity of office


def handled_q(user: User, prefix: str = "") -> Q:
    """Cases of the units where the user handles cases, those left out in which the user is concerned: about oneself,
    about a declared relative, and what a school may not handle itself, for people of that school."""
    paths = [path for permission in HANDLE for path in user.scope(permission).paths]
    related = Relation.objects.filter(user_id=user.pk, ended_on__isnull=True).values("teacher_id")
    of_schools = [grant.org_id for grant in user.grants_in_force if grant.org.kind == OrgKind.SCHOOL]
    seen = Scope.of(paths).q(f"{prefix}school__path")
    about_others = Q(**{f"{prefix}teacher__isnull": True}) | (
        (Q(**{f"{prefix}teacher__user__isnull": True}) | ~Q(**{f"{prefix}teacher__user_id": user.pk}))
        & ~Q(**{f"{prefix}teacher_id__in": related})
    )
    return seen & about_others & ~Q(**{f"{prefix}above_school": True, f"{prefix}school_id__in": of_schools})


class CaseSerial(models.Model):
    """The last number of a year; its row is the lock under which the next one is given."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Relation(models.Model):
    """A declared relation of an officer to a teacher, in whose cases the officer takes no part (回避)."""

    PERSONAL_FIELDS = {"note": "L4", "kind": "L2"}

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("工作人员"))
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    kind = models.CharField(
        _("关系"), max_length=8, choices=[("relative", _("近亲属")), ("interest", _("其他利害关系"))]
    )
    note = SealedTextField(_("说明"), blank=True)
    declared_on = models.DateField(_("申报日"))
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申报人"))
    ended_on = models.DateField(_("终止日"), null=True)

    class Meta:
        verbose_name = _("回避关系")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "teacher"], condition=Q(ended_on__isnull=True), name="relation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.teacher_id}"


class Case(models.Model):
    """One case, from the lead on. After erasure the row stays as its tombstone: dates, state and codes for the
    statistics, the digest of what was erased, no person and no text."""

    PERSONAL_FIELDS = {
        "accused": "L4", "gist": "L4", "proposed": "L4", "violation": "L3", "state": "L3", "outcome": "L3",
        "registered_on": "L3", "opened_on": "L3", "suspended_on": "L3", "halted_on": "L3", "hearing_on": "L3",
        "decided_on": "L3", "closed_on": "L3", "about_head": "L3",
    }  # fmt: skip

    number = models.CharField(_("案号"), max_length=20, unique=True)
    channel = models.CharField(_("线索来源"), max_length=12, choices=Channel.choices)
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("所在学校"))
    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, related_name="+", verbose_name=_("被反映人"))
    accused = SealedTextField(_("线索所称的被反映人"), blank=True)
    gist = SealedTextField(_("反映的主要问题"), blank=True)
    violation = models.CharField(_("违反情形"), max_length=4, choices=ViolationType.choices, blank=True)
    about_head = models.BooleanField(_("被反映人是学校负责人"), default=False)
    above_school = models.BooleanField(_("由教育主管部门办理"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=CaseState.choices, default=CaseState.REGISTERED)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)
    proposed = SealedJSONField(null=True, help_text=_("告知的拟处理意见"))
    registered_on = models.DateField(_("登记日"))
    opened_on = models.DateField(_("立案日"), null=True)
    suspended_on = models.DateField(_("暂停职责日"), null=True)
    halted_on = models.DateField(_("中止日"), null=True)
    hearing_on = models.DateField(_("听证日"), null=True)
    decided_on = models.DateField(_("决定日"), null=True)
    closed_on = models.DateField(_("结案日"), null=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(auto_now_add=True)
    once = models.CharField(max_length=64, unique=True, help_text=_("同一表单只收一次"))
    keep_until = models.DateField(_("保存至"), null=True)
    erased_on = models.DateField(_("清除日"), null=True)
    tombstone_digest = models.CharField(max_length=64, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("师德案件")
        indexes = [
            models.Index(fields=["teacher", "state"], name="case_of_person"),
            models.Index(fields=["school", "state"], name="case_of_school"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=UNDECIDED)
                | Q(teacher__isnull=False, opened_on__isnull=False, closed_on__isnull=True),
                name="case_opened_against_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*LEADS, *UNDECIDED], outcome="", closed_on__isnull=True)
                | (~Q(state__in=[*LEADS, *UNDECIDED]) & ~Q(outcome="") & Q(closed_on__isnull=False)),
                name="case_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(opened_on__gte=F("registered_on")), name="case_in_order"
            ),
            models.CheckConstraint(condition=~Q(about_head=True) | Q(above_school=True), name="case_head_goes_up"),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True, tombstone_digest="")
                | (Q(erased_on__isnull=False, teacher__isnull=True) & ~Q(tombstone_digest="") & ~filled("gist")),
                name="case_erased_leaves_a_tombstone",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> Any:
        return reverse("ethics_case", args=[self.number])

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user)


class CaseHand(models.Model):
    """Somebody who acts in a case, and in which capacity. Triggers refuse who is concerned, and who proposes,
    investigates and decides in one case."""

    PERSONAL_FIELDS: dict[str, str] = {}

    case = models.ForeignKey(Case, models.PROTECT, related_name="hands")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user", "duty"], name="hand_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.duty}"


class CaseStep(AppendOnlyModel):
    """A move that was made. Written once; goes only when its case is erased."""

    PERSONAL_FIELDS = {"note": "L4", "move": "L3", "on": "L3"}

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    source = models.CharField(max_length=12, choices=CaseState.choices, blank=True)
    target = models.CharField(max_length=12, choices=CaseState.choices)
    on = models.DateField(_("办理日"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    hand = models.ForeignKey(CaseHand, models.PROTECT, null=True, related_name="steps")
    note = SealedTextField(blank=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("案件步骤")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hand__isnull=False) | Q(by__isnull=True) | Q(move__in=[*BY_THE_TEACHER, "register"]),
                name="step_in_a_capacity",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.move}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user, "case__")


class CasePaper(AppendOnlyModel):
    """A paper on file: its words and scans. ``dated_on`` is the day of the paper itself, ``served_on`` the day it was
    served on the teacher, ``at`` when it was put in."""

    PERSONAL_FIELDS = {"text": "L4", "kind": "L3", "served_on": "L3", "dated_on": "L3"}

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=16, choices=PaperKind.choices)
    text = SealedTextField(blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+")
    dated_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("案卷材料")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"

    @property
    def day(self) -> date:
        """The day of the paper; of one from before papers had a day of their own, that of its entry."""
        return self.dated_on or timezone.localdate(self.at)

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user, "case__")


class CaseSanction(models.Model):
    """Which handling a case led to."""

    PERSONAL_FIELDS: dict[str, str] = {}

    case = models.ForeignKey(Case, models.PROTECT, related_name="sanctions")
    sanction = models.OneToOneField(Sanction, models.PROTECT, related_name="of_case")

    def __str__(self) -> str:
        return f"{self.case_id} {self.sanction_id}"


class Remedy(models.Model):
    """A review or an appeal against the decision of a case; execution goes on meanwhile, and the answer is never
    heavier. Who answers took no part in the case and did not ask."""

    PERSONAL_FIELDS = {"text": "L4", "answer": "L4", "step": "L3", "route": "L3", "state": "L3", "lodged_on": "L3",
                       "accepted_on": "L3", "decided_on": "L3"}  # fmt: skip

    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    step = models.CharField(_("救济"), max_length=10, choices=RemedyStep.choices)
    route = models.CharField(_("途径"), max_length=24, choices=Route.choices)
    body = models.CharField(_("受理机关"), max_length=12, choices=Level.choices)
    state = models.CharField(_("状态"), max_length=10, choices=RemedyState.choices, default=RemedyState.LODGED)
    text = SealedTextField(_("请求和理由"))
    files = models.ManyToManyField(StoredFile, related_name="+")
    lodged_on = models.DateField(_("提出日"))
    lodged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    accepted_on = models.DateField(_("受理日"), null=True)
    decided_on = models.DateField(_("决定日"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = SealedTextField(_("处理决定"), blank=True)
    once = models.CharField(max_length=64, unique=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("复核申诉")
        constraints = [
            models.UniqueConstraint(fields=["case", "step", "route"], name="remedy_once"),
            models.CheckConstraint(
                condition=Q(state__in=["lodged", "accepted"], decided_on__isnull=True, decided_by__isnull=True)
                | (
                    Q(state__in=["rejected", "upheld", "lightened", "annulled"])
                    & Q(decided_on__isnull=False, decided_by__isnull=False)
                    & filled("answer")
                ),
                name="remedy_answered",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("lodged_by")), name="remedy_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return handled_q(user, "case__")


class PowerSetting(models.Model):
    """Where the documents leave open who decides: a dated row that wins over the table of powers."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"))
    group = models.CharField(_("适用学校"), max_length=10)
    private = models.BooleanField(_("民办"))
    kinds = models.CharField(_("处理种类"), max_length=60)
    proposers = models.CharField(_("提出建议"), max_length=60)
    deciders = models.CharField(_("决定"), max_length=60)
    filing = models.CharField(_("备案"), max_length=12, blank=True)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("处理权限")
        constraints = [
            models.UniqueConstraint(fields=["effective_from", "group", "private", "kinds"], name="power_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.kinds}"
