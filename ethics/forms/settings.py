"""Forms of the dated settings of ethics; each row holds from its day on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ethics.choices import HandlingKind, Purpose
from ethics.choices.cases import FiledWith, Level, SchoolGroup
from ethics.forms.cases import KINDS, day
from ethics.models.setting import FLOORS

_BOXES = forms.CheckboxSelectMultiple


class SettingForm(forms.Form):
    """What every dated row has."""

    effective_from = day(_("生效日"))
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称和文号。"))


class StandingSettingForm(SettingForm):
    """The answer: what an opened case holds, what a sanction bars from beyond the documents, how long."""

    q5_auto_end = forms.BooleanField(label=_("取消资格到期自动恢复"), required=False)
    category_move_barred = forms.BooleanField(label=_("处分期内不得转岗位类别"), required=False)
    held_by_case = forms.MultipleChoiceField(
        label=_("立案后暂缓的事项"), choices=Purpose.choices, required=False, widget=_BOXES
    )
    barred_by_sanction = forms.MultipleChoiceField(
        label=_("处分期内由本市规定不予的事项"), choices=Purpose.choices, required=False, widget=_BOXES
    )
    appraisal_years = forms.IntegerField(label=_("师德考核不合格影响年数"), min_value=1, max_value=10)
    cap_months = forms.IntegerField(label=_("数个处分合并的最长月数"), min_value=24, max_value=48)
    bar_months = forms.IntegerField(label=_("取消资格的最短月数"), min_value=24, max_value=60)
    grave_floor = forms.ChoiceField(
        label=_("有从重情节时的最轻处理"), choices=[(kind.value, kind.label) for kind in FLOORS]
    )
    field_order = (
        "effective_from", "q5_auto_end", "category_move_barred", "held_by_case", "barred_by_sanction",
        "appraisal_years", "cap_months", "bar_months", "grave_floor", "document",
    )  # fmt: skip


class ClearanceSettingForm(SettingForm):
    """Queries before hiring and every year."""

    valid_days = forms.IntegerField(label=_("结果有效天数"), min_value=1, max_value=366)
    recheck_months = forms.IntegerField(label=_("在职人员复查间隔（月）"), min_value=1, max_value=12)
    retention_years = forms.IntegerField(label=_("离职后保存年数"), min_value=1, max_value=50)
    field_order = ("effective_from", "valid_days", "recheck_months", "retention_years", "document")


class CareSettingForm(SettingForm):
    """Thresholds of the ladder of warnings, days of the appraisal."""

    reminder_months = forms.IntegerField(label=_("提醒自动失效（月）"), min_value=1, max_value=60)
    window_months = forms.IntegerField(label=_("累计期间（月）"), min_value=1, max_value=60)
    person_count = forms.IntegerField(label=_("个人预警起数"), min_value=1, max_value=50)
    school_count = forms.IntegerField(label=_("学校预警起数"), min_value=1, max_value=50)
    objection_days = forms.IntegerField(label=_("师德考核异议工作日数"), min_value=1, max_value=60)
    field_order = (
        "effective_from", "reminder_months", "window_months", "person_count", "school_count", "objection_days",
        "document",
    )  # fmt: skip


class PowerSettingForm(SettingForm):
    """Who proposes, who decides, where it is filed."""

    group = forms.ChoiceField(label=_("适用学校"), choices=SchoolGroup.choices)
    private = forms.TypedChoiceField(
        label=_("办学性质"), choices=[("0", _("公办")), ("1", _("民办"))], coerce=lambda value: value == "1"
    )
    kinds = forms.MultipleChoiceField(label=_("处理种类"), choices=KINDS, widget=_BOXES)
    proposers = forms.MultipleChoiceField(label=_("提出建议"), choices=Level.choices, widget=_BOXES)
    deciders = forms.MultipleChoiceField(label=_("决定"), choices=Level.choices, widget=_BOXES)
    filing = forms.ChoiceField(label=_("备案"), choices=FiledWith.choices, required=False)
    field_order = ("effective_from", "group", "private", "kinds", "proposers", "deciders", "filing", "document")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["proposers"] = [Level(one) for one in values.get("proposers", ())]
        values["deciders"] = [Level(one) for one in values.get("deciders", ())]
        values["kinds"] = [HandlingKind(one) for one in values.get("kinds", ())]
        values["filing"] = FiledWith(values.get("filing", ""))
        if "group" in values:
            values["group"] = SchoolGroup(values["group"])
        return values


FORMS: dict[str, type[SettingForm]] = {
    "standing": StandingSettingForm, "clearance": ClearanceSettingForm, "care": CareSettingForm,
    "power": PowerSettingForm,
}  # fmt: skip
