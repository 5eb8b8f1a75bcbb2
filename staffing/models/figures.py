"""Yearly figures of schools, stage by stage, and the number of posts that the 编办 approved."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.choices import LocationType
from kernel.orgs.models import Organisation
from staffing.choices import ApprovalSource, DayForm, FigureStage


class SchoolFigures(models.Model):
    """A stage of a school in one school year (named by the year it begins); what is not known is null, never zero."""

    PERSONAL_FIELDS: dict[str, str] = {}

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    year = models.PositiveSmallIntegerField(_("学年"), help_text=_("起始年，如 2026 表示 2026—2027 学年"))
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices)
    pupils = models.PositiveIntegerField(_("学生数"), null=True, blank=True)
    classes = models.PositiveIntegerField(_("班级数"), null=True, blank=True)
    boarders = models.PositiveIntegerField(_("寄宿生数"), null=True, blank=True)
    special_classes = models.PositiveIntegerField(_("特教班数"), null=True, blank=True)
    resource_rooms = models.PositiveIntegerField(_("资源教室数"), null=True, blank=True)
    day_form = models.CharField(_("在园时间"), max_length=4, choices=DayForm.choices, default=DayForm.FULL)
    location_type = models.CharField(_("城乡类型"), max_length=3, choices=LocationType.choices, blank=True)
    source = models.CharField(_("来源"), max_length=160, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("填报人"))
    entered_at = models.DateTimeField(_("填报时间"), auto_now=True)

    class Meta:
        verbose_name = _("学校年度数据")
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "stage"], name="figures_one_row_a_stage"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="figures_year_sane"),
            models.CheckConstraint(
                condition=Q(boarders__isnull=True) | Q(pupils__isnull=True) | Q(boarders__lte=F("pupils")),
                name="figures_boarders_are_pupils",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.stage}"


class EstablishmentApproval(models.Model):
    """How many posts a unit was approved by the 编办 from a day on (核定编制); the newest in force holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    effective_from = models.DateField(_("生效日"))
    posts = models.PositiveIntegerField(_("核定编制"))
    document = models.CharField(_("依据文件"), max_length=160)
    source = models.CharField(_("来源"), max_length=10, choices=ApprovalSource.choices)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    noted_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("编制核定")
        constraints = [
            models.UniqueConstraint(fields=["unit", "effective_from"], name="approval_one_a_day"),
            models.CheckConstraint(condition=~Q(document=""), name="approval_has_document"),
        ]

    def __str__(self) -> str:
        return f"{self.effective_from} {self.posts}"
