"""Who was there: check-ins as they came, and the outcome when the session was over."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager, SealedScopedManager
from kernel.sealed import AppendOnlyModel
from training.choices import CheckHow, CheckPoint, Outcome
from training.models.enrolment import Enrolment
from training.models.programme import Session
from training.permissions import TrainingPermission


def _scope(user: User, lead: str) -> Q:
    return (
        user.scope(TrainingPermission.VIEW).q(f"{lead}school__path")
        | user.scope(TrainingPermission.RUN_SESSION).q(f"{lead}session__programme__org__path")
        | Q(**{f"{lead}session__in": Session.objects.filter(trainers__teacher__user_id=user.pk)})
        | Q(**{f"{lead}teacher__user_id": user.pk})
    )


class CheckIn(AppendOnlyModel):
    """One check-in, at the server's time; once for each point of a session."""

    PERSONAL_FIELDS = {"point": "L2", "how": "L2", "at": "L2", "note": "L3"}

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="check_ins")
    point = models.CharField(_("签到环节"), max_length=6, choices=CheckPoint.choices)
    how = models.CharField(_("方式"), max_length=5, choices=CheckHow.choices)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = SealedScopedManager()

    class Meta:
        verbose_name = _("签到")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "point"], name="check_in_once"),
            models.CheckConstraint(condition=Q(how="code") | ~Q(note=""), name="check_in_by_hand_told"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.point}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _scope(user, "enrolment__")


class Attendance(models.Model):
    """What came of an enrolment; final when the session was completed. Hours rest on it."""

    PERSONAL_FIELDS = {"outcome": "L2", "hours": "L2", "note": "L3"}

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="attendance")
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices)
    hours = models.DecimalField(_("学时"), max_digits=4, decimal_places=1, default=Decimal(0))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("确认人"))
    at = models.DateTimeField(_("确认时间"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("出勤")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["attended", "partly"], hours__gt=0)
                | Q(outcome__in=["absent", "excused"], hours=0),
                name="attendance_hours_fit_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.outcome}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return _scope(user, "enrolment__")
