"""Fields that the forms of training share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, picked from the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def document() -> forms.CharField:
    """The document that something rests on."""
    return forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件标题和文号"))


def person() -> forms.CharField:
    """A teacher of the own unit."""
    return forms.CharField(label=_("教师"), max_length=50, help_text=_("填姓名；有同名的填教师编号"))


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit; schools bear their district's name."""

    def label_from_instance(self, obj: Any) -> str:
        assert isinstance(obj, Organisation)
        return obj.name


def no_nul(text: str) -> str:
    """A text that the database takes."""
    return text.replace("\0", "")
