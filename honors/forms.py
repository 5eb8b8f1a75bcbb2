"""Forms of the honours."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RoundForm(forms.Form):
    """A new round: the day up to which years are counted."""

    as_of = forms.DateField(
        label=_("截至日期"),
        help_text=_("一般为当年教师节 9 月 10 日；当月及以后不计入。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class NoteForm(forms.Form):
    """A reason or a confirmation that stays on file."""

    note = forms.CharField(
        label=_("说明"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明理由。")},
    )


class CheckForm(forms.Form):
    """The public check: number and name."""

    number = forms.CharField(
        label=_("证书编号"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "TZ30-2026-321281-000123", "autocomplete": "off"}),
        error_messages={"required": _("请填写证书编号，编号印在证书下方。")},
    )
    name = forms.CharField(
        label=_("证书上的姓名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写证书上的姓名。")},
    )
