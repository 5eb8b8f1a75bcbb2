"""Forms of reports: from outside, and of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ethics.choices.cases import ReporterKind
from kernel.files.fields import uploads
from kernel.orgs.models import Organisation


class ReportForm(forms.Form):
    """What anybody reports, with or without a name."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    kind = forms.ChoiceField(label=_("您的身份"), choices=ReporterKind.choices, initial=ReporterKind.PARENT)
    school = forms.TypedChoiceField(label=_("涉及学校"), coerce=int, empty_value=None, required=False)
    accused = forms.CharField(
        label=_("被反映的教师"), max_length=200, required=False,
        help_text=_("姓名，或者任教学科、班级等便于查找的情况。"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("反映的问题"), max_length=6000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("请写明时间、地点、经过和知情的人。"), error_messages={"required": _("请写明反映的问题。")},
    )  # fmt: skip
    above_school = forms.BooleanField(
        label=_("不交学校办理"), required=False, help_text=_("涉及学校负责人或者担心学校处理不公的，请勾选。")
    )
    files = uploads(label=_("材料"), required=False)
    name = forms.CharField(
        label=_("您的姓名"), max_length=50, required=False,
        help_text=_("可以不填。填写后加密保存，只有专职保管人员可以查看，每次查看都有记录。"),
    )  # fmt: skip
    contact = forms.CharField(label=_("联系方式"), max_length=100, required=False)
    supervisor_code = forms.CharField(
        label=_("监督员编码"), max_length=24, required=False, help_text=_("师德监督员填写，其他人不填。")
    )

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)
        places: dict[str, list[tuple[int, str]]] = {}
        for one in schools:
            places.setdefault(str(one.parent), []).append((one.pk, one.name))
        field.choices = [("", _("不清楚")), *((place, found) for place, found in places.items())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("contact") and not data.get("name"):
            self.add_error("name", _("填写联系方式时请一并填写姓名，或者都不填。"))
        return data


class CodeForm(forms.Form):
    """The receipt code."""

    code = forms.CharField(
        label=_("查询码"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写查询码。")},
    )  # fmt: skip


class AddForm(forms.Form):
    """What the reporter adds."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(
        label=_("补充情况或者回答"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    files = uploads(label=_("材料"), required=False)


class QuestionForm(forms.Form):
    """A question of the desk."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(label=_("向举报人提问"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))


class ToLeadForm(forms.Form):
    """A report becomes a lead."""

    school = forms.TypedChoiceField(label=_("涉及学校"), coerce=int, empty_value=None, required=False)
    above_school = forms.BooleanField(label=_("由教育主管部门办理"), required=False)

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *((one.pk, one.name) for one in schools)]


class DeclineForm(forms.Form):
    """Why a report is not taken up; the reporter reads it."""

    answer = forms.CharField(
        label=_("不予受理的理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("举报人凭查询码可以看到。"),
    )  # fmt: skip


class PurposeForm(forms.Form):
    """What the identity of a reporter is looked at for."""

    purpose = forms.CharField(label=_("查看用途"), max_length=200)


class SupervisorForm(forms.Form):
    """A 师德监督员."""

    org = forms.TypedChoiceField(label=_("聘任单位"), coerce=int, empty_value=None)
    name = forms.CharField(label=_("姓名"), max_length=50)
    kind = forms.ChoiceField(
        label=_("身份"),
        choices=[
            ("parent", _("家长代表")), ("deputy", _("人大代表、政协委员")), ("public", _("社会人士")),
            ("staff", _("教职工")),
        ],
    )  # fmt: skip
    contact = forms.CharField(label=_("联系方式"), max_length=100, required=False)
    since_on = forms.DateField(label=_("聘任日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until_on = forms.DateField(label=_("聘期止日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, units: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["org"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, one.name) for one in units]
