"""Surveys after a session. Who has answered and what was answered stand in two tables that nothing joins."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher
from training.choices import SurveyKind
from training.models.programme import Session
from training.permissions import TrainingPermission


class SurveyForm(models.Model):
    """The questions of one kind of survey, when it opens and how long, and how many answers it takes to show any."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("调查"), max_length=10, choices=SurveyKind.choices)
    effective_from = models.DateField(_("生效日"), help_text=_("这一天起结束的场次用这份问卷"))
    questions = models.JSONField(_("题目"), help_text=_("每行一题，按 1 至 5 分回答"))
    delay_days = models.PositiveSmallIntegerField(
        _("培训结束后几天发放"), default=0, validators=[MaxValueValidator(730)]
    )
    open_days = models.PositiveSmallIntegerField(
        _("开放天数"), default=14, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    threshold = models.PositiveSmallIntegerField(
        _("至少几份答卷才显示结果"), default=5, validators=[MinValueValidator(3), MaxValueValidator(50)]
    )
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("评价问卷")
        ordering = ["kind", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "effective_from"], name="survey_form_once_a_day"),
            models.CheckConstraint(
                condition=Q(threshold__gte=3, open_days__gte=1, delay_days__lte=730), name="survey_form_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_from}"


class Survey(models.Model):
    """One kind of survey about one session; open from the first to the last day, both included."""

    PERSONAL_FIELDS: dict[str, str] = {}

    session = models.ForeignKey(Session, models.PROTECT, related_name="surveys")
    form = models.ForeignKey(SurveyForm, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SurveyKind.choices)
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))

    class Meta:
        verbose_name = _("评价调查")
        constraints = [
            models.UniqueConstraint(fields=["session", "kind"], name="survey_once_a_session"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.get_kind_display()}"


class SurveyTicket(models.Model):
    """Somebody is asked: a teacher who attended, or a school about its people; whether, not when, it was used."""

    PERSONAL_FIELDS = {"is_used": "L2"}

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tickets")
    teacher = models.ForeignKey(Teacher, models.CASCADE, null=True, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("学校"))
    is_used = models.BooleanField(_("已填写"), default=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("评价邀请")
        constraints = [
            models.UniqueConstraint(fields=["survey", "teacher"], name="survey_ticket_once"),
            models.UniqueConstraint(fields=["survey", "school"], name="survey_ticket_once_a_school"),
            models.CheckConstraint(
                condition=Q(teacher__isnull=False, school__isnull=True) | Q(teacher__isnull=True, school__isnull=False),
                name="survey_ticket_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """One's own; those of the schools for which one evaluates; and of the programmes of the own unit."""
        return (
            Q(teacher__user_id=user.pk)
            | user.scope(TrainingPermission.EVALUATE).q("school__path")
            | user.scope(TrainingPermission.EVALUATE).q("survey__session__programme__org__path")
        )


class SurveyAnswer(models.Model):
    """What somebody answered: a random key, no name, no time."""

    PERSONAL_FIELDS = {"words": "L4"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    marks = models.JSONField()
    words = SealedTextField(blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("评价答卷")

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TrainingPermission.EVALUATE).q("survey__session__programme__org__path")
