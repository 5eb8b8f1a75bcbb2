"""Forms of staffing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.orgs.choices import LocationType
from staffing.choices import Combine, DayForm, FigureStage, ReturnGround, Rounding
from staffing.models import StaffingSetting

LARGEST = 9_999_999


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
        self.fields["pool"].choices = pools  # type: ignore[attr-defined]


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
