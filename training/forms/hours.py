"""Forms of hours: claims, reasons, rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.files.fields import FilesField
from training.actions.claims import Claim
from training.choices import ClaimKind, HourSource, Kind, Level, Mode
from training.rules.hours_entry import shown

_DAY = {"type": "date"}


class _Hours(forms.DecimalField):
    """Hours with one decimal, cleaned to tenths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=6, decimal_places=1, min_value=0, **kwargs)
        self.widget.attrs |= {"step": "0.1", "inputmode": "decimal"}

    def clean(self, value: Any) -> Any:
        found: Decimal | None = super().clean(value)
        return None if found is None else int(found * 10)


class ClaimForm(forms.Form):
    """Learning elsewhere, with its evidence."""

    claim_kind = forms.ChoiceField(label=_("申报种类"), choices=ClaimKind.choices)
    title = forms.CharField(label=_("项目名称"), max_length=100)
    organiser = forms.CharField(label=_("举办单位"), max_length=100)
    level = forms.ChoiceField(label=_("级别"), choices=Level.choices)
    kind = forms.ChoiceField(label=_("培训类别"), choices=Kind.choices, required=False)
    hours = _Hours(label=_("学时"), help_text=_("1 学时 = 45 分钟，最多一位小数。"))
    started_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    ended_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    certificate_no = forms.CharField(label=_("证书编号"), max_length=60, required=False)
    note = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("学历提升请写明院校、专业和学习形式；教研科研请写明课题或成果；企业实践请写明岗位。"),
    )  # fmt: skip
    evidence = FilesField(label=_("证明材料"))
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @property
    def claim(self) -> Claim:
        """What was claimed, once the form is valid."""
        values = self.cleaned_data
        return Claim(
            ClaimKind(values["claim_kind"]), values["title"], values["organiser"], values["kind"], values["level"],
            values["hours"], values["started_on"], values["ended_on"], values["certificate_no"], values["note"],
        )  # fmt: skip


class QueueForm(forms.Form):
    """What of the queue is shown."""

    level = forms.ChoiceField(label=_("级别"), choices=[("", _("全部级别")), *Level.choices], required=False)
    stage = forms.ChoiceField(
        label=_("环节"), choices=[("", _("等待我审核")), ("school", _("等待学校审核"))], required=False
    )
    source = forms.ChoiceField(label=_("来源"), choices=[("", _("全部来源")), *HourSource.choices], required=False)


class UnitForm(forms.Form):
    """The unit and the cycle of an address; what cannot be one is not there."""

    unit = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    cycle = forms.IntegerField(required=False, min_value=2000, max_value=2100)


class HourReasonForm(forms.Form):
    """Why hours are refused or reversed."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class LockForm(forms.Form):
    """Which year of which unit is closed."""

    unit = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)


class HourRuleForm(forms.Form):
    """A new version of the caps."""

    effective_from = forms.DateField(label=_("生效日"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称和文号"))
    minutes = forms.IntegerField(label=_("1 学时折合分钟数"), min_value=30, max_value=60)
    day_limit = _Hours(label=_("每日学时上限"), help_text=_("同一天内最多计多少学时"))
    higher_percent = forms.IntegerField(label=_("县级以上学时占应修学时的下限（%）"), min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mode in Mode:
            for span, words in (("year", _("年度上限")), ("cycle", _("周期上限"))):
                self.fields[f"{mode}_{span}"] = _Hours(label=f"{mode.label} · {words}", required=False)

    @property
    def cap_rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Mode by mode, for the page."""
        return [(mode.label, self[f"{mode}_year"], self[f"{mode}_cycle"]) for mode in Mode]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What is no cap."""
        return [self[name] for name in ("effective_from", "document", "minutes", "day_limit", "higher_percent")]

    @property
    def caps(self) -> dict[str, tuple[int | None, int | None]]:
        """Mode -> tenths in a year and in a cycle; modes without either are left out."""
        values = self.cleaned_data
        every = {str(mode): (values[f"{mode}_year"], values[f"{mode}_cycle"]) for mode in Mode}
        return {mode: pair for mode, pair in every.items() if pair != (None, None)}


class HourCycleForm(forms.Form):
    """A new cycle of the whole city."""

    first_year = forms.IntegerField(label=_("首年"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("末年"), min_value=2000, max_value=2100)
    due = _Hours(label=_("应修学时"))
    cycle_document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称和文号"))


def initial_of(caps: Any, today: date) -> dict[str, object]:
    """The rule form as the version in force has it."""
    found: dict[str, object] = {
        "effective_from": today, "minutes": caps.minutes, "day_limit": shown(caps.day_limit),
        "higher_percent": caps.higher_percent,
    }  # fmt: skip
    for mode, cap in caps.modes.items():
        found[f"{mode}_year"] = None if cap.year is None else shown(cap.year)
        found[f"{mode}_cycle"] = None if cap.cycle is None else shown(cap.cycle)
    return found
