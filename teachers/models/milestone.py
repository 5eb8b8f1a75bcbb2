"""When a person will have taught for so many years: kept with the records, so that looking ahead is one query."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager
from teachers.models.teacher import Teacher
from teachers.permissions import TeacherPermission


class Milestone(models.Model):
    """The first as-of month at which the years are complete, if open records go on. Nothing else is promised: the
    round counts anew on its day. Written by ``teachers.actions.milestones`` alone, after each change of the records.

    ``serving_until`` is the month after the statutory one of retirement: who serves to the last has all months up to
    it. None where the register does not know the sex.
    """

    PERSONAL_FIELDS = {"years": "L2", "month": "L3", "serving_until": "L3"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="milestones", verbose_name=_("教师"))
    years = models.PositiveSmallIntegerField(_("年限"))
    month = models.DateField(_("达到年月"))
    serving_until = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("从教年限到达年月")
        indexes = [models.Index(fields=["years", "month"], name="milestone_by_month")]
        constraints = [
            models.UniqueConstraint(fields=["teacher", "years"], name="milestone_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="milestone_month_first"),
            models.CheckConstraint(
                condition=Q(serving_until__isnull=True) | Q(serving_until__day=1), name="milestone_serving_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.years} {self.month:%Y-%m}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TeacherPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)
