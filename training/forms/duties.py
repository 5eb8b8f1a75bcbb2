"""Forms of duties: class teachers, certificates, waivers, and the dated rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teachers.choices import Stage
from training.forms.shared import day, document, person
from training.models import DutyRule, PracticeRule, SurveyForm


class _Dated(forms.ModelForm):  # type: ignore[type-arg]
    """A new dated row; that there is one of the same day says the action."""

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "effective_from"}  # type: ignore[misc]


class ClassDutyForm(forms.Form):
    """Who becomes a class teacher, of which class, since when."""

    teacher = person()
    class_name = forms.CharField(label=_("班级"), max_length=30, help_text=_("如“三（2）班”"))
    on = day(_("任职日期"))


class EndDutyForm(forms.Form):
    """Since when somebody is a class teacher no longer."""

    on = day(_("卸任日期"))


class QualifiedSubjectForm(forms.Form):
    """A subject of somebody's certificate."""

    teacher = person()
    subject = forms.CharField(label=_("资格证任教学科"), max_length=30)
    stage = forms.ChoiceField(label=_("资格证学段"), required=False, choices=[("", _("不区分")), *Stage.choices])


class WaiverForm(forms.Form):
    """Why somebody is let off."""

    reason = forms.CharField(
        label=_("免除理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明免除的理由。")},
    )  # fmt: skip


class DutyRuleForm(_Dated):
    """A new dated row for one kind of training."""

    remind = forms.RegexField(
        r"^\s*\d{1,3}(\s*[,，、]\s*\d{1,3}){0,5}\s*$", label=_("提前几天提醒"), initial="60、30、0",
        help_text=_("可填几个，用顿号隔开；每个节点只提醒一次"),
        error_messages={"invalid": _("请填一个或几个天数，用顿号隔开，如“60、30、0”。")},
    )  # fmt: skip

    class Meta:
        model = DutyRule
        fields = ("kind", "effective_from", "is_on", "hours", "months", "days", "months_before", "document")
        widgets = {"effective_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        text = given.pop("remind").replace("，", "、").replace(",", "、")
        return {**given, "remind_days": sorted({int(one) for one in text.split("、")}, reverse=True)}


class ShortSubjectForm(forms.Form):
    """A subject that the city is short of."""

    year = forms.IntegerField(label=_("年度"), min_value=2021, max_value=2100)
    subject = forms.CharField(label=_("学科"), max_length=30)
    stage = forms.ChoiceField(label=_("学段"), required=False, choices=[("", _("各学段")), *Stage.choices])
    document = document()


class TermForm(forms.Form):
    """A term of the school calendar."""

    name = forms.CharField(label=_("学期"), max_length=40, help_text=_("如“2027—2028学年第一学期”"))
    starts_on = day(_("开学日"))
    ends_on = day(_("学期结束日"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] <= given["starts_on"]:
            self.add_error("ends_on", _("学期结束日应晚于开学日。"))
        return given


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class SurveyFormForm(_Dated):
    """A new questionnaire: one question on each line."""

    lines = forms.CharField(
        label=_("题目"), max_length=1500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("每行一题，教师按 1 至 5 分回答"),
    )  # fmt: skip

    class Meta:
        model = SurveyForm
        fields = ("kind", "effective_from", "delay_days", "open_days", "threshold", "document")
        widgets = {"effective_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_lines(self) -> list[str]:
        found = _lines(self.cleaned_data["lines"])
        if not 1 <= len(found) <= 20 or max(map(len, found)) > 80:
            raise forms.ValidationError(_("请填写 1 至 20 题，每题不超过 80 字。"))
        return found

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        lines = given.pop("lines")
        return {**given, "questions": [{"code": f"q{place}", "text": text} for place, text in enumerate(lines, 1)]}


class PracticeRuleForm(_Dated):
    """A new dated row for enterprise practice."""

    subjects = forms.CharField(
        label=_("公共基础课"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一门；任教这些课程的教师不按天数要求企业实践"),
    )  # fmt: skip

    class Meta:
        model = PracticeRule
        fields = ("effective_from", "days_required", "years", "window", "anchor_year", "recheck_years", "document")
        widgets = {"effective_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        subjects = _lines(given.pop("subjects"))
        return {**given, "general_subjects": subjects}
