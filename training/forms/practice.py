"""Forms of enterprise practice, recognitions, bases and lecture tours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation
from kernel.widgets import LongSelect, offer
from training.choices import BaseKind, DualGrade, EventKind, PracticeForm
from training.forms.shared import UnitField, day, document, person
from training.models import Base


class StayForm(forms.Form):
    """Days of a teacher in an enterprise."""

    teacher = person()
    company = forms.CharField(label=_("企业"), max_length=80)
    base = forms.ModelChoiceField(
        label=_("实践基地"), queryset=Base.objects.none(), required=False, empty_label=_("不在基地名单中")
    )
    form = forms.ChoiceField(label=_("形式"), choices=PracticeForm.choices)
    task = forms.CharField(label=_("岗位与内容"), max_length=160)
    first_on = day(_("第一天"))
    last_on = day(_("最后一天"))

    def __init__(self, *args: Any, bases: QuerySet[Base], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "base", bases)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first_on") and given.get("last_on") and given["last_on"] < given["first_on"]:
            self.add_error("last_on", _("最后一天不能早于第一天。"))
        return given


class StrikeForm(forms.Form):
    """Why a stay is struck out."""

    reason = forms.CharField(label=_("撤销理由"), max_length=200)


class RecognitionForm(forms.Form):
    """A recognition as 双师型."""

    teacher = person()
    grade = forms.ChoiceField(label=_("级别"), choices=DualGrade.choices)
    field = forms.CharField(label=_("专业"), max_length=40)
    body = forms.CharField(label=_("认定单位"), max_length=80)
    document = document()
    recognised_on = day(_("认定日期"))


class RecheckForm(forms.Form):
    """The result of a re-check."""

    has_passed = forms.TypedChoiceField(
        label=_("结果"), choices=[("1", _("通过")), ("0", _("未通过，终止认定"))],
        coerce=lambda text: text == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    grade = forms.ChoiceField(label=_("复核后级别"), choices=DualGrade.choices)
    checked_on = day(_("复核日期"))
    document = document()
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class BaseForm(forms.Form):
    """A base that was recognised."""

    kind = forms.ChoiceField(label=_("类别"), choices=BaseKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80)
    org = UnitField(label=_("管理单位"), queryset=Organisation.objects.none(), widget=LongSelect)
    host = forms.CharField(label=_("依托单位"), max_length=80)
    address = forms.CharField(label=_("地址"), max_length=120)
    capacity = forms.IntegerField(label=_("一次可接待人数"), min_value=1, max_value=100_000, required=False)
    recognised_on = day(_("认定日期"))
    document = document()

    def __init__(self, *args: Any, units: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", units)


class EndBaseForm(forms.Form):
    """Since when a base is used no longer, and why."""

    ended_on = day(_("停用日期"))
    reason = forms.CharField(label=_("停用原因"), max_length=200)


class EventForm(forms.Form):
    """A lecture of a tour, or a visit to a base."""

    kind = forms.ChoiceField(label=_("形式"), choices=EventKind.choices)
    title = forms.CharField(label=_("主题"), max_length=100)
    org = UnitField(label=_("组织单位"), queryset=Organisation.objects.none(), widget=LongSelect)
    speaker = forms.CharField(label=_("主讲人"), max_length=80, required=False, help_text=_("宣讲必填"))
    base = forms.ModelChoiceField(
        label=_("师德教育基地"), queryset=Base.objects.none(), required=False, empty_label=_("不在基地举办"),
        help_text=_("研学必选"),
    )  # fmt: skip
    place = forms.CharField(label=_("地点"), max_length=120)
    held_on = day(_("举办日期"))
    hours = forms.DecimalField(
        label=_("学时"), min_value=Decimal("0.5"), max_value=Decimal("20"), decimal_places=1, initial=Decimal("2.0")
    )

    def __init__(self, *args: Any, units: QuerySet[Organisation], bases: QuerySet[Base], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", units)
        offer(self, "base", bases)


class AttendanceForm(forms.Form):
    """Who was there: one person on each line."""

    people = forms.CharField(
        label=_("参加人员"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("每行一人，填姓名；有同名的填教师编号"),
    )  # fmt: skip
