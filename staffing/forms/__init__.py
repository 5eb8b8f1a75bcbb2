"""Forms of staffing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.orgs.choices import LocationType
from kernel.orgs.models import Organisation
from kernel.widgets import offer
from staffing.choices import Combine, DayForm, FigureStage, PlanMode, ReturnGround, Rounding
from staffing.models import StaffingSetting

LARGEST = 9_999_999
FORECAST_STAGES = [one for one in FigureStage.choices if one[0] != FigureStage.SPECIAL]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _count(label: Any, *, required: bool = False, least: int = 0, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=LARGEST, help_text=help_text,
        error_messages={"min_value": _("不能小于 %(limit_value)s，请改正。"), "invalid": _("请填整数。")},
    )  # fmt: skip


class ViewForm(forms.Form):
    """Which year and which unit a page shows; what cannot be one is not there."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    unit = forms.IntegerField(required=False, min_value=1, max_value=2_147_483_647)
    by = forms.CharField(required=False, max_length=20)
    value = forms.CharField(required=False, max_length=60)
    group = forms.CharField(required=False, max_length=20)


class StageForm(forms.Form):
    """One stage of a school in a year. An empty field is not known, it is no zero."""

    stage = forms.ChoiceField(label=_("学段"), choices=FigureStage.choices)
    pupils = _count(_("学生数"), help_text=_("没有掌握的留空，不要填 0。"))
    classes = _count(_("班级数"))
    boarders = _count(_("寄宿生数"))
    special_classes = _count(_("特教班数"))
    resource_rooms = _count(_("资源教室数"))
    day_form = forms.ChoiceField(
        label=_("在园时间"), choices=DayForm.choices, required=False, help_text=_("只用于幼儿园")
    )
    location_type = forms.ChoiceField(
        label=_("城乡类型"), choices=[("", _("未登记")), *LocationType.choices], required=False
    )

    def values(self) -> dict[str, Any]:
        """The figures by their names."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "stage"}
        return {**found, "day_form": found["day_form"] or DayForm.FULL}


class PostsForm(forms.Form):
    """How many posts, and the document."""

    posts = _count(_("编制数"), required=True, least=1)
    document = forms.CharField(label=_("依据文件及文号"), max_length=160)


class ApprovalForm(forms.Form):
    """What the 编办 approved."""

    posts = _count(_("核定编制"), required=True)
    effective_from = forms.DateField(label=_("生效日"), widget=_day())
    document = forms.CharField(label=_("编办文件及文号"), max_length=160)


class RequestForm(forms.Form):
    """A school asks for posts."""

    subject = forms.CharField(label=_("学科"), max_length=30)
    stage = forms.ChoiceField(label=_("学段"), choices=FigureStage.choices)
    posts = _count(_("编制数"), required=True, least=1)
    starts_on = forms.DateField(label=_("起用日"), widget=_day())
    ends_on = forms.DateField(label=_("到期日"), widget=_day(), help_text=_("不再使用的第一天；期限一至五年。"))
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(forms.Form):
    """A word that goes with a decision."""

    note = forms.CharField(label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReserveForm(forms.Form):
    """From which pool posts are kept for a request."""

    pool = forms.TypedChoiceField(label=_("周转池"), coerce=int)
    document = forms.CharField(label=_("批准文号"), max_length=160)

    def __init__(self, *args: Any, pools: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "pool", pools)


class ReturnForm(forms.Form):
    """Posts of a loan come back."""

    posts = _count(_("归还数"), required=True, least=1)
    ground = forms.ChoiceField(label=_("归还原因"), choices=ReturnGround.choices)
    document = forms.CharField(label=_("依据"), max_length=160)


class RenewForm(forms.Form):
    """A loan ends later."""

    ends_on = forms.DateField(label=_("新的到期日"), widget=_day())
    document = forms.CharField(label=_("批准文号"), max_length=160)


class RecallForm(forms.Form):
    """A loan ends sooner."""

    document = forms.CharField(label=_("依据文件及文号"), max_length=160)


class SettingForm(forms.ModelForm):  # type: ignore[type-arg]
    """The local standard from a day on."""

    class Meta:
        model = StaffingSetting
        fields = (
            "effective_from", "combine", "rounding", "small_threshold", "class_primary", "class_junior",
            "class_senior", "class_special", "special_ratio", "boarders_per_post", "posts_per_special_class",
            "posts_per_resource_room", "cover_percent", "jump_percent", "reserve_days", "loan_years",
            "loan_years_most", "due_days", "document",
        )  # fmt: skip
        widgets = {"effective_from": _day()}

    combine = forms.ChoiceField(label=_("合并方式"), choices=Combine.choices)
    rounding = forms.ChoiceField(label=_("取整"), choices=Rounding.choices)

    def values(self) -> dict[str, Any]:
        """The columns of a new row."""
        return dict(self.cleaned_data)

    def validate_unique(self) -> None:
        """The action says it in a sentence."""


def first_values(day: date, now: StaffingSetting) -> dict[str, Any]:
    """The form filled with what holds now."""
    return {name: getattr(now, name) for name in SettingForm.Meta.fields} | {"effective_from": day}


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
        offer(self, "unit", units)
        offer(self, "year", [(one, f"{one}—{one + 1}") for one in years])

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


class ForecastForm(forms.Form):
    """Where, which stage, and what is asked to be otherwise; a field that is left empty is as it is."""

    unit = forms.ModelChoiceField(label=_("范围"), queryset=Organisation.objects.none(), required=False)
    stage = forms.ChoiceField(label=_("学段"), choices=FORECAST_STAGES, required=False)
    births = forms.DecimalField(label=_("出生人数（% 于现有数据）"), min_value=0, max_value=300, required=False)
    pupils = forms.DecimalField(label=_("学生数（% 于现有数据）"), min_value=0, max_value=300, required=False)
    ratio = forms.DecimalField(
        label=_("所选学段每名教职工学生数"), min_value=1, max_value=100, max_digits=5, decimal_places=2, required=False
    )
    attrition = forms.DecimalField(
        label=_("年流失率（%）"), min_value=0, max_value=50, max_digits=4, decimal_places=2, required=False
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)


class BirthsForm(forms.Form):
    """Children born in a district in a year."""

    unit = forms.ModelChoiceField(label=_("市（区）"), queryset=Organisation.objects.none(), empty_label=None)
    year = forms.IntegerField(label=_("出生年"), min_value=1990, max_value=2100)
    births = forms.IntegerField(label=_("出生人数"), min_value=0, max_value=LARGEST)
    source = forms.CharField(label=_("来源"), max_length=160)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
