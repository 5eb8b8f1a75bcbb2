"""Posts over time: at which unit, employed how."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.orgs.scoping import ScopedManager
from teachers.choices import EmploymentKind, PostCategory
from teachers.models.teacher import Teacher
from teachers.permissions import TeacherPermission


class Post(models.Model):
    """A post held at a unit, half-open in time; the beginning is empty where nobody wrote it down."""

    PERSONAL_FIELDS = {"category": "L3", "employment": "L3", "valid_from": "L3", "valid_until": "L3"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="posts", verbose_name=_("教师"))
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    category = models.CharField(_("岗位类别"), max_length=20, choices=PostCategory.choices, blank=True)
    employment = models.CharField(_("用人形式"), max_length=20, choices=EmploymentKind.choices, blank=True)
    valid_from = models.DateField(_("起始日"), null=True, blank=True)
    valid_until = models.DateField(_("终止日"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("任职")
        ordering = [F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher"], condition=Q(valid_until__isnull=True), name="post_one_current"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="post_forward",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.org} {self.get_category_display()}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return user.scope(TeacherPermission.VIEW).q("teacher__school__path") | Q(teacher__user_id=user.pk)
