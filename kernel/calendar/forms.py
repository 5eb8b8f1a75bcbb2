"""The calendar of a year as officers put it down."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CalendarForm(forms.Form):
    """Lines of free days and make-up days."""

    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    document = forms.CharField(
        label=_("依据文件"), max_length=120, help_text=_("国务院办公厅当年部分节假日安排通知的标题和文号。")
    )
    text = forms.CharField(
        label=_("放假和调休上班的日期"), max_length=4000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("每行一段：起始日 至 终止日 休 节名；调休上班写 日期 班。没有写到的日期按星期计算。"),
    )  # fmt: skip
