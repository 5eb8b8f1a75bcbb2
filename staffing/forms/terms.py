"""Forms about allowances, rotation, workload and measures of appointment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffing.choices import ExemptGround, MeasureGround, MeasureKind
from staffing.errors import refuse
from staffing.models import AllowanceEdition
from staffing.rules.allowance import Tier
from teachers.choices import PostCategory

TIERS = range(1, 7)


def day_input() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MonthForm(forms.Form):
    """Which month a page shows."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])


class AllowanceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new edition of the allowance: the counting and up to six tiers."""

    class Meta:
        model = AllowanceEdition
        fields = (
            "effective_from", "sick_months", "personal_months", "secondment_months", "counts_research",
            "counts_management", "counts_study", "only_establishment", "document",
        )  # fmt: skip
        widgets = {"effective_from": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in TIERS:
            self.fields[f"years_{n}"] = forms.IntegerField(
                label=_("第 %s 档：满多少年") % n, min_value=1, max_value=60, required=False
            )
            self.fields[f"yuan_{n}"] = forms.DecimalField(
                label=_("第 %s 档：每月金额（元）") % n, min_value=0, max_digits=7, decimal_places=2, required=False
            )

    def counting(self) -> dict[str, Any]:
        """The columns of the edition."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def tiers(self) -> list[Tier]:
        """The tiers that were filled in. RuleBroken for a half one."""
        return list(self._tiers())

    def _tiers(self) -> Iterator[Tier]:
        for n in TIERS:
            years, yuan = self.cleaned_data[f"years_{n}"], self.cleaned_data[f"yuan_{n}"]
            if (years is None) != (yuan is None):
                raise refuse("tiers_half", row=n)
            if years is not None:
                yield Tier(years, yuan)

    def validate_unique(self) -> None:
        """The action says it in a sentence."""


def first_allowance(day: date, now: AllowanceEdition) -> dict[str, Any]:
    """The form filled with what holds now."""
    found = {name: getattr(now, name) for name in AllowanceForm.Meta.fields}
    for n, tier in zip(TIERS, now.tiers.all() if now.pk else (), strict=False):
        found |= {f"years_{n}": tier.years, f"yuan_{n}": tier.yuan}
    return found | {"effective_from": day, "document": ""}


class RotationForm(forms.Form):
    """The rule of the exchange from a day on."""

    effective_from = forms.DateField(label=_("生效日"), widget=day_input())
    due_years = forms.IntegerField(label=_("教师应交流年限（年）"), min_value=1, max_value=30)
    head_years = forms.IntegerField(label=_("学校管理人员应交流年限（年）"), min_value=1, max_value=30)
    exchange_percent = forms.IntegerField(label=_("每学年交流比例（%）"), min_value=1, max_value=100)
    exempt_years_most = forms.IntegerField(label=_("暂不交流一次最长年限（年）"), min_value=1, max_value=10)
    document = forms.CharField(label=_("依据文件"), max_length=160)


class ExemptionForm(forms.Form):
    """Why somebody is not sent, until when, on what paper."""

    ground = forms.ChoiceField(label=_("原因"), choices=ExemptGround.choices)
    until = forms.DateField(
        label=_("暂不交流至"), widget=day_input(), help_text=_("到这一天不再免除；到期后确有需要的重新登记。")
    )
    paper = forms.CharField(
        label=_("凭据"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明材料名称、日期和出具单位，不写病情细节。"),
    )  # fmt: skip


_GRADES = [("", "—"), *((str(n), _("%s级") % n) for n in range(1, 14))]


def _whole(value: str) -> int | None:
    return int(value) if value else None


class MeasureForm(forms.Form):
    """What is proposed about somebody's appointment; which fields are needed follows from kind and ground."""

    kind = forms.ChoiceField(label=_("事项"), choices=MeasureKind.choices)
    ground = forms.ChoiceField(label=_("事由"), choices=MeasureGround.choices)
    appraisal_year = forms.IntegerField(
        label=_("考核年度"), min_value=2000, max_value=2100, required=False, help_text=_("按考核提出的填写")
    )
    absent_days = forms.IntegerField(
        label=_("旷工工作日数"), min_value=1, max_value=366, required=False, help_text=_("按旷工提出的填写")
    )
    notified_on = forms.DateField(
        label=_("本人书面提出日"), widget=day_input(), required=False, help_text=_("本人提出解除的填写")
    )
    from_grade = forms.TypedChoiceField(
        label=_("原岗位等级"), choices=_GRADES, coerce=_whole, empty_value=None, required=False
    )
    to_grade = forms.TypedChoiceField(
        label=_("拟聘岗位等级"), choices=_GRADES, coerce=_whole, empty_value=None, required=False,
        help_text=_("低聘填写，低一级"),
    )  # fmt: skip
    to_category = forms.ChoiceField(
        label=_("拟转岗位类别"), choices=[("", "—"), *PostCategory.choices], required=False, help_text=_("转聘填写")
    )
    term_months = forms.IntegerField(
        label=_("期限（月）"), min_value=1, max_value=120, required=False, help_text=_("低聘、转聘填写，期满考核")
    )
    facts = forms.CharField(label=_("事实和依据"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    protection_checked = forms.BooleanField(
        label=_("已核对本人不在医疗期、孕期、产期、哺乳期，没有其他不得解除的情形"), required=False
    )

    def values(self) -> dict[str, Any]:
        """The proposal, its words as members of their lists."""
        given = dict(self.cleaned_data)
        return {**given, "kind": MeasureKind(given["kind"]), "ground": MeasureGround(given["ground"])}


class MeasureMoveForm(forms.Form):
    """One step: when it happened, the paper, what was said."""

    day = forms.DateField(label=_("日期"), widget=day_input())
    document = forms.CharField(label=_("文书或记录（名称、文号、日期）"), max_length=300, required=False)
    words = forms.CharField(
        label=_("内容"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip


class MeasureSettingForm(forms.Form):
    """The process from a day on."""

    effective_from = forms.DateField(label=_("生效日"), widget=day_input())
    statement_days = forms.IntegerField(label=_("陈述期限（工作日）"), min_value=1, max_value=60)
    term_months_most = forms.IntegerField(label=_("低聘、转聘最长期限（月）"), min_value=1, max_value=120)
    document = forms.CharField(label=_("依据文件"), max_length=160)
