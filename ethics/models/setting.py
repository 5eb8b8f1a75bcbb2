"""What the city decides about the answer, from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ethics.choices import HandlingKind
from kernel.accounts.models import User

K = HandlingKind
FLOORS = (K.Q1, K.Q2, K.Q3, K.Q4, K.P1, K.P2, K.P3)


def _held_by_case() -> list[str]:
    return [
        "title_review", "post_appointment", "promotion", "commendation", "registration", "long_service", "hire",
        "rotation", "talent_plan", "pay_step",
    ]  # fmt: skip


def _barred_by_sanction() -> list[str]:
    return ["commendation", "long_service", "hire", "rotation", "talent_plan"]


class StandingSetting(models.Model):
    """Where the documents leave the effect open; the newest row that is in force on the asked day holds."""

    PERSONAL_FIELDS: dict[str, str] = {}

    effective_from = models.DateField(_("生效日"), unique=True)
    q5_auto_end = models.BooleanField(_("取消资格到期自动恢复"), default=True)
    category_move_barred = models.BooleanField(_("处分期内不得转岗位类别"), default=True)
    held_by_case = models.JSONField(_("立案后暂缓的事项"), default=_held_by_case)
    barred_by_sanction = models.JSONField(_("处分期内由本市规定不予的事项"), default=_barred_by_sanction)
    appraisal_years = models.PositiveSmallIntegerField(_("师德考核不合格影响年数"), default=1)
    cap_months = models.PositiveSmallIntegerField(_("数个处分合并的最长月数"), default=48)
    bar_months = models.PositiveSmallIntegerField(_("取消资格的最短月数"), default=24)
    grave_floor = models.CharField(
        _("有从重情节时的最轻处理"), max_length=4, default="P2", choices=[(kind, kind.label) for kind in FLOORS]
    )
    document = models.CharField(_("依据文件"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("师德结论规则")
        constraints = [
            models.CheckConstraint(
                condition=Q(cap_months__gte=24, cap_months__lte=48, bar_months__gte=24, appraisal_years__gte=1),
                name="standing_setting_sane",
            )
        ]

    def __str__(self) -> str:
        return str(self.effective_from)
