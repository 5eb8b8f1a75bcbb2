"""What the city decides about its establishment standard, from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from staffing.choices import Combine, Rounding


class StaffingSetting(models.Model):
    """One dated row; the newest that is in force on the day asked about holds. National ratios stand in policy.py."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    combine = models.CharField(_("合并方式"), max_length=12, choices=Combine.choices, default=Combine.MAX_IF_SMALL)
    rounding = models.CharField(_("取整"), max_length=8, choices=Rounding.choices, default=Rounding.CEIL)
    small_threshold = models.PositiveIntegerField(_("小规模学校人数线"), default=100)
    # Staff (教职工) for each class; "3.3 for each class" is how a document says it.
    class_primary = models.DecimalField(_("小学每班教职工"), max_digits=4, decimal_places=2, default="2.0")
    class_junior = models.DecimalField(_("初中每班教职工"), max_digits=4, decimal_places=2, default="3.3")
    class_senior = models.DecimalField(_("高中每班教职工"), max_digits=4, decimal_places=2, default="3.8")
    class_special = models.DecimalField(_("特教每班教职工"), max_digits=4, decimal_places=2, default="2.7")
    special_ratio = models.DecimalField(_("特教每名教职工学生数"), max_digits=4, decimal_places=2, default="3")
    boarders_per_post = models.PositiveIntegerField(_("每多少名寄宿生加 1 名"), default=100)
    posts_per_special_class = models.DecimalField(_("每个特教班加"), max_digits=4, decimal_places=2, default="0")
    posts_per_resource_room = models.DecimalField(_("每个资源教室加"), max_digits=4, decimal_places=2, default="1")
    cover_percent = models.DecimalField(_("进修和产假顶岗比例（%）"), max_digits=4, decimal_places=2, default="0")
    jump_percent = models.PositiveSmallIntegerField(_("与上年相差多少（%）即提示"), default=20)
    reserve_days = models.PositiveSmallIntegerField(_("预留天数"), default=30)
    loan_years = models.PositiveSmallIntegerField(_("借用年限"), default=3)
    loan_years_most = models.PositiveSmallIntegerField(_("最长借用年限"), default=5)
    due_days = models.PositiveSmallIntegerField(_("到期前多少天提醒"), default=90)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("编制标准设定")
        constraints = [
            models.CheckConstraint(condition=Q(boarders_per_post__gte=1), name="staffing_boarders_sane"),
            models.CheckConstraint(condition=Q(special_ratio__gt=0), name="staffing_ratio_sane"),
            models.CheckConstraint(
                condition=Q(loan_years__gte=1, loan_years_most__gte=1, loan_years_most__lte=10),
                name="staffing_years_sane",
            ),
        ]

    def __str__(self) -> str:
        return str(self.effective_from)
