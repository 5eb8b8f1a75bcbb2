"""Measures of appointment (低聘、转聘、解除聘用合同) and every step of each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField, filled
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from staffing.choices import MeasureGround, MeasureKind, MeasureMove, MeasureState
from staffing.permissions import StaffingPermission
from teachers.choices import PostCategory
from teachers.models import Teacher


class MeasureSetting(models.Model):
    """What the city decides about the process, from a day on."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    statement_days = models.PositiveSmallIntegerField(_("陈述期限（工作日）"), default=5)
    term_months_most = models.PositiveSmallIntegerField(_("低聘、转聘最长期限（月）"), default=36)
    document = models.CharField(_("依据文件"), max_length=160)

    class Meta:
        verbose_name = _("聘用事项设定")
        constraints = [
            models.CheckConstraint(
                condition=Q(statement_days__gte=1, statement_days__lte=60, term_months_most__gte=1),
                name="measuresetting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)


class PostMeasure(models.Model):
    """One measure about one person at one school; how it moves stands in ``rules/measures``."""

    PERSONAL_FIELDS = {
        "kind": "L3", "ground": "L4", "state": "L3", "facts": "L4", "appraisal_year": "L3", "absent_days": "L3",
        "from_grade": "L3", "to_grade": "L3", "to_category": "L3", "term_months": "L3", "notified_on": "L3",
        "effective_on": "L3", "term_until": "L3",
    }  # fmt: skip

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name=_("教师"))
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    kind = models.CharField(_("事项"), max_length=8, choices=MeasureKind.choices)
    ground = SealedTextField(_("事由"))  # a code of MeasureGround
    facts = SealedTextField(_("事实和依据"))
    appraisal_year = models.PositiveSmallIntegerField(_("考核年度"), null=True)
    absent_days = models.PositiveSmallIntegerField(_("旷工工作日数"), null=True)
    from_grade = models.PositiveSmallIntegerField(_("原岗位等级"), null=True)
    to_grade = models.PositiveSmallIntegerField(_("拟聘岗位等级"), null=True)
    to_category = models.CharField(_("拟转岗位类别"), max_length=20, choices=PostCategory.choices, blank=True)
    term_months = models.PositiveSmallIntegerField(_("期限（月）"), null=True)
    protection_checked = models.BooleanField(_("已核对不属于不得解除的情形"), default=False)
    notified_on = models.DateField(_("本人书面提出日"), null=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=MeasureState.choices, default=MeasureState.PROPOSED
    )  # fmt: skip
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_on = models.DateField(_("提出日"))
    noticed_on = models.DateField(_("告知日"), null=True)
    state_until = models.DateField(_("陈述截止日"), null=True, help_text=_("当日仍可陈述"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记决定人"))
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核准人"))
    served_on = models.DateField(_("送达日"), null=True)
    effective_on = models.DateField(_("生效日"), null=True)
    term_until = models.DateField(_("期满日"), null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("聘用事项")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=filled("ground") & filled("facts"), name="measure_says_why"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("proposed_by")) & ~Q(approved_by=F("decided_by"))),
                name="measure_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "served", "effective", "reviewed"])
                | Q(decided_by__isnull=False, approved_by__isnull=False),
                name="measure_approved_by_second",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["served", "effective", "reviewed"])
                | Q(served_on__isnull=False, effective_on__gte=F("served_on")),
                name="measure_served_before_it_holds",
            ),
            models.UniqueConstraint(
                fields=["teacher"],
                condition=Q(state__in=["proposed", "noticed", "heard", "decided", "approved", "served"]),
                name="measure_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def get_absolute_url(self) -> Any:
        return reverse("measure", args=[self.pk])

    def get_ground_display(self) -> str:
        return str(MeasureGround(self.ground).label) if self.ground in MeasureGround.values else ""

    @staticmethod
    def visible_q(user: User) -> Q:
        """Whoever speaks for the school or above it; and oneself, from the day on which one was told."""
        own = Q(teacher__user_id=user.pk) & (Q(noticed_on__isnull=False) | Q(notified_on__isnull=False))
        return user.scope(StaffingPermission.REQUEST).q("school__path") | own


class MeasureStep(models.Model):
    """One move that was made: the paper on file and what was said. Never changed."""

    PERSONAL_FIELDS = {"move": "L3", "happened_on": "L3", "document": "L4", "words": "L4"}

    measure = models.ForeignKey(PostMeasure, models.PROTECT, related_name="steps")
    move = models.CharField(_("步骤"), max_length=16, choices=MeasureMove.choices)
    happened_on = models.DateField(_("日期"))
    document = SealedTextField(_("文书或记录"), blank=True)
    words = SealedTextField(_("内容"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("聘用事项步骤")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.move} {self.happened_on}"

    @staticmethod
    def visible_q(user: User) -> Q:
        own = Q(measure__teacher__user_id=user.pk) & (
            Q(measure__noticed_on__isnull=False) | Q(measure__notified_on__isnull=False)
        )
        return user.scope(StaffingPermission.REQUEST).q("measure__school__path") | own
