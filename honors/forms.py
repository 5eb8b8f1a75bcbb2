"""Forms of the honours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from honors.choices import CopyReason, RevocationReason, SuspensionReason
from honors.rules.numbers import certificate_number, is_well_formed, tidy
from honors.rules.sharing import last_day

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


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _document() -> forms.CharField:
    return forms.CharField(
        label=_("依据"), max_length=200, help_text=_("文件名称和文号。"),
        error_messages={"required": _("请写明依据的文件名称和文号。")},
    )  # fmt: skip


def _note(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=300, required=required, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ReissueForm(forms.Form):
    """Why the paper is made again."""

    reason = forms.ChoiceField(
        label=_("原因"), choices=[(one.value, one.label) for one in (CopyReason.LOST, CopyReason.DAMAGED)]
    )
    on = _day(_("办理日期"))
    remark = _note(_("说明"), required=False)


class CorrectForm(forms.Form):
    """What the corrected paper says, why, and on which document."""

    name = forms.CharField(label=_("姓名"), max_length=50, help_text=_("更正姓名须另一人签署后才制新证。"))
    school_name = forms.CharField(label=_("单位"), max_length=60, required=False)
    note = _note(_("更正了什么、原来为何有误"))
    document = _document()
    on = _day(_("办理日期"))


class SuspendForm(forms.Form):
    """The ground of a suspension."""

    reason = forms.ChoiceField(label=_("原因类别"), choices=SuspensionReason.choices)
    document = _document()
    on = _day(_("自哪天起"))
    note = _note(_("说明"), required=False)


class ResumeForm(forms.Form):
    """The ground on which a suspension ends."""

    document = _document()
    on = _day(_("自哪天起"))
    remark = _note(_("说明"), required=False)


class RevokeForm(forms.Form):
    """The ground of a revocation."""

    reason = forms.ChoiceField(label=_("原因类别"), choices=RevocationReason.choices)
    document = _document()
    on = _day(_("自哪天起"))
    note = _note(_("情况说明"))


class ShareForm(forms.Form):
    """Until when a holder's link shows the certificate."""

    last_day = forms.DateField(
        label=_("有效至（含当日）"),
        initial=lambda: last_day(timezone.localdate()),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("最长一年，可随时停止。"),
    )
