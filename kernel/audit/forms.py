"""What an auditor looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from kernel.audit import queries
from kernel.audit.queries import Wanted
from kernel.widgets import offer

OURS = ("config", "kernel", "teachers", "honors")


def _subjects() -> list[tuple[str, str]]:
    """The kinds of records that lines speak of, by their names."""
    models = (model for model in apps.get_models() if model.__module__.partition(".")[0] in OURS)
    return sorted((model._meta.label_lower, str(model._meta.verbose_name)) for model in models)


class TrailForm(forms.Form):
    """The filters of the trail; what cannot be read is left out."""

    person = forms.CharField(label=_("办理人（用户名或姓名）"), max_length=60, required=False)
    act = forms.ChoiceField(label=_("事项"), required=False)
    subject = forms.CharField(label=_("对象"), max_length=80, required=False, widget=forms.HiddenInput)
    first = forms.DateField(label=_("起始日期"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last = forms.DateField(label=_("截止日期"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    refused = forms.BooleanField(label=_("只看被拒绝的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "act", [("", _("全部")), *queries.acts()])

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        return Wanted(**{key: value for key, value in self.cleaned_data.items() if value})
