"""Forms of the parents' survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ethics.choices.cases import QUESTIONS
from kernel.orgs.models import Organisation

_SCALE = [(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))]


class SurveyForm(forms.Form):
    """What a family answers."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.CharField(label=_("班级码"), max_length=16, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in QUESTIONS.items():
            self.fields[key] = forms.TypedChoiceField(label=label, choices=_SCALE, coerce=int, widget=forms.RadioSelect)
        self.fields["problem"] = forms.CharField(
            label=_("需要反映的师德问题"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("可以不填。填写的内容作为匿名举报转交处理。"),
        )  # fmt: skip
        self.fields["accused"] = forms.CharField(label=_("涉及的教师"), max_length=200, required=False)


class NewSurveyForm(forms.Form):
    """A survey of a school."""

    school = forms.TypedChoiceField(label=_("学校"), coerce=int, empty_value=None)
    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    opens_on = forms.DateField(label=_("开始日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    closes_on = forms.DateField(label=_("截止日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    classes = forms.CharField(
        label=_("班级和家庭数"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("每行一个班级：班级名称 家庭数，例如“三年级2班 45”。"),
    )  # fmt: skip

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, one.name) for one in schools]
