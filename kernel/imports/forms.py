"""The upload form of the import desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.imports.desk import importers_for
from kernel.widgets import offer

MAX_BYTES = 20 * 2**20


class UploadForm(forms.Form):
    """A workbook and the options this person may choose."""

    kind = forms.ChoiceField(label=_("数据种类"), error_messages={"invalid_choice": _("请从列表中选择数据种类。")})
    file = forms.FileField(
        label=_("文件"),
        help_text=_("支持 .xlsx、.xls、.csv（UTF-8 或 GB 18030），不超过 20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": _("请选择要上传的文件。"),
            "empty": _("这个文件是空的（0 字节），请重新选择。"),
        },
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = importers_for(user)
        offer(self, "kind", [(kind, one.title) for kind, one in kinds.items()])
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = next(iter(kinds))
        for one in kinds.values():
            for key, (label, need) in one.options.items():
                if user.holds(need):
                    self.fields[key] = forms.BooleanField(label=label, required=False)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请按学校拆分后分别上传。"))
        return upload

    @property
    def chosen(self) -> dict[str, bool]:
        """The options that were ticked."""
        return {key: True for key, value in self.cleaned_data.items() if value is True}
