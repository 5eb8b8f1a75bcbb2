"""The allowance for years of teaching (教龄津贴): tiers and the counting that goes with them, from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User


class AllowanceEdition(models.Model):
    """One dated edition with its tiers; the newest that is in force on the first of a month holds for that month. The
    counting is its own and not that of the honours."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    sick_months = models.PositiveSmallIntegerField(_("病假连续超过多少个月整段不计"), default=6)
    personal_months = models.PositiveSmallIntegerField(_("事假连续超过多少个月整段不计"), default=6)
    secondment_months = models.PositiveSmallIntegerField(_("借调连续超过多少个月整段不计"), default=12)
    counts_research = models.BooleanField(_("教研计入教龄"), default=False)
    counts_management = models.BooleanField(_("学校管理计入教龄"), default=True)
    counts_study = models.BooleanField(_("脱产学习后返回任教的计入教龄"), default=True)
    only_establishment = models.BooleanField(_("只发给在编教师"), default=True)
    document = models.CharField(_("依据文件"), max_length=160)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("教龄津贴标准")
        constraints = [models.CheckConstraint(condition=~Q(document=""), name="allowance_has_document")]

    def __str__(self) -> str:
        return str(self.effective_from)


class AllowanceTier(models.Model):
    """So much a month from so many full years on."""

    PERSONAL_FIELDS: dict[str, str] = {}

    edition = models.ForeignKey(AllowanceEdition, models.CASCADE, related_name="tiers")
    years = models.PositiveSmallIntegerField(_("满多少年"))
    yuan = models.DecimalField(_("每月金额（元）"), max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = _("教龄津贴档次")
        ordering = ["years"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "years"], name="allowance_tier_once"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=60, yuan__gte=0), name="allowance_tier_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.years}: {self.yuan}"
