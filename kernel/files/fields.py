"""A form field for several files at once. No room of forms: those are private to their app, this is for every trade."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernel.errors import RuleBroken
from kernel.files.actions import read_uploads
from kernel.files.content import Judged, judge


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of judged files; what is no PDF, JPEG or PNG is refused with its sentence."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF、JPG 或 PNG，每个不超过 10 MB，最多 5 个；可以用手机拍照。"))
        kwargs.setdefault("widget", _Several(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Judged]:
        files = [one for one in (data if isinstance(data, list) else [data]) if one]
        if not files:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        try:
            return [judge(content, name) for name, content in read_uploads(files)]
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from refusal


def uploads(**kwargs: Any) -> Any:
    """A ``FilesField`` for a form whose field is called ``files`` as Django's own attribute is: the form's class loses
    the field to its list of fields, so the attribute stays what it was."""
    return FilesField(**kwargs)
