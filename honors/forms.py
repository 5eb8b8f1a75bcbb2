"""Forms of the honours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from honors.choices import (
    CopyReason,
    DateStyle,
    EntryState,
    ForYears,
    RevocationReason,
    SealKind,
    SuspensionReason,
)
from honors.pdf import layout
from honors.rules.numbers import certificate_number, is_well_formed, tidy
from honors.rules.sharing import last_day
from kernel.files.fields import FilesField
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


class PublishForm(forms.Form):
    """Where the list hangs out."""

    elsewhere = forms.CharField(
        label=_("系统外公示情况"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("在本系统公示的，此处留空。已在系统外公示的，写明起止日期、地点和结果。"),
    )


class CloseForm(forms.Form):
    """Ending the checking for schools that are late."""

    accept = forms.ChoiceField(
        label=_("尚未本人确认的人员"),
        choices=[("", _("转为暂缓，列入下一轮")), ("1", _("已在系统外由本人确认"))],
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("代为办结的情况说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ArchiveForm(forms.Form):
    """A word where not everything was handed out."""

    note = forms.CharField(
        label=_("归档说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("还有学校没有登记领取的，请写明原因。"),
    )  # fmt: skip


class SetAsideForm(forms.Form):
    """What an officer puts down against honouring a person."""

    effect = forms.ChoiceField(
        label=_("处理"),
        choices=[
            (EntryState.HELD, _("暂缓（情况待查）")),
        ],
        initial=EntryState.HELD,
        widget=forms.RadioSelect,
        help_text=_("处分、取消资格和已立案的案件由师德模块自动给出，不在此登记。"),
    )
    ground = forms.CharField(label=_("事由"), max_length=200)
    document = forms.CharField(label=_("依据文件"), max_length=120, required=False, help_text=_("文件名称和文号。"))
    from_on = forms.DateField(label=_("起始日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label=_("终止日"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("自这一天起不再影响；不填为长期有效，直到解除。"),
    )  # fmt: skip


class ScanForm(forms.Form):
    """The signed confirmation of people without an account."""

    scan = FilesField(
        label=_("本人签字件"), help_text=_("一份 PDF、JPG 或 PNG，可以是多人签字的一张表，不超过 10 MB。")
    )


class HandOverForm(forms.Form):
    """Who took the certificates of a school."""

    on = forms.DateField(label=_("领取日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    to = forms.CharField(label=_("领取人"), max_length=50)
    scan = FilesField(label=_("签收单"), required=False, help_text=_("可上传签字后的交接清单，PDF、JPG 或 PNG。"))


class ObjectionForm(forms.Form):
    """What is wrong, with papers."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(
        label=_("异议内容"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写明异议内容。")},
    )  # fmt: skip
    papers = FilesField(label=_("证明材料"), required=False)


class PublicObjectionForm(ObjectionForm):
    """The same from anybody, with or without a name."""

    contact = forms.CharField(
        label=_("姓名和联系方式"), max_length=100, required=False,
        help_text=_("可以不填。填写后只有处理人员可以看到，用于核实和答复。"),
    )  # fmt: skip
    field_order = ("text", "contact", "papers", "once")


class DecideForm(forms.Form):
    """The answer to an objection, and what it does to the list."""

    remedy = forms.ChoiceField(label=_("处理"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("处理意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明核实情况、依据和结论；本人提出的异议，本人可以看到。"),
        error_messages={"required": _("请写明处理意见。")},
    )  # fmt: skip

    def __init__(self, *args: Any, remedies: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["remedy"]
        assert isinstance(field, forms.ChoiceField)
        upheld = [(value, _("成立：%s") % label) for value, label in remedies]
        field.choices = [("rejected", _("不成立，名单不变")), *upheld]


class RuleForm(forms.Form):
    """A dated row of the rules of rounds."""

    effective_from = forms.DateField(
        label=_("生效日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    publicity_days = forms.IntegerField(label=_("公示工作日数"), min_value=1, max_value=30)
    allow_posthumous = forms.BooleanField(label=_("已故教师可以追授"), required=False)
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称和文号。"))


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


_REASONS = [("", _("请选择")), *((one.value, one.label) for one in (CopyReason.LOST, CopyReason.DAMAGED))]


class ReissueForm(forms.Form):
    """Why the paper is made again."""

    reason = forms.ChoiceField(label=_("原因"), choices=_REASONS)
    on = _day(_("办理日期"))
    remark = _note(_("说明"))
    agreed = forms.BooleanField(label=_("已核实：补发后现有的一版即被替代，不能恢复。"))


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
