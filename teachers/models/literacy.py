"""Assessments of digital literacy by the standard of five dimensions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager
from teachers.choices import LiteracySource
from teachers.models.teacher import Teacher
from teachers.permissions import TeacherPermission


class LiteracyAssessment(models.Model):
    """One assessment of one person in one year. ``means`` of the five dimensions and ``mean`` over them are in
    hundredths (100 to 500); ``answers`` are those of the person, and are shown to nobody else."""

    PERSONAL_FIELDS = {"source": "L2", "means": "L3", "mean": "L3", "answers": "L3", "organiser": "L2", "on": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+", verbose_name=_("教师"))
    source = models.CharField(_("来源"), max_length=5, choices=LiteracySource.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    on = models.DateField(_("测评日期"))
    means = models.JSONField(_("五个维度均分"))
    mean = models.PositiveSmallIntegerField(_("总均分（百分之一分）"))
    answers = models.JSONField(_("作答"), null=True)
    organiser = models.CharField(_("测评单位"), max_length=100, blank=True)
    put_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    put_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("数字素养测评")
        constraints = [
            models.UniqueConstraint(fields=["teacher", "source", "year"], name="literacy_once_a_year"),
            models.CheckConstraint(condition=Q(mean__gte=100, mean__lte=500), name="literacy_on_the_scale"),
            models.CheckConstraint(
                condition=Q(source="self", organiser="") | (Q(source="third", answers__isnull=True) & ~Q(organiser="")),
                name="literacy_third_party_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.source} {self.year}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TeacherPermission.PORTRAIT).q("teacher__school__path") | Q(teacher__user_id=user.pk)
