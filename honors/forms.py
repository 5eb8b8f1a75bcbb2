"""Forms of the honours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from honors.choices import DateStyle, ForYears, SealKind
from honors.pdf import layout
from honors.rules.numbers import certificate_number, is_well_formed, tidy
from kernel.pdf.picture import MAX_BYTES

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


OTHER_PAPER = "other"
PAPERS = [(name, f"{name}（{width}×{height} 毫米）") for name, (width, height, _margin) in layout.PRESETS.items()]
SIDES = (
    ("margin_top", _("上边距")),
    ("margin_right", _("右边距")),
    ("margin_bottom", _("下边距")),
    ("margin_left", _("左边距")),
)
MEANINGS = _(
    "一行印一行，放不下时自动缩小或换行。可用的占位符：{name} 姓名，{years} 年限（30），{years_cn} 年限（三十），"
    "{school} 单位，{issuer} 颁发单位，{date} 日期，{cert_no} 证书编号。"
)


class TemplateForm(forms.Form):
    """A design of certificates."""

    name = forms.CharField(label=_("样式名称"), max_length=40)
    threshold = forms.TypedChoiceField(label=_("适用"), choices=ForYears.choices, coerce=int, initial=ForYears.BOTH)
    paper = forms.ChoiceField(label=_("纸张"), choices=[*PAPERS, (OTHER_PAPER, _("其他尺寸"))])
    width = forms.IntegerField(label=_("纸宽（毫米）"), required=False, help_text=_("选择“其他尺寸”时填写。"))
    height = forms.IntegerField(label=_("纸高（毫米）"), required=False)
    title = forms.CharField(label=_("标题"), max_length=layout.TITLE_LENGTH, initial=layout.TITLE)
    occasion = forms.CharField(
        label=_("副标题"), max_length=layout.OCCASION_LENGTH, initial=layout.OCCASION, required=False
    )
    salutation = forms.CharField(
        label=_("称谓"),
        max_length=layout.SALUTATION_LENGTH,
        initial=layout.SALUTATION,
        required=False,
        help_text=_("印在姓名之后；正文中写有 {name} 时，不再单独印姓名和称谓。"),
    )
    wording = forms.CharField(
        label=_("正文"),
        max_length=layout.WORDING_LENGTH,
        initial="\n".join(layout.SENTENCE),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=MEANINGS,
    )
    date_style = forms.ChoiceField(label=_("日期写法"), choices=DateStyle.choices)
    issuer = forms.CharField(
        label=_("颁发单位"),
        max_length=layout.ISSUER_LENGTH,
        required=False,
        help_text=_("不填时印系统设置的颁发单位。"),
    )
    has_border = forms.BooleanField(label=_("印花边和底纹（纸上已预印时不选）"), required=False, initial=True)
    shows_unit = forms.BooleanField(label=_("印教师所在单位"), required=False, initial=True)
    seal = forms.ChoiceField(label=_("用印方式"), choices=SealKind.choices)
    seal_file = forms.FileField(
        label=_("印章图样"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png"}),
        help_text=_("PNG 图片，不超过 1 MB，底色透明为宜。图样不是电子印章，证书上会注明。"),
    )
    seal_size = forms.IntegerField(label=_("印章图样宽度（毫米）"), initial=42, required=False)

    def __init__(self, *args: Any, fixed_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in SIDES:
            self.fields[key] = forms.IntegerField(label=label, required=False)
        self.fields["margin_top"].help_text = _("毫米，不填按纸张取值。")
        self.order_fields(["name", "threshold", "paper", "width", "height", *(key for key, _label in SIDES)])
        self.fields["name"].disabled = fixed_name  # all versions of a design bear one name

    def clean_seal_file(self) -> Any:
        upload = self.cleaned_data["seal_file"]
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(_("图片文件超过 1 MB，请压缩后重新上传。"))
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("paper") == OTHER_PAPER:
            for key in ("width", "height"):
                if data.get(key) is None and key not in self.errors:
                    self.add_error(key, _("选择“其他尺寸”时须填写。"))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The design in the words of the action; an untouched picture of a seal is left out."""
        data = self.cleaned_data
        found = {key: data[key] for key in self.fields if key not in {"paper", "seal_file"}}
        width, height, margin = layout.PRESETS.get(data["paper"], (data["width"], data["height"], 9))
        found |= {"width": width, "height": height, "seal_size": data["seal_size"] or 42}
        found |= {key: margin if data[key] is None else data[key] for key, _label in SIDES}
        if data["seal_file"]:
            found["seal_png"] = data["seal_file"].read()
        return found


def paper_of(design: Mapping[str, Any]) -> str:
    """Which of the known papers a design is for."""
    sizes = {size[:2]: name for name, size in layout.PRESETS.items()}
    return sizes.get((design["width"], design["height"]), OTHER_PAPER)


class InForceForm(forms.Form):
    """From which day a design is used."""

    on = forms.DateField(
        label=_("启用日期"),
        help_text=_("自这一天起审批的批次使用这个样式。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    checked = forms.BooleanField(
        label=_("样张已核对，文字、尺寸和用印方式无误。"),
        error_messages={"required": _("请先查看样张并勾选确认，再启用。")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)
