"""Forms of staffing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation
from staffing.choices import PlanMode


class PlanForm(forms.Form):
    """A question for the optimiser: where, which year, what moves; weights and limits other than those in force."""

    unit = forms.ModelChoiceField(label=_("调剂范围"), queryset=Organisation.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label=_("学年"), coerce=int)
    mode = forms.ChoiceField(label=_("方式"), choices=PlanMode.choices)
    most_km = forms.IntegerField(label=_("最远距离（公里）"), min_value=1, max_value=200)
    weight_base = forms.IntegerField(label=_("缺编权重"), min_value=1, max_value=100)
    weight_rural = forms.IntegerField(label=_("乡村学校加权"), min_value=0, max_value=100)
    weight_scarce = forms.IntegerField(label=_("紧缺学科加权"), min_value=0, max_value=100)
    school_percent = forms.IntegerField(label=_("一校一年调出调入上限（%）"), min_value=1, max_value=100)
    district_most = forms.IntegerField(label=_("一市（区）跨区上限（名）"), min_value=0, max_value=1000)
    due_years = forms.IntegerField(label=_("应交流年限（年）"), min_value=1, max_value=30)

    def __init__(self, *args: Any, units: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["year"].choices = [(one, f"{one}—{one + 1}") for one in years]  # type: ignore[attr-defined]

    def options(self) -> dict[str, int]:
        """The rules and weights that were filled in."""
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name not in ("unit", "year", "mode")}


class PlanDocumentForm(forms.Form):
    """What a plan goes by."""

    document = forms.CharField(
        label=_("批准文号"), max_length=160, help_text=_("编办或教育局的文件名称和文号，记入每一笔周转池分录。")
    )


class PlanAnswerForm(forms.Form):
    """What the second person says."""

    answer = forms.CharField(label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class WillingForm(forms.Form):
    """What a teacher says about an exchange."""

    is_willing = forms.BooleanField(label=_("我愿意参加交流轮岗"), required=False)
    most_km = forms.IntegerField(label=_("可接受的最远距离（公里）"), min_value=1, max_value=200)
