"""Calendars that officers add when a year is published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User


class CalendarYear(models.Model):
    """The holidays of one year as its notice sets them; it takes the place of what the library knows of the year."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    document = models.CharField(_("依据文件"), max_length=120)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("录入人"))
    noted_at = models.DateTimeField(_("录入时间"), auto_now=True)

    class Meta:
        verbose_name = _("年度工作日历")
        constraints = [
            models.CheckConstraint(condition=models.Q(year__gte=2000, year__lte=2100), name="calendar_year_sane")
        ]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a weekend day to work on."""

    PERSONAL_FIELDS: dict[str, str] = {}

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    day = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("特别日期")
        ordering = ["day"]

    def __str__(self) -> str:
        return str(self.day)
