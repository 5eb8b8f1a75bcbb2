"""What teachers need, asked before a plan is made; and which programme answers to which need."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher
from training.choices import Kind
from training.models.programme import Programme
from training.permissions import TrainingPermission


class NeedsSurvey(models.Model):
    """A unit asks its people what they need. That it asks is no secret; who answered what is."""

    PERSONAL_FIELDS: dict[str, str] = {}

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("调研单位"))
    year = models.PositiveSmallIntegerField(_("计划年度"))
    title = models.CharField(_("调研名称"), max_length=80)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    most = models.PositiveSmallIntegerField(_("每人最多选几项"), default=3)
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发起人"))
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("需求调研")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "title"], name="needs_survey_once_a_year"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="needs_survey_forward"),
            models.CheckConstraint(condition=~Q(title="") & Q(most__gte=1), name="needs_survey_told"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> Any:
        return reverse("needs_survey", args=[self.pk])


class NeedsTopic(models.Model):
    """One thing that may be needed."""

    PERSONAL_FIELDS: dict[str, str] = {}

    survey = models.ForeignKey(NeedsSurvey, models.CASCADE, related_name="topics")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("需求"), max_length=80)
    kind = models.CharField(_("对应培训类别"), max_length=2, choices=Kind.choices, blank=True)

    class Meta:
        verbose_name = _("需求选项")
        ordering = ["survey", "position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="needs_topic_position_once"),
            models.UniqueConstraint(fields=["survey", "title"], name="needs_topic_once"),
            models.CheckConstraint(condition=~Q(title=""), name="needs_topic_told"),
        ]

    def __str__(self) -> str:
        return self.title


class NeedsAnswer(models.Model):
    """A person answered, once; ``school`` is the one of that day."""

    PERSONAL_FIELDS = {"words": "L3", "answered_at": "L2"}

    survey = models.ForeignKey(NeedsSurvey, models.PROTECT, related_name="+")
    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    topics = models.ManyToManyField(NeedsTopic, related_name="+")
    words = models.CharField(_("其他需求"), max_length=300, blank=True)
    answered_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("需求答卷")
        constraints = [models.UniqueConstraint(fields=["survey", "teacher"], name="needs_answer_once")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.teacher_id}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """Answers to surveys of the own units, and one's own."""
        return (
            user.scope(TrainingPermission.VIEW).q("survey__org__path")
            | user.scope(TrainingPermission.VIEW).q("school__path")
            | Q(teacher__user_id=user.pk)
        )


class ProgrammeGround(models.Model):
    """A programme names a need as its ground: the link between what was asked and what was planned."""

    PERSONAL_FIELDS: dict[str, str] = {}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="grounds")
    topic = models.ForeignKey(NeedsTopic, models.PROTECT, related_name="grounds", verbose_name=_("需求"))
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("立项依据")
        constraints = [models.UniqueConstraint(fields=["programme", "topic"], name="programme_ground_once")]

    def __str__(self) -> str:
        return f"{self.programme} {self.topic}"
