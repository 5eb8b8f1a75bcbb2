"""Seats, and who has one.

A session has one quota row for its organiser and below it rows for units to which seats were handed on. Seats of a row
are either handed on (``given``) or taken by people (``taken``), never more than there are: that is held by a check on
the row, so that nested quotas hold by induction and a claim is one conditional update.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher
from training.choices import EnrolledBy, EnrolmentState, Step
from training.models.programme import Session
from training.permissions import TrainingPermission


class SeatQuota(models.Model):
    """Seats of one session for one unit. ``parent`` is the row they were handed on from; the organiser's has none."""

    PERSONAL_FIELDS: dict[str, str] = {}

    session = models.ForeignKey(Session, models.CASCADE, related_name="quotas")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    seats = models.PositiveIntegerField(_("名额"))
    given = models.PositiveIntegerField(_("已下达"), default=0)
    taken = models.PositiveIntegerField(_("已占用"), default=0)

    class Meta:
        verbose_name = _("名额")
        constraints = [
            models.UniqueConstraint(fields=["session", "org"], name="quota_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(parent__isnull=True), name="quota_one_root"),
            models.CheckConstraint(condition=Q(seats__gte=F("given") + F("taken")), name="quota_never_exceeded"),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.org} {self.taken}/{self.seats}"

    @property
    def free(self) -> int:
        """Seats that nobody has and that were not handed on."""
        return self.seats - self.given - self.taken


class Enrolment(models.Model):
    """A person and a session. Who holds a seat names the quota it came from; ``awaits`` is the step of the approval
    chain that is open. One row for life: who comes back after a withdrawal uses the same."""

    PERSONAL_FIELDS = {
        "state": "L2", "awaits": "L2", "enrolled_how": "L2", "reason": "L3", "had_before": "L2",
    }  # fmt: skip

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("报名时所在学校"))
    state = models.CharField(_("状态"), max_length=10, choices=EnrolmentState.choices)
    awaits = models.CharField(_("待审批"), max_length=8, choices=Step.choices, blank=True)
    quota = models.ForeignKey(SeatQuota, models.PROTECT, null=True, related_name="+", verbose_name=_("所占名额"))
    enrolled_how = models.CharField(_("报名方式"), max_length=8, choices=EnrolledBy.choices)
    enrolled_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报名人"))
    asked_at = models.DateTimeField(_("报名时间"), help_text=_("重新报名的，从重新报名时算起"))
    had_before = models.PositiveSmallIntegerField(_("此前参加次数"), default=0, help_text=_("同类培训，候补按此排序"))
    makes_up_for = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="made_up_by", verbose_name=_("补训的缺席")
    )
    reason = models.CharField(_("退出或不同意的原因"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(_("变动时间"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("报名")
        indexes = [models.Index(fields=["session", "state"], name="enrolment_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["session", "teacher"], name="enrolment_once"),
            models.CheckConstraint(
                condition=Q(state="seated", quota__isnull=False) | (~Q(state="seated") & Q(quota__isnull=True)),
                name="enrolment_seat_from_quota",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "refused"]) | Q(awaits=""), name="enrolment_over_awaits_nothing"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "refused"]) | ~Q(reason=""), name="enrolment_over_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.session}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """People of the own units, sessions that the own unit holds or oneself teaches, and the own rows."""
        taught = Session.objects.filter(trainers__teacher__user_id=user.pk)
        return (
            user.scope(TrainingPermission.VIEW).q("school__path")
            | user.scope(TrainingPermission.RUN_SESSION).q("session__programme__org__path")
            | Q(session__in=taught)
            | Q(teacher__user_id=user.pk)
        )

    @property
    def is_certain(self) -> bool:
        """Whether the person has the place for good."""
        return self.state == EnrolmentState.SEATED and self.awaits == Step.NONE


class EnrolmentDecision(models.Model):
    """What one step of the approval chain said, and who said it."""

    PERSONAL_FIELDS = {"reason": "L3", "agreed": "L2"}

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="decisions")
    step = models.CharField(_("环节"), max_length=8, choices=Step.choices)
    agreed = models.BooleanField(_("同意"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("审批人"))
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("报名审批")
        constraints = [
            models.CheckConstraint(condition=~Q(step=""), name="enrolment_decision_has_step"),
            models.CheckConstraint(condition=Q(agreed=True) | ~Q(reason=""), name="enrolment_refusal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.step} {self.agreed}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TrainingPermission.VIEW).q("enrolment__school__path") | Q(enrolment__teacher__user_id=user.pk)
