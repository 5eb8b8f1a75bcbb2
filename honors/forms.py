"""Forms of the honours."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from honors.rules.numbers import certificate_number, is_well_formed, tidy

EXAMPLE = certificate_number(30, 2026, "321281", 12)


class RoundForm(forms.Form):
    """A new round: the day up to which years are counted."""

    as_of = forms.DateField(
        label=_("截至日期"),
        help_text=_("一般为当年教师节 9 月 10 日；当月及以后不计入。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ConfirmForm(forms.Form):
    """What a school looked at and found: it stays on file with the list."""

    note = forms.CharField(
        label=_("核实情况"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请填写核实情况和依据材料。")},
    )


class ReturnForm(forms.Form):
    """Why a list goes back."""

    note = forms.CharField(label=_("退回理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class LookaheadForm(forms.Form):
    """What the look-ahead is asked for in the address; the unit is judged by the query."""

    unit = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    years = forms.IntegerField(required=False, min_value=1, max_value=99)


class CheckForm(forms.Form):
    """The public check: number and name."""

    number = forms.CharField(
        label=_("证书编号"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": EXAMPLE, "autocomplete": "off"}),
        error_messages={"required": _("请填写证书编号，编号印在证书下方。")},
    )
    name = forms.CharField(
        label=_("证书上的姓名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("只填姓名，不加“老师”。"),
        error_messages={"required": _("请填写证书上的姓名。")},
    )

    def clean_number(self) -> str:
        # Said of any number that cannot be one of ours, whether or not it was ever given: it tells nothing of anybody.
        number = tidy(self.cleaned_data["number"])
        if not is_well_formed(number):
            raise forms.ValidationError(_("证书编号填写有误，请对照证书重新填写，例如 %s。") % EXAMPLE)
        return number
