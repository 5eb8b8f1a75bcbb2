"""What a forecast rests on besides the register: births by district and year, dated rates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation


class Births(models.Model):
    """Children born in a district in a calendar year, as the statistics say."""

    PERSONAL_FIELDS: dict[str, str] = {}

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("市（区）"))
    year = models.PositiveSmallIntegerField(_("出生年"))
    births = models.PositiveIntegerField(_("出生人数"))
    source = models.CharField(_("来源"), max_length=160)

    class Meta:
        verbose_name = _("出生人数")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="births_once"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="births_year_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.births}"


class ForecastSetting(models.Model):
    """Rates of the forecast, from a day on, in percent."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    kindergarten = models.DecimalField(_("入园率（%）"), max_digits=5, decimal_places=1, default="95")
    enter_primary = models.DecimalField(_("升小学比例（%）"), max_digits=5, decimal_places=1, default="100")
    enter_junior = models.DecimalField(_("升初中比例（%）"), max_digits=5, decimal_places=1, default="100")
    enter_senior = models.DecimalField(_("升普通高中比例（%）"), max_digits=5, decimal_places=1, default="62")
    enter_vocational = models.DecimalField(_("升中职比例（%）"), max_digits=5, decimal_places=1, default="38")
    attrition = models.DecimalField(_("年流失率（%）"), max_digits=4, decimal_places=2, default="1.5")
    document = models.CharField(_("依据文件"), max_length=160)

    class Meta:
        verbose_name = _("预测设定")
        constraints = [
            models.CheckConstraint(condition=Q(attrition__gte=0, attrition__lte=50), name="forecast_attrition_sane")
        ]

    def __str__(self) -> str:
        return str(self.effective_from)
